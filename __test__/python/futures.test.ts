/**
 * A task is Python's `Future`: it waits, runs, and is done or cancelled; `cancel` keeps one that waits from running.
 * Unlike Python's, `cancel` also ends one that runs, and asking for a cancelled result is no error nobody handled.
 */
import type { Task } from 'allcores'
import { expect, it } from 'vitest'
import { rejection, within } from '../pool/helpers.js'
import { onBothKinds, sleep } from './workers.js'

const forever = () => new Promise<string>(() => {})

async function started(task: Task<unknown>): Promise<void> {
  while (task.state === 'pending') await sleep(2)
}

onBothKinds((open) => {
  const pool = open(1)

  it('is pending, running, then done', async () => {
    const first = pool.submit(sleep<number>, 50, 1)
    const second = pool.submit(() => 2)
    expect([first.state, second.state]).toStrictEqual(['pending', 'pending'])
    await within(started(first))
    expect([first.state, second.state]).toStrictEqual(['running', 'pending'])
    expect(await within(Promise.all([first, second]))).toStrictEqual([1, 2])
    expect([first.state, second.state]).toStrictEqual(['fulfilled', 'fulfilled'])
  })

  it('that raised is done, with exception() its reason', async () => {
    const failing = () => {
      throw new EvalError('no')
    }
    const task = pool.submit(failing)
    expect(await rejection(task)).toBeInstanceOf(EvalError)
    expect(task.state).toBe('rejected')
  })

  it('that waits is cancelled and never runs', async () => {
    const running = pool.submit(sleep<number>, 50, 1)
    const waiting = pool.submit(() => {
      Reflect.set(globalThis, 'itRan', true)
    })
    expect(waiting.cancel()).toBe(true)
    expect(waiting.state).toBe('cancelled')
    expect((await rejection(waiting)).code).toBe('CANCELLED')
    await within(running)
    expect(await within(pool.submit(() => Reflect.has(globalThis, 'itRan')))).toBe(false)
  })

  it('that runs is cancelled and ends, too', async () => {
    const task = pool.submit(forever)
    await within(started(task))
    const error = rejection(task)
    expect(task.cancel()).toBe(true)
    expect((await error).code).toBe('CANCELLED')
    expect(await within(pool.submit(() => 'next'))).toBe('next')
  })

  it('that is done cannot be cancelled, and one that is cancelled can be again', async () => {
    const done = pool.submit(() => 1)
    await within(done)
    expect(done.cancel()).toBe(false)
    expect(await within(done)).toBe(1)
    const cancelled = pool.submit(forever)
    expect([cancelled.cancel(), cancelled.cancel()]).toStrictEqual([true, true])
  })

  it('calls its callbacks in the order in which they were added, late ones too', async () => {
    const calls: string[] = []
    const task = pool.submit(() => 1)
    const both = Promise.all([task.then(() => calls.push('first')), task.then(() => calls.push('second'))])
    await within(both)
    await within(task.then(() => calls.push('late')))
    expect(calls).toStrictEqual(['first', 'second', 'late'])
  })

  it('keeps its worker busy while others wait, and they come in the order of their calls', async () => {
    const order: number[] = []
    const tasks = [1, 2, 3, 4].map((n) => pool.submit((n: number) => n, n).then((n) => order.push(n)))
    await within(Promise.all(tasks))
    expect(order).toStrictEqual([1, 2, 3, 4])
  })
})
