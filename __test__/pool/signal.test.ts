import { Pool } from 'allcores'
import { describe, expect, it, vi } from 'vitest'
import { collect, rejection, thrown, within } from './helpers.js'

const forever = () => {
  for (;;);
}

describe('a signal aborted later', () => {
  it.each<[string, (pool: Pool, signal: AbortSignal) => Promise<unknown>]>([
    ['apply', (pool, signal) => pool.apply(forever, [], { signal })],
    ['map', (pool, signal) => pool.map(forever, [1, 2, 3, 4], { signal })],
    ['starmap', (pool, signal) => pool.starmap(forever, [[], []], { signal })],
    ['imap', (pool, signal) => collect(pool.imap(forever, [1, 2, 3, 4], { signal }))],
    ['imapUnordered', (pool, signal) => collect(pool.imapUnordered(forever, [1, 2, 3, 4], { signal }))],
  ])('rejects %s with the reason as cause, ends stuck workers, and the pool goes on', async (_, call) => {
    await using pool = new Pool({ workers: 2 })
    await within(pool.map((x) => x, [1, 2]))
    const control = new AbortController()
    const reason = new Error('enough')
    setTimeout(() => control.abort(reason), 100)
    const error = await rejection(call(pool, control.signal))
    expect(error).toMatchObject({ name: 'AbortError', code: 'ABORTED' })
    expect(error.cause).toBe(reason)
    expect(await within(pool.map((x) => x + 1, [1, 2, 3]))).toStrictEqual([2, 3, 4])
  })

  it('stops a chunk between two items without ending its worker', async () => {
    await using pool = new Pool({ workers: 1 })
    const id = () => Reflect.get(globalThis, 'mark') ?? Reflect.set(globalThis, 'mark', 'same worker')
    await within(pool.submit(id))
    const ran = new Int32Array(new SharedArrayBuffer(4))
    const control = new AbortController()
    const slow = (ran: Int32Array) => {
      Atomics.add(ran, 0, 1)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    }
    const call = pool.map(slow, Array(1000).fill(ran), { chunkSize: 1000, signal: control.signal })
    while (Atomics.load(ran, 0) === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    control.abort()
    await rejection(call)
    expect(await within(pool.submit(id))).toBe('same worker')
    expect(ran[0]).toBeLessThan(1000)
  })

  it('leaves nothing behind on a signal that is never aborted', async () => {
    await using pool = new Pool({ workers: 1 })
    const { signal } = new AbortController()
    const added = vi.spyOn(signal, 'addEventListener')
    const removed = vi.spyOn(signal, 'removeEventListener')
    await within(pool.map((x) => x, [1, 2], { signal }))
    await within(pool.map((x) => x, [], { signal }))
    await within(pool.starmap((x) => x, [], { signal }))
    await within(pool.apply((x: number) => x, [1], { signal }))
    await within(collect(pool.imap((x) => x, [1, 2], { signal })))
    await rejection(pool.map(() => Promise.reject(new Error('no')), [1, 2], { signal }))
    expect(added).toHaveBeenCalledTimes(4)
    expect(new Set(removed.mock.calls.map(([, listener]) => listener))).toStrictEqual(
      new Set(added.mock.calls.map(([, listener]) => listener)),
    )
  })
})

it('a failed item gives up the rest of its map, and other calls go on', async () => {
  await using pool = new Pool({ workers: 1 })
  const ran = new Int32Array(new SharedArrayBuffer(4))
  const fail = (ran: Int32Array, index: number) => {
    Atomics.add(ran, 0, 1)
    if (index === 1) throw new Error('no')
  }
  const call = pool.map(fail, Array(100).fill(ran), { chunkSize: 1 })
  const other = pool.submit(() => 'other')
  await rejection(call)
  expect(await within(other)).toBe('other')
  expect(ran[0]).toBe(2)
})

describe('what happens while the items are read is not lost', () => {
  const calls: ((pool: Pool, items: () => Generator<[number]>, signal?: AbortSignal) => unknown)[] = [
    (pool, items, signal) => pool.map((x) => x, items(), { signal }),
    (pool, items, signal) => pool.map((x, y) => [x, y], items(), items(), { signal }),
    (pool, items, signal) => pool.starmap((x) => x, items(), { signal }),
  ]

  it('an abort', async () => {
    await using pool = new Pool({ workers: 1 })
    for (const call of calls) {
      const control = new AbortController()
      const items = function* (): Generator<[number]> {
        yield [1]
        control.abort('enough')
      }
      expect(thrown(() => call(pool, items, control.signal))).toMatchObject({ code: 'ABORTED', cause: 'enough' })
    }
  })

  it.each(['close', 'terminate'] as const)('%s of the pool', async (end) => {
    for (const call of calls) {
      const pool = new Pool({ workers: 1 })
      let ended: Promise<void> | undefined
      const items = function* (): Generator<[number]> {
        yield [1]
        ended = pool[end]()
      }
      expect(thrown(() => call(pool, items))).toMatchObject({ code: 'POOL_CLOSED' })
      await within(ended!)
    }
  })
})
