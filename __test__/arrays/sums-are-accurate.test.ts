import { dot, mean, sum } from 'allcores'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BIGINTS, doubles, FLOATS, filled, INTEGERS, LENGTHS } from '../support/arrays.js'
import { dotOf, sumOf, ulp } from '../support/exact.js'

/** What compensation promises: one rounding, and a trace of the sum of magnitudes. */
const bound = (exact: number, n: number, magnitudes: number) => ulp(exact) + n * 2 ** -105 * magnitudes

const magnitudes = (values: number[]) => values.reduce((total, value) => total + Math.abs(value), 0)

test('a sum of doubles is off by one rounding at most', () => {
  fc.assert(
    fc.property(doubles(), (values) => {
      const exact = sumOf(values)
      expect(Math.abs(sum(Float64Array.from(values)) - exact)).toBeLessThanOrEqual(
        bound(exact, values.length, magnitudes(values)),
      )
    }),
  )
})

test('a dot product of doubles is off by one rounding at most', () => {
  fc.assert(
    fc.property(doubles({ max: 1e50 }), fc.integer(), (values, seed) => {
      const others = values.map((_, i) => values[(i * 7 + Math.abs(seed)) % values.length]! * (i % 3 === 0 ? -1 : 1))
      // A product below the normal numbers cannot be split exactly.
      const x = values.map((value) => (Math.abs(value) < 1e-100 ? 0 : value))
      const y = others.map((value) => (Math.abs(value) < 1e-100 ? 0 : value))
      const exact = dotOf(x, y)
      const products = magnitudes(x.map((value, i) => value * y[i]!))
      expect(Math.abs(dot(Float64Array.from(x), Float64Array.from(y)) - exact)).toBeLessThanOrEqual(
        bound(exact, x.length, products),
      )
    }),
  )
})

test('what cancels in a plain loop is not lost', () => {
  const x = Float64Array.from({ length: 3000 }, (_, i) => [1e16, 1, -1e16][i % 3]!)
  expect(sum(x)).toBe(1000)
  expect(dot(x, new Float64Array(3000).fill(1))).toBe(1000)
})

test.each(FLOATS)('the sum of a $name of any length is the exact one, rounded', (Class) => {
  for (const length of [...LENGTHS, 200_001]) {
    const x = filled(Class, length) as Float64Array
    expect(Math.abs(sum(x) - sumOf(x))).toBeLessThanOrEqual(ulp(sumOf(x)))
    expect(Math.abs(dot(x, x) - dotOf(x, x))).toBeLessThanOrEqual(ulp(dotOf(x, x)))
    expect(mean(x)).toBe(sum(x) / length)
  }
})

test.each(INTEGERS)('sums of a $name of any length are exact, rounded once', (Class) => {
  for (const length of [...LENGTHS, 200_001]) {
    const x = filled(Class, length) as Int32Array
    const y = filled(Class, length, 2) as Int32Array
    expect(sum(x)).toBe(Number(x.reduce((total, value) => total + BigInt(value), 0n)))
    expect(dot(x, y)).toBe(Number(x.reduce((total, value, i) => total + BigInt(value) * BigInt(y[i]!), 0n)))
  }
})

test.each(BIGINTS)('sums of a $name of any length are exact', (Class) => {
  for (const length of [...LENGTHS, 200_001]) {
    const x = filled(Class, length) as BigInt64Array
    const y = filled(Class, length, 2) as BigInt64Array
    const total = x.reduce((before, value) => before + value, 0n)
    expect(sum(x)).toBe(total)
    expect(dot(x, y)).toBe(x.reduce((before, value, i) => before + value * y[i]!, 0n))
    expect(mean(x)).toBeCloseTo(Number(total) / length, -6)
  }
  const lowest = new BigInt64Array(70_000).fill(-(2n ** 63n))
  expect(dot(lowest, lowest)).toBe(70_000n * 2n ** 126n)
})

test('infinities and NaN give what a plain loop gives that does not overflow', () => {
  fc.assert(
    fc.property(doubles({ nan: true, infinity: true, max: 1e300 }), (values) => {
      const plain = values.reduce((total, value) => total + value, 0)
      if (values.every(Number.isFinite)) return
      expect(sum(Float64Array.from(values))).toBe(plain)
    }),
  )
})

test('an empty array has the sum 0 and the mean NaN', () => {
  expect(sum(new Float64Array())).toBe(0)
  expect(sum(new BigInt64Array())).toBe(0n)
  expect(dot(new Float64Array(), new Float64Array())).toBe(0)
  expect(mean(new Float64Array())).toBe(Number.NaN)
})
