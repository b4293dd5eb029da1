/** Element types by the names that NumPy gives them, and the classes of typed arrays that hold them. */

import { dtypeOf, type TypedArray, type TypedArrays } from '../arrays/dtype.js'
import { rangeError, show } from '../errors.js'

/** The class that each dtype names. The order is the native part's, which numbers them. */
const CLASSES = {
  int8: 'Int8Array',
  uint8: 'Uint8Array',
  uint8clamped: 'Uint8ClampedArray',
  int16: 'Int16Array',
  uint16: 'Uint16Array',
  int32: 'Int32Array',
  uint32: 'Uint32Array',
  float32: 'Float32Array',
  float64: 'Float64Array',
  int64: 'BigInt64Array',
  uint64: 'BigUint64Array',
  float16: 'Float16Array',
} as const

/** The name of an element type, as NumPy has it: `'float64'` is that of a Float64Array, `'int64'` of a BigInt64Array. */
export type Dtype = keyof typeof CLASSES

/** The class of typed array of a dtype, over a buffer of the kind `B`. */
export type ArrayOf<D extends Dtype, B extends ArrayBufferLike = ArrayBuffer> = TypedArrays<B>[(typeof CLASSES)[D]]

const LETTERS = new Map(Object.values(CLASSES).map((name, at) => [name as string, at.toString(16)]))

/** The letter by which the native part knows the class of an array. */
export function letterOf(className: string): string {
  return LETTERS.get(className)!
}

const DTYPES = new Map(Object.entries(CLASSES).map(([dtype, name]) => [name as string, dtype as Dtype]))

/** The dtype of an array of the class of this name. */
export function dtypeNamed(className: string): Dtype {
  return DTYPES.get(className)!
}

/** Whether the elements of the class are bigints. */
export function isBig(className: string): boolean {
  return className.startsWith('Big')
}

/** The name of the class that `dtype` names, which must exist here. */
export function classNamed(dtype: unknown): string {
  const name = typeof dtype === 'string' && Object.hasOwn(CLASSES, dtype) ? CLASSES[dtype as Dtype] : undefined
  if (name === undefined) {
    throw rangeError('OUT_OF_RANGE', `dtype must be one of ${Object.keys(CLASSES).join(', ')}, got ${show(dtype)}`)
  }
  if (!(name in globalThis)) {
    throw rangeError('OUT_OF_RANGE', `this runtime has no ${name} (Node 24 is the first that has); use 'float32'`)
  }
  return name
}

type Maker = new (from: number | ArrayBufferLike) => TypedArray & NodeJS.TypedArray

/** A typed array of the class of this name, of so many elements or over a buffer. */
export function make(className: string, from: number | ArrayBufferLike): TypedArray & NodeJS.TypedArray {
  const Class = (globalThis as unknown as Record<string, Maker>)[className]!
  try {
    return new Class(from)
  } catch (cause) {
    throw rangeError('OUT_OF_MEMORY', `no memory for an array of ${from} elements`, { cause })
  }
}

/** An array in memory that threads share: the array itself where it is, else a copy. */
export function shared(array: TypedArray): TypedArray & NodeJS.TypedArray {
  if (array.buffer instanceof SharedArrayBuffer) return array as TypedArray & NodeJS.TypedArray
  const copy = sharedArray(dtypeOf(array)!, array.length, array.BYTES_PER_ELEMENT)
  ;(copy as Float64Array).set(array as Float64Array)
  return copy
}

/** A new array in memory that threads share. */
export function sharedArray(className: string, length: number, size = bytesOf(className)) {
  let buffer: SharedArrayBuffer
  try {
    buffer = new SharedArrayBuffer(length * size)
  } catch (cause) {
    throw rangeError('OUT_OF_MEMORY', `no memory for an array of ${length} elements`, { cause })
  }
  return make(className, buffer)
}

function bytesOf(className: string): number {
  return (globalThis as unknown as Record<string, { BYTES_PER_ELEMENT: number }>)[className]!.BYTES_PER_ELEMENT
}

/** A result of the native part as an array of this class: it has no Float16Array of its own in every runtime. */
export function ofClass(className: string, result: NodeJS.TypedArray): TypedArray {
  return dtypeOf(result) === className ? (result as TypedArray) : make(className, result.buffer)
}
