import { median, quantile } from 'allcores'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CLASSES, doubles, filled, LENGTHS } from '../support/arrays.js'

const METHODS = ['linear', 'lower', 'higher', 'midpoint', 'nearest'] as const

/** NumPy's interpolation: from whichever end is closer. */
const between = (low: number, high: number, t: number) =>
  t < 0.5 ? low + (high - low) * t : high - (high - low) * (1 - t)

/** NumPy's definition: the element at `q * (n - 1)` of the sorted ones, or something between its neighbours. */
function plain(sorted: ArrayLike<number>, q: number, method: (typeof METHODS)[number]): number {
  const at = q * (sorted.length - 1)
  const [below, t] = [Math.floor(at), at - Math.floor(at)]
  const low = sorted[below]!
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!
  if (t === 0) return low
  switch (method) {
    case 'linear':
      return between(low, high, t)
    case 'lower':
      return low
    case 'higher':
      return high
    case 'midpoint':
      return between(low, high, 0.5)
    case 'nearest':
      return t < 0.5 || (t === 0.5 && below % 2 === 0) ? low : high
  }
}

const level = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.25, 0.5, 0.75, 1))

test('any quantiles of any doubles are those of the sorted array, by each method', () => {
  fc.assert(
    fc.property(doubles(), fc.array(level, { maxLength: 8 }), fc.constantFrom(...METHODS), (values, q, method) => {
      const x = Float64Array.from(values)
      const sorted = x.slice().sort()
      const expected = q.map((each) => plain(sorted, each, method))
      expect([...quantile(x, q, { method })].map((value) => value + 0)).toEqual(expected.map((value) => value + 0))
      for (const [i, each] of q.entries()) expect(quantile(x, each, { method }) + 0).toBe(expected[i]! + 0)
    }),
  )
})

test.each(CLASSES)('quantiles and median of a $name of any length', (Class) => {
  for (const length of [...LENGTHS, 50_000, 200_001]) {
    const x = filled(Class, length)
    const sorted = Float64Array.from(x.slice().sort() as Float64Array, Number)
    const q = [0, 0.01, 0.3, 0.5, 0.9, 0.999, 1]
    expect([...quantile(x, q)].map((value) => value + 0)).toEqual(q.map((each) => plain(sorted, each, 'linear') + 0))
    const [a, b] = [sorted[(length - 1) >> 1]!, sorted[length >> 1]!]
    expect(median(x) + 0).toBe((length % 2 ? a : (a + b) / 2) + 0)
  }
})

test('equal elements and skewed magnitudes are selected from like any others', () => {
  const n = 300_000
  for (const make of [
    () => 3,
    (i: number) => i % 2,
    (i: number) => 10 ** ((i % 600) - 300),
    (i: number) => (i ? 1 : 1e300),
  ]) {
    const x = Float64Array.from({ length: n }, (_, i) => make(i))
    const sorted = x.slice().sort()
    const q = [0, 1e-6, 0.1, 0.5, 0.99999, 1]
    expect([...quantile(x, q)]).toEqual(q.map((each) => plain(sorted, each, 'linear')))
  }
})

test('one NaN makes every quantile NaN', () => {
  for (const at of [0, 77_777, 199_999]) {
    const x = new Float64Array(200_000).fill(1)
    x[at] = Number.NaN
    expect([...quantile(x, [0, 0.5, 1])]).toEqual([Number.NaN, Number.NaN, Number.NaN])
    expect(median(x)).toBe(Number.NaN)
  }
})

test('a quantile that falls on an element is that element, also beside infinity', () => {
  expect([...quantile(Float64Array.of(Number.POSITIVE_INFINITY, 1, 2), [0, 0.5, 1])]).toEqual([
    1,
    2,
    Number.POSITIVE_INFINITY,
  ])
  expect(median(Float64Array.of(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY))).toBe(Number.NaN)
})

test('the median of nothing is NaN, as in NumPy', () => {
  expect(median(new Float64Array())).toBe(Number.NaN)
})
