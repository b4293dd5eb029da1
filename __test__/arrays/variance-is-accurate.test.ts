import { std, variance } from 'allcores'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BIGINTS, doubles, FLOATS, filled, INTEGERS, LENGTHS } from '../support/arrays.js'
import { varianceOf } from '../support/exact.js'

test.each([...FLOATS, ...INTEGERS])('the variance of a $name of any length is the exact one to 13 digits', (Class) => {
  for (const length of [...LENGTHS.slice(1), 200_001]) {
    const x = filled(Class, length) as Float64Array
    for (const ddof of [0, 1]) {
      const exact = varianceOf(x, ddof)
      expect(Math.abs(variance(x, { ddof }) - exact)).toBeLessThanOrEqual(exact * 1e-13)
      expect(std(x, { ddof })).toBe(Math.sqrt(variance(x, { ddof })))
    }
  }
})

test('a mean far from zero costs no digits', () => {
  fc.assert(
    fc.property(doubles({ max: 1 }), fc.double({ min: 1e3, max: 1e8, noNaN: true }), (values, offset) => {
      const x = Float64Array.from(values, (value) => value + offset)
      const exact = varianceOf(x, 0)
      // The mean is rounded to a double: its square is all that may be missing.
      expect(Math.abs(variance(x) - exact)).toBeLessThanOrEqual(exact * 1e-12 + (offset * 2 ** -52) ** 2)
    }),
  )
})

test.each(BIGINTS)('a $name is converted to doubles', (Class) => {
  const x = filled(Class, 5000) as BigInt64Array
  expect(variance(x)).toBe(variance(Float64Array.from(x, Number)))
})

test('a constant array has the variance 0', () => {
  for (const value of [0.1, 1e300, -3, 5e-324]) expect(variance(new Float64Array(100_003).fill(value))).toBe(0)
})

test('one read in blocks gives the variance of the whole', () => {
  const x = Float64Array.from({ length: 300_000 }, (_, i) => (i < 150_000 ? 0 : 1))
  expect(variance(x)).toBeCloseTo(0.25, 14)
})

test('no degrees of freedom give NaN or infinity as in NumPy, and an empty array gives NaN', () => {
  expect(variance(new Float64Array())).toBe(Number.NaN)
  expect(variance(Float64Array.of(1), { ddof: 1 })).toBe(Number.NaN)
  expect(variance(Float64Array.of(1, 2), { ddof: 3 })).toBe(Number.POSITIVE_INFINITY)
  expect(variance(Float64Array.of(1, Number.NaN))).toBe(Number.NaN)
  expect(variance(Float64Array.of(1, Number.POSITIVE_INFINITY))).toBe(Number.NaN)
})
