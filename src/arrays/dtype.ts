/**
 * The typed arrays that allcores works on, and how one is told from anything else.
 *
 * The class is read from the object itself, by the getter that the specification gives every typed
 * array: it works across realms, for subclasses and under a changed prototype, and cannot be spoofed.
 */
import { described, rangeError, typeError } from '../errors.js'

/** A Float16Array, of runtimes that have it (Node 24 and later). */
export interface Float16ArrayLike {
  readonly [Symbol.toStringTag]: 'Float16Array'
  readonly buffer: ArrayBufferLike
  readonly byteLength: number
  readonly byteOffset: number
  readonly BYTES_PER_ELEMENT: number
  readonly length: number
  [index: number]: number
  [Symbol.iterator](): ArrayIterator<number>
}

/** Typed arrays whose elements are numbers. */
export type NumberArray =
  | Float64Array
  | Float32Array
  | Float16ArrayLike
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint8ClampedArray
  | Uint16Array
  | Uint32Array

/** Typed arrays whose elements are bigints. */
export type BigIntArray = BigInt64Array | BigUint64Array

/** Any typed array. */
export type TypedArray = NumberArray | BigIntArray

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
    throw typeError('INVALID_TYPE', `${name} must be a typed array, got ${described(value)}${hint}`)
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
export function sameClass<A extends TypedArray>(like: A, result: NodeJS.TypedArray): A {
  if (dtypeOf(like) !== 'Float16Array' || dtypeOf(result) === 'Float16Array') return result as unknown as A
  const Float16 = (globalThis as unknown as { Float16Array: new (buffer: ArrayBufferLike) => A }).Float16Array
  return new Float16(result.buffer)
}
