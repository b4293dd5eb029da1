import { Pool } from 'allcores'
import { afterAll, describe, expect, it } from 'vitest'
import { collect, rejection, thrown, within } from './helpers.js'

const pool = new Pool({ workers: 2 })
afterAll(() => pool.close())

async function* letters(n: number) {
  for (let i = 0; i < n; i++) yield String.fromCharCode(97 + i)
}

/** An async source that counts what was pulled, whether it was closed, and never ends. */
function endless() {
  const state = { pulled: 0, closed: 0 }
  const items = (async function* () {
    try {
      for (;;) yield state.pulled++
    } finally {
      state.closed += 1
    }
  })()
  return { state, items }
}

it('map and starmap read an async iterable to its end, alone or beside others', async () => {
  expect(await within(pool.map((x, i) => x + i, letters(3)))).toStrictEqual(['a0', 'b1', 'c2'])
  const { state, items } = endless()
  expect(await within(pool.map((x, n, i) => x + n + i, letters(3), items))).toStrictEqual(['a00', 'b11', 'c22'])
  expect(state.closed).toBe(1)
  expect(await within(pool.map((n, x) => `${n}${x}`, [1, 2], letters(5)))).toStrictEqual(['1a', '2b'])
  const pairs = async function* (): AsyncGenerator<[number, number]> {
    yield [2, 3]
    yield [3, 2]
  }
  expect(await within(pool.starmap((a, b) => a ** b, pairs()))).toStrictEqual([8, 9])
})

it('what an async iterable throws rejects', async () => {
  const failure = new Error('input')
  const items = (async function* () {
    yield 1
    throw failure
  })()
  expect(await rejection(pool.map((x) => x, items))).toBe(failure)
})

it.each(['abort', 'terminate'])('%s ends a map whose input never comes', async (how) => {
  const own = new Pool({ workers: 1 })
  const control = new AbortController()
  const items = (async function* () {
    yield 1
    await new Promise(() => {})
  })()
  const call = own.map((x) => x, items, { signal: control.signal })
  const rejected = rejection(call)
  if (how === 'abort') control.abort()
  else await own.terminate()
  expect(await rejected).toMatchObject({ code: how === 'abort' ? 'ABORTED' : 'POOL_TERMINATED' })
  await own.close()
})

describe.each(['imap', 'imapUnordered'] as const)('%s of an async iterable', (method) => {
  it('gives the results of all items', async () => {
    const got = await within(collect(pool[method]((x: string, i: number) => x + i, letters(20), { chunkSize: 3 })))
    expect(got.sort()).toStrictEqual(Array.from({ length: 20 }, (_, i) => `${String.fromCharCode(97 + i)}${i}`).sort())
  })

  it('pulls no more than two chunks per worker ahead, and closes it when the loop is left', async () => {
    for (const chunkSize of [1, 5]) {
      const { state, items } = endless()
      const iterator = pool[method]((x: number) => x, items, { chunkSize })
      await new Promise((resolve) => setTimeout(resolve, 20))
      expect(state.pulled).toBe(0)
      for (let taken = 1; taken <= 30; taken++) {
        await within(iterator.next())
        expect(state.pulled - taken).toBeLessThanOrEqual(2 * 2 * chunkSize)
      }
      await within(iterator.return())
      expect(state.closed).toBe(1)
    }
  })

  it('gives what is there while more is awaited, and is left without awaiting it', async () => {
    const items = (async function* () {
      yield 1
      yield 2
      await new Promise(() => {})
    })()
    const iterator = pool[method]((x: number) => x, items)
    const two = [(await within(iterator.next())).value, (await within(iterator.next())).value]
    expect(two.sort()).toStrictEqual([1, 2])
    await within(iterator.return())
  })

  it('gives what came before an error of its input, then that error', async () => {
    const failure = new Error('input')
    const items = (async function* () {
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

  it.each(['close', 'terminate'] as const)('rejects on %s of the pool', async (end) => {
    const own = new Pool({ workers: 1 })
    const items = (async function* () {
      yield 1
      await new Promise((resolve) => setTimeout(resolve, 50))
      yield 2
      if (end === 'terminate') await new Promise(() => {})
    })()
    const iterator = own[method]((x: number) => x, items)
    await within(iterator.next())
    const ended = own[end]()
    expect((await rejection(collect(iterator))).code).toMatch(/^POOL_/)
    await within(ended)
  })
})

it('what is neither iterable nor async iterable is an error at the call', () => {
  expect(thrown(() => pool.map((x) => x, {} as never))).toMatchObject({ code: 'INVALID_TYPE' })
})
