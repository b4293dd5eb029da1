/**
 * The typed arrays that allcores works on, and how one is told from anything else.
 *
 * The class is read from the object itself, by the getter that the specification gives every typed
 * array: it works across realms, for subclasses and under a changed prototype, and cannot be spoofed.
 */
import { rangeError, show, typeError } from '../errors.js'

/** A Float16Array, of runtimes that have it (Node 24 and later). */
export interface Float16ArrayLike<B extends ArrayBufferLike = ArrayBufferLike> {
  readonly [Symbol.toStringTag]: 'Float16Array'
  readonly buffer: B
  readonly byteLength: number
  readonly byteOffset: number
  readonly BYTES_PER_ELEMENT: number
  readonly length: number
  [index: number]: number
  [Symbol.iterator](): ArrayIterator<number>
}

/** The type Float16Array where the compiler's `lib` has it, and what stands for it elsewhere. */
export type Float16<B extends ArrayBufferLike> = typeof globalThis extends {
  Float16Array: { prototype: infer P extends { slice(): unknown } }
}
  ? B extends ArrayBuffer
    ? ReturnType<P['slice']>
    : P
  : Float16ArrayLike<B>

/** Every class of typed array, by its name; over a buffer of the kind `B`. */
export interface TypedArrays<B extends ArrayBufferLike = ArrayBufferLike> {
  Float64Array: Float64Array<B>
  Float32Array: Float32Array<B>
  Float16Array: Float16<B>
  Int8Array: Int8Array<B>
  Int16Array: Int16Array<B>
  Int32Array: Int32Array<B>
  Uint8Array: Uint8Array<B>
  Uint8ClampedArray: Uint8ClampedArray<B>
  Uint16Array: Uint16Array<B>
  Uint32Array: Uint32Array<B>
  BigInt64Array: BigInt64Array<B>
  BigUint64Array: BigUint64Array<B>
}

/** Any typed array. */
export type TypedArray = TypedArrays[keyof TypedArrays]

/** Typed arrays whose elements are bigints. */
export type BigIntArray = BigInt64Array | BigUint64Array

/** The class of a typed array, over a buffer of the kind `B`: any, if not said. */
export type SameClass<
  A extends TypedArray,
  B extends ArrayBufferLike = ArrayBufferLike,
> = TypedArrays<B>[A[typeof Symbol.toStringTag]]

/** An element of a typed array. */
export type ElementOf<A extends TypedArray> = A extends BigIntArray ? bigint : number

const brandOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)!
  .get as (this: unknown) => string | undefined
const keysOf = Uint8Array.prototype.keys as (this: unknown) => unknown

/** The class of a typed array, such as `'Float64Array'`; undefined for anything else. */
export function dtypeOf(value: unknown): string | undefined {
  return brandOf.call(value)
}

/** `value`, which must be a typed array with its buffer in place. */
export function array<A extends TypedArray>(name: string, value: A): A & NodeJS.TypedArray {
  const dtype = dtypeOf(value)
  if (dtype === undefined) {
    const hint = Array.isArray(value) ? `; make one with Float64Array.from(${name})` : ''
    throw typeError('INVALID_TYPE', `${name} must be a typed array, got ${show(value)}${hint}`)
  }
  if (value.length === 0) attached(name, value)
  return value as A & NodeJS.TypedArray
}

/** As `array`, and it has elements. */
export function filled<A extends TypedArray>(name: string, value: A, wanted: string): A & NodeJS.TypedArray {
  const checked = array(name, value)
  if (checked.length === 0) throw rangeError('EMPTY', `${name} has no elements, and ${wanted} needs at least one`)
  return checked
}

/** An empty array may be one that lost its memory, and then it is an error: the specification has `keys` throw. */
function attached(name: string, value: TypedArray): void {
  try {
    keysOf.call(value)
  } catch {
    const message = `the buffer of ${name} is detached or has shrunk under it; use the array before its buffer is transferred or resized`
    throw typeError('DETACHED', message)
  }
}

/** `out`, which must be undefined or a typed array of this class and length. */
export function output<A extends TypedArray>(
  out: A | undefined,
  dtype: string,
  length: number,
): (A & NodeJS.TypedArray) | undefined {
  if (out === undefined) return undefined
  const checked = array('out', out)
  if (dtypeOf(out) !== dtype) {
    throw typeError('DTYPE_MISMATCH', `out is a ${dtypeOf(out)}, wanted a ${dtype}; leave it away to have one made`)
  }
  if (out.length !== length) {
    throw rangeError(
      'LENGTH_MISMATCH',
      `out has ${out.length} elements, wanted ${length}; out.subarray() gives a part of it`,
    )
  }
  return checked
}

/** `result`, as a Float16Array when `like` is one: not every runtime can make those natively. */
export function sameClass<A extends TypedArray>(like: A, result: NodeJS.TypedArray): SameClass<A> {
  if (dtypeOf(like) !== 'Float16Array' || dtypeOf(result) === 'Float16Array') return result as unknown as SameClass<A>
  const { Float16Array } = globalThis as unknown as { Float16Array: new (buffer: ArrayBufferLike) => SameClass<A> }
  return new Float16Array(result.buffer)
}
