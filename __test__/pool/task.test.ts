import { asCompleted, Pool, Task } from 'allcores'
import { describe, expect, it } from 'vitest'
import { collect, rejection, thrown, within } from './helpers.js'

const sleep = (ms: number) => new Promise<number>((resolve) => setTimeout(resolve, ms, ms))

async function running(task: Task<unknown>): Promise<void> {
  await within(
    (async () => {
      while (task.state === 'pending') await sleep(2)
    })(),
  )
}

describe('a task', () => {
  it('is a promise whose then gives an ordinary promise', async () => {
    await using pool = new Pool({ workers: 1 })
    const task = pool.submit((a: number, b: number) => a + b, 1, 2)
    expect(task).toBeInstanceOf(Promise)
    expect(task).toBeInstanceOf(Task)
    expect(task.then(() => {})).not.toBeInstanceOf(Task)
    expect(await within(task)).toBe(3)
  })

  it('says where it is', async () => {
    await using pool = new Pool({ workers: 1 })
    const first = pool.submit(sleep, 50)
    const second = pool.submit(() => {
      throw new Error('no')
    })
    expect([first.state, second.state]).toStrictEqual(['pending', 'pending'])
    await running(first)
    expect([first.state, second.state]).toStrictEqual(['running', 'pending'])
    await within(first)
    await rejection(second)
    expect([first.state, second.state]).toStrictEqual(['fulfilled', 'rejected'])
  })

  it('that waits never runs once it is cancelled', async () => {
    await using pool = new Pool({ workers: 1 })
    const ran = new Int32Array(new SharedArrayBuffer(4))
    const first = pool.submit(sleep, 50)
    const second = pool.submit((ran: Int32Array) => Atomics.add(ran, 0, 1), ran)
    expect(second.cancel()).toBe(true)
    expect(second.cancel()).toBe(true)
    expect(second.state).toBe('cancelled')
    expect(await rejection(second)).toMatchObject({ code: 'CANCELLED' })
    await within(first)
    await within(pool.submit(() => 'later'))
    expect(ran[0]).toBe(0)
  })

  it('that runs loses its worker once it is cancelled', async () => {
    await using pool = new Pool({ workers: 1 })
    const stuck = pool.submit(() => {
      for (;;);
    })
    await running(stuck)
    expect(stuck.cancel()).toBe(true)
    expect(await rejection(stuck)).toMatchObject({ code: 'CANCELLED' })
    expect(await within(pool.submit(() => 'next'))).toBe('next')
  })

  it('that has settled cannot be cancelled', async () => {
    await using pool = new Pool({ workers: 1 })
    const task = pool.submit(() => 1)
    await within(task)
    expect(task.cancel()).toBe(false)
    expect(task.state).toBe('fulfilled')
  })

  it('that nobody awaits is no unhandled rejection once it is cancelled', async () => {
    await using pool = new Pool({ workers: 1 })
    const unhandled: unknown[] = []
    const note = (error: unknown) => unhandled.push(error)
    process.on('unhandledRejection', note)
    pool.submit(sleep, 1000).cancel()
    await sleep(20)
    process.off('unhandledRejection', note)
    expect(unhandled).toStrictEqual([])
  })
})

describe('asCompleted', () => {
  it('yields tasks in the order in which they settle, failed ones too', async () => {
    await using pool = new Pool({ workers: 3 })
    const gates = new Int32Array(new SharedArrayBuffer(12))
    const waitFor = (gates: Int32Array, gate: number) => {
      Atomics.wait(gates, gate, 0)
      if (gate === 1) throw new Error('no')
    }
    const tasks = [0, 1, 2].map((gate) => pool.submit(waitFor, gates, gate))
    const order = [2, 1, 0]
    const completed = asCompleted(tasks)
    for (const gate of order) {
      Atomics.store(gates, gate, 1)
      Atomics.notify(gates, gate)
      const { value } = await within(completed.next())
      expect(value!.task).toBe(tasks[gate])
      expect(value!.status).toBe(gate === 1 ? 'rejected' : 'fulfilled')
    }
    expect((await within(completed.next())).done).toBe(true)
  })

  it('answers several next() at once, and ends', async () => {
    const iterator = asCompleted([Promise.resolve(1), Promise.resolve(2)])
    const steps = await within(Promise.all([iterator.next(), iterator.next(), iterator.next()]))
    expect(steps.map((step) => step.done)).toStrictEqual([false, false, true])
    expect(await within(collect(asCompleted([])))).toStrictEqual([])
  })

  it('refuses what is not iterable', () => {
    expect(thrown(() => asCompleted(5 as never))).toMatchObject({ code: 'INVALID_TYPE' })
  })
})
