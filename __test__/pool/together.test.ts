import { Pool } from 'allcores'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rejection, within } from './helpers.js'

const pause = (ms: number) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)

/** Many calls of one function that is known to be quick: they travel together. */
async function crowd<A, R>(
  pool: Pool,
  fn: (a: A) => R,
  items: readonly A[],
): Promise<PromiseSettledResult<Awaited<R>>[]> {
  return within(Promise.allSettled(items.map((item) => pool.apply(fn, [item]))))
}

describe('calls that travel together', () => {
  it('settle each by itself, with its own value or error', async () => {
    await using pool = new Pool({ workers: 2 })
    const fn = (x: unknown) => {
      if (x === 'throw') throw new RangeError('told')
      if (x === 'late') return Promise.reject(new TypeError('later'))
      return x === 'function' ? () => x : x
    }
    await crowd(pool, fn, Array(50).fill(0))
    const value = fc.oneof(
      fc.constantFrom('throw', 'late', 'function', Symbol.iterator, undefined),
      fc.integer(),
      fc.string(),
      fc.double(),
      fc.jsonValue(),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(value, { maxLength: 200 }), async (values) => {
        for (const [i, outcome] of (await crowd(pool, fn, values)).entries()) {
          const value = values[i]
          const { reason } = outcome as PromiseRejectedResult
          if (value === 'throw') expect(reason).toMatchObject({ name: 'RangeError', message: 'told' })
          else if (value === 'late') expect(reason).toMatchObject({ name: 'TypeError', message: 'later' })
          else if (value === 'function' || typeof value === 'symbol') expect(reason.code).toBe('NOT_CLONEABLE')
          else expect(outcome).toStrictEqual({ status: 'fulfilled', value })
        }
      }),
      { numRuns: 100 },
    )
  })

  it('are not held up by one in front that takes long after all: they go elsewhere, and run once', async () => {
    await using pool = new Pool({ workers: 2 })
    const gate = new Int32Array(new SharedArrayBuffer(8))
    const fn = ([gate, i]: [Int32Array, number]) => {
      if (i === 100) Atomics.wait(gate, 0, 0)
      Atomics.add(gate, 1, 1)
      return i
    }
    const items = Array.from({ length: 1000 }, (_, i): [Int32Array, number] => [gate, i])
    await crowd(pool, fn, items.slice(0, 50))
    const tasks = items.map((item) => pool.apply(fn, [item]))
    const behind = await within(Promise.all(tasks.slice(101)))
    expect(behind).toStrictEqual(items.slice(101).map(([, i]) => i))
    Atomics.store(gate, 0, 1)
    Atomics.notify(gate, 0)
    expect(await within(Promise.all(tasks))).toStrictEqual(items.map(([, i]) => i))
    expect(gate[1]).toBe(1050)
  })

  it('do so no more once one of their function took long: then it holds up none', async () => {
    await using pool = new Pool({ workers: 2 })
    const gates = [0, 1].map(() => new Int32Array(new SharedArrayBuffer(4)))
    const fn = (gate: Int32Array | undefined) => void (gate && Atomics.wait(gate, 0, 0))
    const open = (gate: Int32Array) => {
      Atomics.store(gate, 0, 1)
      Atomics.notify(gate, 0)
    }
    await crowd(pool, fn, Array(50).fill(undefined))
    for (const [round, gate] of gates.entries()) {
      const tasks = Array.from({ length: 400 }, (_, i) => pool.apply(fn, [i === 200 ? gate : undefined]))
      await within(Promise.all(round === 0 ? tasks.slice(201) : tasks.toSpliced(200, 1)))
      open(gate)
      await within(Promise.all(tasks))
    }
  })

  it('lose nothing with their worker but the one that ended it', async () => {
    await using pool = new Pool({ workers: 2 })
    const fn = (x: number) => {
      if (x % 100 === 50) process.exit(1)
      return x
    }
    const items = Array.from({ length: 400 }, (_, i) => i)
    await crowd(pool, fn, Array(50).fill(0))
    const outcomes = await crowd(pool, fn, items)
    expect(outcomes.map((outcome) => outcome.status)).toStrictEqual(
      items.map((x) => (x % 100 === 50 ? 'rejected' : 'fulfilled')),
    )
  })

  it('are cancelled one by one, and those behind a cancelled one go on', async () => {
    await using pool = new Pool({ workers: 1 })
    const fn = (x: number) => {
      if (x === 20) for (;;);
      return x
    }
    await crowd(pool, fn, Array(50).fill(0))
    const first = pool.submit(pause, 30)
    const tasks = Array.from({ length: 40 }, (_, i) => pool.submit(fn, i))
    await within(first)
    while (tasks[20]!.state !== 'running') await new Promise((resolve) => setTimeout(resolve, 1))
    expect(tasks[20]!.cancel()).toBe(true)
    expect(await rejection(tasks[20]!)).toMatchObject({ code: 'CANCELLED' })
    const others = Array.from({ length: 40 }, (_, i) => i).toSpliced(20, 1)
    expect(await within(Promise.all(tasks.toSpliced(20, 1)))).toStrictEqual(others)
  })

  it('and are cancelled while another one runs cost that one nothing', async () => {
    await using pool = new Pool({ workers: 1 })
    const fn = (ms: number) => {
      if (ms > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
      return ms
    }
    await crowd(pool, fn, Array(50).fill(0))
    const tasks = [0, 0, 300, 0, 0, 0].map((ms) => pool.submit(fn, ms))
    while (tasks[2]!.state !== 'running') await new Promise((resolve) => setTimeout(resolve, 1))
    expect(tasks.at(-1)!.cancel()).toBe(true)
    await rejection(tasks.at(-1)!)
    expect(await within(Promise.all(tasks.slice(0, -1)))).toStrictEqual([0, 0, 300, 0, 0])
  })

  it('are cancelled one after the other, also where the worker is at another one when the first is', async () => {
    await using pool = new Pool({ workers: 1 })
    const fn = (x: number) => {
      if (x === 10) for (;;);
      return x
    }
    await crowd(pool, fn, Array(50).fill(0))
    const tasks = Array.from({ length: 12 }, (_, i) => pool.submit(fn, i))
    while (tasks[10]!.state !== 'running') await new Promise((resolve) => setTimeout(resolve, 1))
    for (const at of [5, 10]) {
      expect(tasks[at]!.cancel()).toBe(true)
      await rejection(tasks[at]!)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    const others = tasks.filter((_, i) => i !== 5 && i !== 10)
    expect(await within(Promise.all(others))).toStrictEqual([0, 1, 2, 3, 4, 6, 7, 8, 9, 11])
  })

  it('end as they should where one is cancelled and this thread hears late that the worker is through', async () => {
    await using pool = new Pool({ workers: 1 })
    const fn = (ms: number) => {
      if (ms > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
      return ms
    }
    await crowd(pool, fn, Array(50).fill(0))
    const tasks = Array.from({ length: 20 }, (_, i) => pool.submit(fn, i === 1 ? 5 : 0))
    while (tasks[1]!.state !== 'running') await new Promise((resolve) => setTimeout(resolve, 0))
    tasks.at(-1)!.cancel()
    pause(200)
    await rejection(tasks.at(-1)!)
    const given = await within(Promise.all(tasks.slice(0, -1)))
    expect(given).toStrictEqual(given.map((_, i) => (i === 1 ? 5 : 0)))
    expect(pool.stats().died).toBe(0)
  })

  it('keep the order of calls on one worker', async () => {
    await using pool = new Pool({ workers: 1 })
    const order: number[] = []
    await within(
      Promise.all(Array.from({ length: 500 }, (_, i) => pool.apply((x) => x, [i]).then((x) => order.push(x)))),
    )
    expect(order).toStrictEqual(Array.from({ length: 500 }, (_, i) => i))
  })

  it('have both stacks, and say where that of another call is shown', async () => {
    await using pool = new Pool({ workers: 1 })
    const fail = () => {
      throw new Error('told')
    }
    const calls = Array.from({ length: 200 }, () => pool.apply(fail).catch((error) => error.stack))
    const stacks = await within(Promise.all(calls))
    for (const stack of stacks) expect(stack).toMatch(/task fail[\s\S]*called from[\s\S]*together\.test\.ts/)
    expect(stacks[0]).not.toContain('another call')
    expect(stacks.at(-1)).toContain('another call')
  })
})
