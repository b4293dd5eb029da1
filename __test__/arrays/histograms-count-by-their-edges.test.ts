import { histogram } from 'allcores'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CLASSES, doubles, filled, LENGTHS } from '../support/arrays.js'

/** Half-open bins, the last one closed. */
function plain(x: ArrayLike<number | bigint>, edges: ArrayLike<number>): number[] {
  const counts = Array(edges.length - 1).fill(0)
  const last = edges[edges.length - 1]!
  for (let i = 0; i < x.length; i++) {
    const value = Number(x[i])
    for (let bin = counts.length - 1; bin >= 0; bin--) {
      if (value >= edges[bin]! && value <= last) {
        counts[value === last ? counts.length - 1 : bin]++
        break
      }
    }
  }
  return counts
}

/** `numpy.linspace`. */
const linspace = (lo: number, hi: number, bins: number) =>
  Array.from({ length: bins + 1 }, (_, i) => (i === bins ? hi : i * ((hi - lo) / bins) + lo))

/** -0 and +0 are the same limit. */
const unsigned = (limits: Iterable<number>) => Array.from(limits, (limit) => limit + 0)

test('bins of equal width go from the least element to the greatest, edges as numpy.linspace has them', () => {
  fc.assert(
    fc.property(doubles({ max: 1e6 }), fc.integer({ min: 1, max: 60 }), (values, bins) => {
      const { counts, edges } = histogram(Float64Array.from(values), { bins })
      let [lo, hi] = [Math.min(...values), Math.max(...values)]
      if (lo === hi) [lo, hi] = [lo - 0.5, hi + 0.5]
      if ((hi - lo) / bins > 1e-300) expect(unsigned(edges)).toEqual(unsigned(linspace(lo, hi, bins)))
      expect([...counts]).toEqual(plain(values, edges))
    }),
  )
})

test('elements on an edge belong to the bin that it begins', () => {
  for (const bins of [1, 3, 7, 10, 49, 100]) {
    const { edges } = histogram(new Float64Array(), { bins, range: [-0.3, 1.1] })
    const { counts } = histogram(edges, { bins, range: [-0.3, 1.1] })
    expect([...counts]).toEqual([...Array(bins - 1).fill(1), 2])
  }
})

test('what is outside of the range, or NaN, is not counted', () => {
  fc.assert(
    fc.property(
      doubles({ nan: true, infinity: true }),
      fc.double({ min: -2, max: 0, noNaN: true }),
      fc.double({ min: 0.5, max: 2, noNaN: true }),
      fc.integer({ min: 1, max: 300 }),
      (values, lo, hi, bins) => {
        const { counts, edges } = histogram(Float64Array.from(values), { bins, range: [lo, hi] })
        expect(unsigned([edges[0]!, edges[bins]!])).toEqual(unsigned([lo, hi]))
        expect([...counts]).toEqual(plain(values, edges))
      },
    ),
  )
})

test('given edges need not be equally wide, and may be equal', () => {
  fc.assert(
    fc.property(doubles({ nan: true, infinity: true }), doubles({ infinity: true }), (values, limits) => {
      const edges = Float64Array.from([...limits, 1]).sort()
      expect([...histogram(Float64Array.from(values), { bins: edges }).counts]).toEqual(plain(values, edges))
    }),
  )
})

test.each(CLASSES)('a $name of any length is counted', (Class) => {
  for (const length of [0, ...LENGTHS, 150_001]) {
    const x = filled(Class, length)
    for (const bins of [10, 1000]) {
      const { counts, edges } = histogram(x, { bins })
      expect([...counts]).toEqual(
        length > 5000 && bins > 10 ? [...histogram(x, { bins: edges }).counts] : plain(x, edges),
      )
      expect(counts.reduce((total, count) => total + count, 0)).toBe(length)
    }
  }
})

test('nothing is counted in an empty array, from 0 to 1', () => {
  expect(histogram(new Float64Array(), { bins: 2 })).toEqual({
    counts: Float64Array.of(0, 0),
    edges: Float64Array.of(0, 0.5, 1),
  })
})
