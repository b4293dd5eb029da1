import { ItemsFailedError, Pool } from 'allcores'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rejection, within } from './helpers.js'

it('with failFast: false all items run, and the error has every failure and every result', async () => {
  await using pool = new Pool({ workers: 2 })
  const fn = ([fails, value]: [boolean, number]) => {
    if (fails) throw new RangeError(`no ${value}`)
    return value
  }
  const items = fc.array(fc.tuple(fc.boolean(), fc.integer()), { maxLength: 60 })
  const chunkSize = fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined })
  await fc.assert(
    fc.asyncProperty(items, chunkSize, async (items, chunkSize) => {
      const call = pool.map(fn, items, { failFast: false, chunkSize })
      const results = items.map(([fails, value]) => (fails ? undefined : value))
      const failed = items.flatMap(([fails, value], index) => (fails ? { message: `no ${value}`, index } : []))
      if (failed.length === 0) {
        expect(await within(call)).toStrictEqual(results)
        return
      }
      const error = await rejection(call)
      expect(error).toBeInstanceOf(ItemsFailedError)
      expect(error).toBeInstanceOf(AggregateError)
      expect(error.code).toBe('ITEMS_FAILED')
      expect(error.results).toStrictEqual(results)
      expect(error.errors.every((one: unknown) => one instanceof RangeError)).toBe(true)
      expect(error.errors.map(({ message, index }: Error & { index: number }) => ({ message, index }))).toStrictEqual(
        failed,
      )
    }),
    { numRuns: 50 },
  )
})

it('items that take their worker down, cannot be sent, or give what cannot be sent, cost themselves alone', async () => {
  await using pool = new Pool({ workers: 2 })
  const fn = (x: unknown) => {
    if (x === 2) process.exit(3)
    return x === 4 ? () => x : x
  }
  for (const chunkSize of [1, 3, 8]) {
    const error = await rejection(pool.map(fn, [0, 1, 2, 3, 4, 5, Symbol('s'), 7], { failFast: false, chunkSize }))
    expect(error.errors.map(({ code, index }: { code: string; index: number }) => [index, code])).toStrictEqual([
      [2, 'WORKER_DIED'],
      [4, 'NOT_CLONEABLE'],
      [6, 'NOT_CLONEABLE'],
    ])
    expect(error.results).toStrictEqual([0, 1, undefined, 3, undefined, 5, undefined, 7])
  }
})
