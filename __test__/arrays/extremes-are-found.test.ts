import { argmax, argmin, max, min } from 'allcores'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CLASSES, doubles, filled, LENGTHS } from '../support/arrays.js'

/** The index of the first element that no other is better than, NaN being better than all. */
function first(
  values: ArrayLike<number | bigint>,
  better: (a: number | bigint, b: number | bigint) => boolean,
): number {
  let found = 0
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) return i
    if (better(values[i]!, values[found]!)) found = i
  }
  return found
}
const less = (a: number | bigint, b: number | bigint) => a < b
const greater = (a: number | bigint, b: number | bigint) => a > b

test('min and max are those of Math for any doubles', () => {
  fc.assert(
    fc.property(doubles({ nan: true, infinity: true, max: Number.MAX_VALUE }), (values) => {
      expect(min(Float64Array.from(values))).toBe(Math.min(...values))
      expect(max(Float64Array.from(values))).toBe(Math.max(...values))
    }),
  )
})

test('-0 is below +0, wherever they stand', () => {
  for (const length of LENGTHS) {
    for (const at of [0, length >> 1, length - 1]) {
      const x = new Float64Array(length).fill(0)
      x[at] = -0
      expect(min(x)).toBe(-0)
      expect(max(x)).toBe(length === 1 ? -0 : 0)
      const y = new Float64Array(length).fill(-0)
      y[at] = 0
      expect(max(y)).toBe(0)
      expect(argmin(x)).toBe(0)
      expect(argmax(x)).toBe(0)
    }
  }
})

test.each(CLASSES)('the extremes of a $name are found at every place', (Class) => {
  for (const length of [...LENGTHS, 70_001]) {
    const x = filled(Class, length)
    const [lowest, highest] = [first(x, less), first(x, greater)]
    expect([argmin(x), argmax(x)]).toEqual([lowest, highest])
    expect([min(x), max(x)]).toEqual([x[lowest], x[highest]])
  }
})

test('argmin and argmax give the first of equals, and the first NaN', () => {
  fc.assert(
    fc.property(doubles({ nan: true, infinity: true }), (values) => {
      const few = values.map((value) => Math.sign(value))
      for (const list of [values, few]) {
        expect(argmin(Float64Array.from(list))).toBe(first(list, less))
        expect(argmax(Float64Array.from(list))).toBe(first(list, greater))
      }
    }),
  )
})

test('a lone extreme or NaN is found at every index around the ends of blocks', () => {
  const length = 20_000
  const x = new Float64Array(length).fill(5)
  for (let at = 0; at < length; at += at % 1024 > 1000 || at % 1024 < 20 ? 1 : 97) {
    x[at] = 4
    expect([argmin(x), min(x)]).toEqual([at, 4])
    x[at] = 6
    expect([argmax(x), max(x)]).toEqual([at, 6])
    x[at] = Number.NaN
    expect([argmin(x), argmax(x), min(x), max(x)]).toEqual([at, at, Number.NaN, Number.NaN])
    x[at] = 5
  }
})
