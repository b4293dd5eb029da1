/** An ndarray is a view: every index means the element that nested arrays of the same numbers have there. */
import { ndarray, sharedArray } from 'allcores'
import fc from 'fast-check'
import { expect, it } from 'vitest'

/** Arrays in arrays, by recursion: what the first axis splits into equal parts. */
function nested(numbers: number[], [length, ...rest]: number[]): unknown {
  if (length === undefined) return numbers[0]
  const part = numbers.length / length
  return Array.from({ length }, (_, i) => nested(numbers.slice(i * part, (i + 1) * part), rest))
}

const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 })

it('has the elements of nested arrays, by any index, row and iteration', () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const size = shape.reduce((a, b) => a * b, 1)
      const numbers = Array.from({ length: size }, (_, i) => i * 3)
      const array = ndarray(Float32Array.from(numbers), shape)
      const expected = nested(numbers, shape)
      expect(array.toNested()).toEqual(expected)
      expect([array.size, array.ndim, array.dtype]).toEqual([size, shape.length, 'float32'])
      const last = shape.map(() => -1)
      expect(array.at(...last)).toBe(numbers.at(-1))
      array.set(0.5, ...last)
      expect(array.data.at(-1)).toBe(0.5)
      if (shape.length > 1) {
        const rows = [...array] as (typeof array)[]
        expect(rows.map((row) => row.toNested()).slice(0, -1)).toEqual((expected as unknown[]).slice(0, -1))
        expect(rows[0]!.data).toBe(array.data)
      } else if (shape.length === 1) expect([...array]).toEqual([...array.data])
    }),
  )
})

it('follows strides: transposed, reversed, repeated, and with an offset', () => {
  const data = BigInt64Array.of(0n, 1n, 2n, 3n, 4n, 5n)
  expect(ndarray(data, [3, 2], { strides: [1, 3] }).toNested()).toEqual([
    [0n, 3n],
    [1n, 4n],
    [2n, 5n],
  ])
  expect(ndarray(data, [6], { strides: [-1], offset: 5 }).toNested()).toEqual([5n, 4n, 3n, 2n, 1n, 0n])
  expect(ndarray(data, [2, 2], { strides: [0, 2], offset: 1 }).toNested()).toEqual([
    [1n, 3n],
    [1n, 3n],
  ])
  expect(ndarray(data, [0, 4], { offset: 6 }).toNested()).toEqual([])
})

it('lies over plain shared memory too', () => {
  const array = sharedArray('uint16', [2, 2])
  expect(array.data.buffer).toBeInstanceOf(SharedArrayBuffer)
  expect(sharedArray('uint16', 3).buffer).toBeInstanceOf(SharedArrayBuffer)
  array.set(7, 1, 1)
  expect(structuredClone(array.data.buffer)).toBeInstanceOf(SharedArrayBuffer)
  expect(array.toNested()).toEqual([
    [0, 0],
    [0, 7],
  ])
})
