import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chunkSizes } from '../../src/pool/map.js'

const n = fc.integer({ min: 1, max: 100_000 })
const workers = fc.integer({ min: 1, max: 64 })

it("chunks start at Python's default size, shrink toward the end, and hold every item once", () => {
  fc.assert(
    fc.property(n, workers, (n, workers) => {
      const sizes = [...chunkSizes(n, workers, undefined)]
      expect(sizes.reduce((sum, size) => sum + size)).toBe(n)
      expect(sizes[0]).toBe(Math.ceil(n / (workers * 4)))
      expect(sizes.every((size, i) => size >= 1 && (i === 0 || size <= sizes[i - 1]!))).toBe(true)
      expect(sizes.at(-1)).toBeLessThanOrEqual(Math.ceil(sizes[0]! / 8))
      expect(sizes.length).toBeLessThanOrEqual(workers * 32)
    }),
  )
})

it('a given chunk size holds for all chunks but the last', () => {
  fc.assert(
    fc.property(n, workers, fc.integer({ min: 1, max: 1000 }), (n, workers, size) => {
      const sizes = [...chunkSizes(n, workers, size)]
      expect(sizes.slice(0, -1).every((one) => one === size)).toBe(true)
      expect(sizes.at(-1)).toBe(n % size || size)
      expect(sizes.length).toBe(Math.ceil(n / size))
    }),
  )
})
