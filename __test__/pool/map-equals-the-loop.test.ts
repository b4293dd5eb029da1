import { Pool } from 'allcores'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { collect, within } from './helpers.js'

const pools = [1, 2, 3].map((workers) => new Pool({ workers }))
afterAll(() => Promise.all(pools.map((pool) => pool.close())))

const plain = fc.oneof(
  fc.double(),
  fc.constantFrom(-0, Number.NaN, undefined, null),
  fc.bigInt(),
  fc.string(),
  fc.date(),
  fc.uint8Array(),
  fc.object({ withDate: true, withMap: true, withSet: true, withTypedArray: true, withBigInt: true }),
)
const items = fc.oneof(
  fc.array(fc.double(), { maxLength: 200 }),
  fc.array(plain, { maxLength: 60 }),
  fc.array(fc.constant(undefined), { maxLength: 100 }),
)
const chunkSize = fc.option(fc.integer({ min: 1, max: 80 }), { nil: undefined })
const pool = fc.constantFrom(...pools)

describe('a pool gives what the plain loop gives', () => {
  it('through map, for any values, chunk size and number of workers', async () => {
    await fc.assert(
      fc.asyncProperty(pool, items, chunkSize, async (pool, items, chunkSize) => {
        const fn = (item: unknown, index: number) => [item, index]
        expect(await within(pool.map(fn, items, { chunkSize }))).toStrictEqual(items.map(fn))
      }),
      { numRuns: 60 },
    )
  })

  it('through map of numbers, to the bit', async () => {
    await fc.assert(
      fc.asyncProperty(pool, fc.array(fc.double(), { maxLength: 300 }), chunkSize, async (pool, items, chunkSize) => {
        const fn = (x: number, index: number) => x * 3 - index
        const got = await within(pool.map(fn, items, { chunkSize }))
        const wanted = items.map(fn)
        expect(got.every((x, i) => Object.is(x, wanted[i])) && got.length === wanted.length).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('through map of two iterables, up to the shorter', async () => {
    await fc.assert(
      fc.asyncProperty(pool, items, items, chunkSize, async (pool, a, b, chunkSize) => {
        const fn = (a: unknown, b: unknown, index: number) => ({ a, b, index })
        const wanted = a.slice(0, b.length).map((item, i) => fn(item, b[i], i))
        expect(await within(pool.map(fn, a, b, { chunkSize }))).toStrictEqual(wanted)
      }),
      { numRuns: 40 },
    )
  })

  it('through starmap, for tuples of equal and unequal length, without an index', async () => {
    const tuples = fc.oneof(
      fc.array(fc.tuple(fc.double(), fc.double()), { maxLength: 150 }),
      fc.array(fc.array(plain, { maxLength: 4 }), { maxLength: 40 }),
    )
    await fc.assert(
      fc.asyncProperty(pool, tuples, chunkSize, async (pool, tuples: unknown[][], chunkSize) => {
        const fn = (...args: unknown[]) => args
        expect(await within(pool.starmap(fn, tuples, { chunkSize }))).toStrictEqual(tuples.map((tuple) => fn(...tuple)))
      }),
      { numRuns: 60 },
    )
  })

  it('through imap in order, and through imapUnordered in any order', async () => {
    await fc.assert(
      fc.asyncProperty(pool, fc.array(fc.double(), { maxLength: 60 }), chunkSize, async (pool, items, chunkSize) => {
        const fn = async (x: number, index: number) => [index, x]
        const wanted = items.map((x, index) => [index, x])
        expect(await within(collect(pool.imap(fn, items, { chunkSize })))).toStrictEqual(wanted)
        const unordered = await within(collect(pool.imapUnordered(fn, items, { chunkSize })))
        expect(unordered.sort((a, b) => a[0]! - b[0]!)).toStrictEqual(wanted)
      }),
      { numRuns: 30 },
    )
  })

  it('for the holes of an array of 100,000, for sets, generators and strings', async () => {
    const [pool] = pools as [Pool]
    const lengths = await within(pool.map((_: unknown, index: number) => index, Array(100_000)))
    expect(lengths).toStrictEqual(Array.from({ length: 100_000 }, (_, i) => i))
    expect(await within(pool.map((c) => c.toUpperCase(), 'añ😀'))).toStrictEqual(['A', 'Ñ', '😀'])
    expect(await within(pool.map((x) => x + 1, new Set([1, 2])))).toStrictEqual([2, 3])
    expect(await within(pool.map((x) => x, []))).toStrictEqual([])
  })

  it('for four iterables side by side', async () => {
    const [pool] = pools as [Pool]
    const sum = (a: number, b: number, c: number, d: number, index: number) => a + b + c + d + index
    expect(await within(pool.map(sum, [1, 2], [10, 20], [100, 200], [1000, 2000]))).toStrictEqual([1111, 2223])
  })
})

it('stops at the shortest iterable though another is endless, and closes that', async () => {
  await using pool = new Pool({ workers: 1 })
  let closed = 0
  const endless = function* () {
    try {
      for (let n = 0; ; n++) {
        if (n > 1000) throw new Error('pulled far too much')
        yield n
      }
    } finally {
      closed += 1
    }
  }
  expect(await within(pool.map((a, b) => a + b, ['x', 'y'], endless()))).toStrictEqual(['x0', 'y1'])
  expect(await within(pool.map((a, b) => b + a, endless(), ['x', 'y']))).toStrictEqual(['x0', 'y1'])
  expect(closed).toBe(2)
})
