import { Pool } from 'allcores'
import { describe, expect, it } from 'vitest'
import { collect, rejection, within } from './helpers.js'

const pause = () => new Promise((resolve) => setTimeout(resolve, 30))

function source() {
  const state = { pulled: 0, closed: 0 }
  const items = (function* () {
    try {
      for (;;) yield state.pulled++
    } finally {
      state.closed += 1
    }
  })()
  return { state, items }
}

describe.each(['imap', 'imapUnordered'] as const)('%s', (method) => {
  it('pulls nothing before it is asked, then no more than two chunks per worker ahead', async () => {
    await using pool = new Pool({ workers: 2 })
    for (const chunkSize of [1, 5]) {
      const { state, items } = source()
      const iterator = pool[method]((x: number) => x, items, { chunkSize })
      await pause()
      expect(state.pulled).toBe(0)
      for (let taken = 1; taken <= 30; taken++) {
        await within(iterator.next())
        expect(state.pulled - taken).toBeLessThanOrEqual(2 * 2 * chunkSize)
      }
      await pause()
      expect(state.pulled - 30).toBeLessThanOrEqual(2 * 2 * chunkSize)
      await within(iterator.return())
      expect(state.closed).toBe(1)
    }
  })

  it('closes an endless input when the loop is left, and the pool is free', async () => {
    await using pool = new Pool({ workers: 2 })
    const { state, items } = source()
    const seen: number[] = []
    await within(
      (async () => {
        for await (const x of pool[method]((x: number) => x, items)) {
          seen.push(x)
          if (seen.length === 10) break
        }
      })(),
    )
    expect(state.closed).toBe(1)
    expect(await within(pool.submit(() => 'free'))).toBe('free')
  })

  it('stops at the shortest of several inputs and closes the others', async () => {
    await using pool = new Pool({ workers: 2 })
    const { state, items } = source()
    const got = await within(
      collect(pool[method]((a: number, b: string, i: number) => `${a}${b}${i}`, items, ['x', 'y'])),
    )
    expect(got.sort()).toStrictEqual(['0x0', '1y1'])
    expect(state.closed).toBe(1)
  })

  it('gives what came before an error of its input, then that error', async () => {
    await using pool = new Pool({ workers: 2 })
    const failure = new Error('input')
    const items = (function* () {
      yield 1
      yield 2
      throw failure
    })()
    const seen: number[] = []
    const loop = async () => {
      for await (const x of pool[method]((x: number) => x, items)) seen.push(x)
    }
    expect(await rejection(loop())).toBe(failure)
    expect(seen.sort()).toStrictEqual([1, 2])
  })

  it('rejects when the pool is closed under it', async () => {
    const pool = new Pool({ workers: 1 })
    const iterator = pool[method]((x: number) => x, source().items)
    await within(iterator.next())
    const closed = pool.close()
    expect(await rejection(collect(iterator))).toMatchObject({ code: 'POOL_CLOSED' })
    await within(closed)
  })
})

/** Blocks its worker until `gates[gate]` is opened. */
const waitFor = (gates: Int32Array, gate: number) => {
  Atomics.wait(gates, gate, 0)
  return gate
}

it('imapUnordered gives the second result while the first is still worked on', async () => {
  await using pool = new Pool({ workers: 2 })
  const gates = new Int32Array(new SharedArrayBuffer(8))
  const iterator = pool.imapUnordered(waitFor, [gates, gates], [0, 1])
  const first = iterator.next()
  open(gates, 1)
  expect((await within(first)).value).toBe(1)
  const second = iterator.next()
  open(gates, 0)
  expect((await within(second)).value).toBe(0)
})

it('imap keeps the order though the second result is there first', async () => {
  await using pool = new Pool({ workers: 2 })
  const gates = new Int32Array(new SharedArrayBuffer(8))
  const openOther = (gates: Int32Array, gate: number) => {
    if (gate === 0) Atomics.wait(gates, 0, 0)
    else Atomics.store(gates, 0, 1)
    Atomics.notify(gates, 0)
    return gate
  }
  expect(await within(collect(pool.imap(openOther, [gates, gates], [0, 1])))).toStrictEqual([0, 1])
})

function open(gates: Int32Array, gate: number): void {
  Atomics.store(gates, gate, 1)
  Atomics.notify(gates, gate)
}

it.each(['close', 'terminate'] as const)(
  'sends nothing to a pool after its %s, also not what was pulled before',
  async (end) => {
    const pool = new Pool({ workers: 1 })
    await within(pool.ready)
    const slowly = (async function* () {
      for (let i = 0; ; i++) {
        await pause()
        yield i
      }
    })()
    const iterator = pool.imap((x: number) => x, slowly)
    expect(await within(iterator.next())).toStrictEqual({ value: 0, done: false })
    await pause()
    await pause()
    await within(pool[end]())
    expect(await rejection(iterator.next())).toMatchObject({ code: 'POOL_CLOSED' })
    expect(pool.stats()).toMatchObject({ started: 1, workers: [] })
  },
)
