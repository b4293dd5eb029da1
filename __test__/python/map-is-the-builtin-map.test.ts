/**
 * `Pool.map` is "a parallel equivalent of the map() built-in function": what it gives is what the plain loop gives, in the
 * order of the items, whatever the chunks are. `starmap` unpacks the items, `Executor.map` takes several iterables.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { within } from '../pool/helpers.js'
import { onBothKinds } from './workers.js'

onBothKinds((open) => {
  const pool = open(2)
  const square = (x: number) => x * x

  it('gives the results in the order of the items, with chunks of any size', async () => {
    const property = fc.asyncProperty(
      fc.array(fc.integer({ min: -1000, max: 1000 }), { maxLength: 60 }),
      fc.option(fc.integer({ min: 1, max: 70 }), { nil: undefined }),
      async (items, chunkSize) => {
        expect(await within(pool.map(square, items, { chunkSize }))).toStrictEqual(items.map(square))
      },
    )
    await fc.assert(property, { numRuns: 30 })
  })

  it('keeps the order although later items are done earlier', async () => {
    const late = (ms: number) => new Promise<number>((resolve) => setTimeout(resolve, ms, ms))
    expect(await within(pool.map(late, [60, 1, 30, 2], { chunkSize: 1 }))).toStrictEqual([60, 1, 30, 2])
  })

  it('of nothing is nothing, for each method', async () => {
    const none: number[] = []
    expect(await within(pool.map(square, none))).toStrictEqual([])
    expect(await within(pool.map(square, none, { chunkSize: 5 }))).toStrictEqual([])
    expect(await within(pool.starmap((a: number, b: number) => a + b, []))).toStrictEqual([])
    expect(await within(pool.imap(square, none).next())).toStrictEqual({ done: true, value: undefined })
    expect(await within(pool.imapUnordered(square, none).next())).toStrictEqual({ done: true, value: undefined })
  })

  it('blocks until the results are there, where that is asked for', () => {
    expect(pool.mapSync(square, [1, 2, 3])).toStrictEqual([1, 4, 9])
    expect(pool.mapSync(square, [])).toStrictEqual([])
  })

  it('takes any iterable, and one that has no length', async () => {
    const items = function* () {
      yield* [1, 2, 3]
    }
    expect(await within(pool.map(square, items()))).toStrictEqual([1, 4, 9])
    expect(await within(pool.map(square, new Set([4, 5])))).toStrictEqual([16, 25])
  })

  it('starmap unpacks its items, which may be of several lengths', async () => {
    const join = (...parts: unknown[]) => parts.join('-')
    const rows = [[1, 2], ['a'], [], [1, 2, 3]]
    expect(await within(pool.starmap(join, rows))).toStrictEqual(rows.map((row) => join(...row)))
  })

  it('goes over several iterables side by side, to the end of the shortest', async () => {
    const naturals = function* () {
      for (let n = 0; ; n++) yield n
    }
    const sum = (a: number, b: number) => a + b
    const sums = [10, 21, 32]
    expect(await within(pool.map(sum, naturals(), [10, 20, 30]))).toStrictEqual(sums)
  })

  it('passes the index after the items, and starmap does not', async () => {
    const list = (...args: unknown[]) => args
    expect(await within(pool.map(list, ['a', 'b']))).toStrictEqual([
      ['a', 0],
      ['b', 1],
    ])
    expect(await within(pool.starmap(list, [['a'], ['b']]))).toStrictEqual([['a'], ['b']])
  })

  it('runs several calls at once, each with its own results', async () => {
    const calls = [1, 2, 3, 4, 5].map((k) => pool.map((x: number, k: number) => x * k, [1, 2, 3], [k, k, k]))
    expect(await within(Promise.all(calls))).toStrictEqual([1, 2, 3, 4, 5].map((k) => [k, 2 * k, 3 * k]))
  })

  it('sends a whole megabyte there and back', async () => {
    const text = 'multiprocessing '.repeat(1 << 16)
    const reversed = (await within(pool.map((text: string) => [...text].reverse().join(''), [text]))) as string[]
    expect(reversed[0] === [...text].reverse().join('')).toBe(true)
  })
})
