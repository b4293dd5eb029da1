import { argsort, sort } from 'allcores'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AnyArray, CLASSES, difference, doubles, filled, LENGTHS, random } from '../support/arrays.js'

/** JavaScript's own order of typed arrays: numeric, -0 before +0, NaN last. */
const plain = (x: AnyArray) => (x as Float64Array).slice().sort()

/** Stable by the specification; NaN last, and -0 equal to +0 as comparison has it. */
function plainIndices(x: ArrayLike<number | bigint>): number[] {
  const nan = (i: number) => Number(Number.isNaN(x[i]))
  return Array.from({ length: x.length }, (_, i) => i).sort(
    (a, b) => nan(a) - nan(b) || (x[a]! < x[b]! ? -1 : x[a]! > x[b]! ? 1 : 0),
  )
}

test('doubles of any kind come in the order of Float64Array.prototype.sort', () => {
  fc.assert(
    fc.property(doubles({ nan: true, infinity: true, max: Number.MAX_VALUE }), (values) => {
      const x = Float64Array.from(values)
      expect(sort(x)).toEqual(plain(x))
      expect([...argsort(x)]).toEqual(plainIndices(x))
      expect([...x]).toEqual(values)
    }),
  )
})

test.each(CLASSES)('a $name of any length is sorted, into a new array, another or itself', (Class) => {
  for (const length of [0, ...LENGTHS, 30_000, 300_001]) {
    const x = filled(Class, length)
    const expected = plain(x)
    expect(difference(sort(x), expected)).toBe(-1)
    const out = new Class(length)
    expect(sort(x, { out })).toBe(out)
    expect(difference(out, expected)).toBe(-1)
    if (length <= 30_000) expect(difference(argsort(x), plainIndices(x))).toBe(-1)
    expect(sort(x, { out: x })).toBe(x)
    expect(difference(x, expected)).toBe(-1)
  }
})

const next = random(3)
const PATTERNS: Record<string, (i: number, n: number) => number> = {
  sorted: (i) => i,
  reversed: (i, n) => n - i,
  equal: () => 7,
  'two values': (i) => i % 2,
  'few values': () => Math.floor(next() * 10),
  'an organ pipe': (i, n) => Math.min(i, n - i),
  'one outlier': (i) => (i === 12_345 ? 1e300 : next()),
  'all magnitudes': () => (next() - 0.5) * 10 ** (next() * 600 - 300),
  'mostly NaN': () => (next() < 0.9 ? Number.NaN : next()),
  'zeros of both signs': (i) => (i % 3 ? 0 : -0),
}
test.each(Object.keys(PATTERNS))('%s: sorted like any other', (name) => {
  const n = 200_000
  const x = Float64Array.from({ length: n }, (_, i) => PATTERNS[name]!(i, n))
  expect(difference(sort(x), plain(x))).toBe(-1)
  expect(difference(argsort(x), plainIndices(x))).toBe(-1)
})
