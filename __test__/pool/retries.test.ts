import { Pool } from 'allcores'
import { describe, expect, it } from 'vitest'
import { collect, rejection, within } from './helpers.js'

/** Fails in some way the first `times` times it is called for an item. */
const flaky = ([tries, times, how]: [Int32Array, number, string], index = 0) => {
  if (Atomics.add(tries, index, 1) >= times) return index
  if (how === 'throws') throw new Error('again')
  if (how === 'exits') process.exit(1)
  for (;;);
}
const counters = () => new Int32Array(new SharedArrayBuffer(40))

describe.each(['throws', 'exits', 'hangs'])('an item that %s', (how) => {
  it('is tried again as often as retries says', async () => {
    await using pool = new Pool({ workers: 2 })
    const options = { retries: 2, timeout: 100 }
    for (const chunkSize of [1, 3]) {
      const item: [Int32Array, number, string] = [counters(), 2, how]
      expect(await within(pool.map(flaky, [item, item, item], { ...options, chunkSize }))).toStrictEqual([0, 1, 2])
      expect([...item[0]].slice(0, 3)).toStrictEqual([3, 3, 3])
    }
    const item: [Int32Array, number, string] = [counters(), 2, how]
    expect(await within(pool.apply(flaky, [item], options))).toBe(0)
    const other: [Int32Array, number, string] = [counters(), 1, how]
    expect(await within(collect(pool.imap(flaky, [other, other], { ...options, chunkSize: 2 })))).toStrictEqual([0, 1])
  })

  it('fails in the end with its last error', async () => {
    await using pool = new Pool({ workers: 1 })
    const item: [Int32Array, number, string] = [counters(), 5, how]
    const error = await rejection(pool.map(flaky, [item], { retries: 2, timeout: 100 }))
    expect(error.index).toBe(0)
    expect(item[0][0]).toBe(3)
  })
})

it('a call that is tried again at once leaves no worker behind', async () => {
  for (const workers of [1, 2]) {
    const pool = new Pool({ workers })
    await within(pool.ready)
    const item: [Int32Array, number, string] = [counters(), 3, 'throws']
    expect(await within(pool.apply(flaky, [item], { retries: 3 }))).toBe(0)
    expect(item[0][0]).toBe(4)
    expect(await within(pool.apply(() => 'next'))).toBe('next')
    expect(pool.stats().run.count).toBe(5)
    await within(pool.close())
  }
})

it('what cannot be sent is not tried again', async () => {
  await using pool = new Pool({ workers: 1 })
  expect(await rejection(pool.map((f) => f, [() => 1], { retries: 5 }))).toMatchObject({
    code: 'NOT_CLONEABLE',
    index: 0,
  })
})
