import { Pool } from 'allcores'
import { describe, expect, it } from 'vitest'
import { collect, rejection, within } from './helpers.js'

const forever = () => {
  for (;;);
}
const never = () => new Promise(() => {})
const stuckAt = (x: number) => {
  if (x === 2) for (;;);
  return x
}

describe('a timeout', () => {
  it.each([
    ['busy', forever],
    ['waiting', never],
  ])('ends a %s task with TIMEOUT, and the pool goes on', async (_, task) => {
    await using pool = new Pool({ workers: 1 })
    const error = await rejection(pool.apply(task, [], { timeout: 50 }))
    expect(error).toMatchObject({ name: 'AllcoresError', code: 'TIMEOUT' })
    expect(error.message).toContain('50 ms')
    expect(error.stack).toContain('timeout.test.ts')
    expect(await within(pool.submit(() => 'next'))).toBe('next')
  })

  it('counts the time that a task runs, not that it waits', async () => {
    await using pool = new Pool({ workers: 1 })
    const slow = pool.submit(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 600))
    const quick = pool.apply(() => 'quick', [], { timeout: 300 })
    expect(await within(quick)).toBe('quick')
    await within(slow)
  })

  it('is for each item: many that are quick take as long as they take', async () => {
    await using pool = new Pool({ workers: 1 })
    const nap = (x: number) => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
      return x
    }
    const items = Array.from({ length: 40 }, (_, i) => i)
    expect(await within(pool.map(nap, items, { timeout: 400, chunkSize: 40 }))).toStrictEqual(items)
  })

  it('says which item it was, whatever the chunks', async () => {
    await using pool = new Pool({ workers: 1 })
    for (const chunkSize of [1, 3, 10]) {
      const options = { timeout: 50, chunkSize }
      expect(await rejection(pool.map(stuckAt, [0, 1, 2, 3], options))).toMatchObject({ code: 'TIMEOUT', index: 2 })
      const seen: number[] = []
      const loop = async () => {
        for await (const x of pool.imap(stuckAt, [0, 1, 2, 3], options)) seen.push(x)
      }
      expect(await rejection(loop())).toMatchObject({ code: 'TIMEOUT', index: 2 })
      expect(seen).toStrictEqual([0, 1])
    }
  })

  it('costs no other task of the worker that is ended', async () => {
    await using pool = new Pool({ workers: 2 })
    const options = { timeout: 100, failFast: false, chunkSize: 5 }
    const error = await rejection(pool.map(stuckAt, [0, 1, 2, 3, 4, 5, 6, 7], options))
    expect(error).toMatchObject({ code: 'ITEMS_FAILED', results: [0, 1, undefined, 3, 4, 5, 6, 7] })
    expect(error.errors).toMatchObject([{ code: 'TIMEOUT', index: 2 }])
  })

  it('that is not reached changes nothing, though the caller was blocked for longer', async () => {
    await using pool = new Pool({ workers: 1 })
    await within(pool.ready)
    const tasks = [
      pool.apply((x) => x, [1], { timeout: 20 }),
      pool.map((x) => x, [1, 2, 3], { timeout: 20, chunkSize: 3 }),
      collect(pool.imap((x) => x, [1, 2, 3], { timeout: 20 })),
    ]
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
    expect(await within(Promise.all(tasks))).toStrictEqual([1, [1, 2, 3], [1, 2, 3]])
  })
})
