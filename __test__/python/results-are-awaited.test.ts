/**
 * What `apply_async` gives in Python, an `AsyncResult`, is a promise here: `get`, `wait`, `ready`, `successful`, callbacks
 * and time limits are `await`, `state`, `then` and `timeout`. A time limit ends the work as well as the waiting.
 */
import { expect, it } from 'vitest'
import { rejection, within } from '../pool/helpers.js'
import { onBothKinds, sleep } from './workers.js'

onBothKinds((open) => {
  const pool = open(2)

  it('apply passes positional arguments; keywords are an object', async () => {
    expect(await within(pool.apply((a: number, b: number) => a - b, [5, 3]))).toBe(2)
    expect(await within(pool.apply(({ x, y }: { x: number; y: number }) => x / y, [{ y: 2, x: 6 }]))).toBe(3)
    expect(await within(pool.apply(() => 'none'))).toBe('none')
  })

  it('a call returns before its result is there', async () => {
    const slow = pool.submit(sleep<string>, 50, 'done')
    expect(['pending', 'running']).toContain(slow.state)
    expect(await within(slow)).toBe('done')
    expect(slow.state).toBe('fulfilled')
  })

  it('a result can be had again and again', async () => {
    const task = pool.submit((x: number) => [x], 7)
    expect(await within(task)).toBe(await within(task))
  })

  it('callback and error_callback are the arguments of then, and one of them is called', async () => {
    const calls: unknown[] = []
    const note = (value: unknown) => calls.push(value)
    const noteError = (error: Error) => calls.push(error.message)
    await within(pool.submit((x: number) => x + 1, 1).then(note, noteError))
    const failing = () => {
      throw new Error('no')
    }
    await within(pool.submit(failing).then(note, noteError))
    expect(calls).toStrictEqual([2, 'no'])
  })

  it('an error in a callback is a rejection of what then returned, and does not touch the task', async () => {
    const task = pool.submit(() => 1)
    const callback = () => {
      throw new RangeError('in the callback')
    }
    expect(await rejection(task.then(callback))).toBeInstanceOf(RangeError)
    expect(await within(task)).toBe(1)
    expect(task.state).toBe('fulfilled')
  })

  it('get(timeout) is a call with a timeout, which rejects, and frees the worker', async () => {
    const forever = () => new Promise(() => {})
    expect((await rejection(pool.apply(forever, [], { timeout: 50 }))).code).toBe('TIMEOUT')
    expect((await rejection(pool.map(forever, [1, 2], { timeout: 50 }))).code).toBe('TIMEOUT')
    expect(await within(pool.map((x) => x, [1, 2]))).toStrictEqual([1, 2])
  })

  it('a timeout that is not reached changes nothing', async () => {
    expect(await within(pool.map((x) => x + 1, [1, 2], { timeout: 60_000 }))).toStrictEqual([2, 3])
  })
})
