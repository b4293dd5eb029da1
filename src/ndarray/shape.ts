/** Shapes and strides: which element of a flat array an index means. */
import { rangeError, show, typeError } from '../errors.js'

/** A list of integers of at least `least`, copied. */
export function integers(name: string, value: unknown, least: number): number[] {
  if (!Array.isArray(value)) throw typeError('INVALID_TYPE', `${name} must be an array of integers, got ${show(value)}`)
  for (const number of value) {
    if (!Number.isSafeInteger(number) || number < least) {
      throw rangeError('OUT_OF_RANGE', `${name} is ${show(value)}, wanted integers${least === 0 ? ' from 0 on' : ''}`)
    }
  }
  return [...value]
}

/** Number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1)
}

/** The strides, in elements, of an array whose last index runs fastest. */
export function rowMajor(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length)
  let stride = 1
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride
    stride *= shape[axis]!
  }
  return strides
}

/** The first and the last element, in the order of the flat array, that an array which is not empty has. */
export function extent(shape: readonly number[], strides: readonly number[], offset: number): [number, number] {
  let [first, last] = [offset, offset]
  shape.forEach((length, axis) => {
    const way = (length - 1) * strides[axis]!
    if (way < 0) first += way
    else last += way
  })
  return [first, last]
}

/** `index` along an axis of `length`, where negative ones count from the end. */
export function along(axis: number, index: number, length: number): number {
  if (typeof index !== 'number') throw typeError('INVALID_TYPE', `index ${axis} must be a number, got ${show(index)}`)
  if (!Number.isInteger(index) || index < -length || index >= length) {
    throw rangeError('OUT_OF_RANGE', `index ${axis} is ${index}, wanted an integer from ${-length} to ${length - 1}`)
  }
  return index < 0 ? index + length : index
}
