/** Arrays to test with: every class, every kind of buffer, and values that make trouble. */
import fc from 'fast-check'

type Numbers =
  | Float64Array
  | Float32Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
export type AnyArray = Numbers | BigInt64Array | BigUint64Array

const { Memory } = (
  globalThis as unknown as { WebAssembly: { Memory: new (options: object) => { buffer: ArrayBuffer } } }
).WebAssembly

export interface ArrayClass {
  name: string
  BYTES_PER_ELEMENT: number
  new (length: number): AnyArray
  new (buffer: ArrayBufferLike, offset?: number, length?: number): AnyArray
  from(values: Iterable<number> | Iterable<bigint>): AnyArray
}

const float16 = (globalThis as unknown as { Float16Array?: ArrayClass }).Float16Array

/** Classes whose elements are floats; Float16Array where the runtime has it. */
export const FLOATS = [Float64Array, Float32Array, ...(float16 ? [float16] : [])] as unknown as ArrayClass[]
/** Classes whose elements are integers that are numbers. */
export const INTEGERS = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
] as unknown as ArrayClass[]
/** Classes whose elements are bigints. */
export const BIGINTS = [BigInt64Array, BigUint64Array] as unknown as ArrayClass[]
/** All classes. */
export const CLASSES = [...FLOATS, ...INTEGERS, ...BIGINTS]

/** A pseudo-random generator of doubles in [0, 1), so that a failure can be repeated. */
export function random(seed: number): () => number {
  let state = seed * 2 + 1
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** `length` elements of all magnitudes that the class holds, repeatable by `seed`. */
export function filled(Class: ArrayClass, length: number, seed = 1): AnyArray {
  const next = random(seed)
  const array = new Class(length)
  if (FLOATS.includes(Class))
    for (let i = 0; i < length; i++) array[i] = (next() - 0.5) * 10 ** Math.floor(next() * 6 - 3)
  else new Uint8Array(array.buffer).set(Array.from({ length: array.byteLength }, () => next() * 256))
  return array
}

/** Lengths at which loops end, lanes are left over and chunks begin. */
export const LENGTHS = [1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 127, 129, 1000, 4095, 4097]

/** Doubles with everything that makes trouble in them. */
export const doubles = (options: { nan?: boolean; infinity?: boolean; max?: number } = {}) => {
  const { nan = false, infinity = false, max = 1e100 } = options
  const special = [0, -0, 1, -1, 5e-324, -5e-324, max, -max]
  if (nan) special.push(Number.NaN)
  if (infinity) special.push(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)
  return fc.array(
    fc.oneof(
      fc.double({ min: -max, max, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.constantFrom(...special),
    ),
    { minLength: 1, maxLength: 300 },
  )
}

/** The same elements over each kind of buffer that JavaScript has. */
export function overEveryBuffer(array: AnyArray): [kind: string, view: AnyArray][] {
  const Class = array.constructor as ArrayClass
  const { byteLength, length } = array
  const size = Class.BYTES_PER_ELEMENT
  const buffers: [string, ArrayBufferLike, number, number | undefined][] = [
    ['ArrayBuffer', new ArrayBuffer(byteLength), 0, length],
    ['ArrayBuffer at an offset', new ArrayBuffer(byteLength + 3 * size), size, length],
    ['SharedArrayBuffer', new SharedArrayBuffer(byteLength), 0, length],
    ['SharedArrayBuffer at an offset', new SharedArrayBuffer(byteLength + 3 * size), 2 * size, length],
    ['resizable ArrayBuffer', new ArrayBuffer(byteLength, { maxByteLength: 2 * byteLength + 8 }), 0, length],
    [
      'length-tracking view',
      new ArrayBuffer(byteLength + size, { maxByteLength: 2 * byteLength + 8 }),
      size,
      undefined,
    ],
    [
      'growable SharedArrayBuffer',
      new SharedArrayBuffer(byteLength, { maxByteLength: 2 * byteLength + 8 }),
      0,
      undefined,
    ],
    ['WebAssembly memory', new Memory({ initial: 2 }).buffer, 64, length],
  ]
  return buffers.map(([kind, buffer, offset, count]) => {
    const view = new Class(buffer, offset, count)
    view.set(array as never)
    return [kind, view]
  })
}

/** The first index at which two arrays differ by `Object.is`, or their length when one is longer; -1 when they are alike. */
export function difference(a: ArrayLike<unknown>, b: ArrayLike<unknown>): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) if (!Object.is(a[i], b[i])) return i
  return a.length === b.length ? -1 : length
}
