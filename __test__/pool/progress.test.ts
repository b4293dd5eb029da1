import { AsyncLocalStorage } from 'node:async_hooks'
import { Pool, type Progress } from 'allcores'
import { expect, it } from 'vitest'
import { rejection, within } from './helpers.js'

const items = Array.from({ length: 100 }, (_, i) => i)

it('onProgress counts up to all items, and those that failed', async () => {
  await using pool = new Pool({ workers: 2 })
  const seen: Progress[] = []
  const fn = (x: number) => {
    if (x % 10 === 0) throw new Error('no')
    return x
  }
  await rejection(pool.map(fn, items, { failFast: false, onProgress: (progress) => seen.push(progress) }))
  expect(seen.at(-1)).toStrictEqual({ done: 100, failed: 10, total: 100 })
  expect(seen.map(({ done }) => done)).toStrictEqual(seen.map(({ done }) => done).toSorted((a, b) => a - b))
  expect(seen.length).toBeGreaterThan(4)
})

it('what onProgress throws rejects the call', async () => {
  await using pool = new Pool({ workers: 2 })
  const failure = new Error('display')
  const onProgress = () => {
    throw failure
  }
  expect(await rejection(pool.map((x) => x, items, { onProgress }))).toBe(failure)
  expect(await within(pool.submit(() => 'next'))).toBe('next')
})

it('onProgress and the input of an iterator run in the context of their call', async () => {
  await using pool = new Pool({ workers: 2 })
  const context = new AsyncLocalStorage<string>()
  const seen = new Set<unknown>()
  const note = () => seen.add(context.getStore())
  const source = function* () {
    for (const item of items) {
      note()
      yield item
    }
  }
  await context.run('mine', async () => {
    await within(pool.map((x) => x, items, { onProgress: note }))
    note()
    for await (const _ of pool.imap((x: number) => x, source())) note()
    await within(pool.submit(() => 1))
    note()
  })
  expect(seen).toStrictEqual(new Set(['mine']))
})
