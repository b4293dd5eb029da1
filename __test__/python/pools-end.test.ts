/**
 * `close` "prevents any more tasks from being submitted" and finishes those that were; `terminate` "stops the worker
 * processes immediately without completing outstanding work". Unlike Python's, both can be awaited, which is `join`; a
 * terminated call rejects instead of waiting for ever; and the end of `await using` is `close` and not `terminate`.
 */
import type { Task } from 'allcores'
import { expect, it } from 'vitest'
import { rejection, thrown, within } from '../pool/helpers.js'
import { onBothKinds, sleep } from './workers.js'

const forever = () => new Promise(() => {})

onBothKinds((open) => {
  it('close finishes the work, then later calls throw', async () => {
    const pool = open(1)
    const calls = [pool.submit(sleep<number>, 30, 1), pool.submit(sleep<number>, 1, 2)]
    const closed = pool.close()
    const later = [
      () => pool.submit(() => 1),
      () => pool.apply(() => 1),
      () => pool.map((x) => x, [1]),
      () => pool.starmap((x) => x, [[1]]),
      () => pool.imap((x) => x, [1]),
      () => pool.imapUnordered((x) => x, [1]),
    ]
    for (const call of later) expect(thrown(call)).toMatchObject({ code: 'POOL_CLOSED' })
    await within(closed)
    expect(await within(Promise.all(calls))).toStrictEqual([1, 2])
    for (const call of later) expect(thrown(call)).toMatchObject({ code: 'POOL_CLOSED' })
  })

  it('terminate rejects what runs and what waits, and is soon done', async () => {
    const pool = open(1)
    const calls = [pool.submit(forever), pool.submit(forever), pool.map(forever, [1, 2, 3])]
    const errors = Promise.all(calls.map(rejection))
    await sleep(50)
    await within(pool.terminate())
    for (const error of await errors) expect(error.code).toBe('POOL_TERMINATED')
  })

  it('ends more than once without harm, in any order, also if it never began', async () => {
    const pool = open(1)
    await within(Promise.all([pool.close(), pool.close(), pool.terminate()]))
    await within(pool.terminate())
    await within(pool.close())
  })

  it('at the end of its block it has done its work', async () => {
    let task: Task<string>
    {
      await using pool = open(1)
      task = pool.submit(sleep<string>, 30, 'done')
    }
    expect(task.state).toBe('fulfilled')
  })

  it('a block that raises ends the pool, too', async () => {
    const pool = open(1)
    const block = async () => {
      await using inside = pool
      await inside.submit(() => 1)
      throw new RangeError('block')
    }
    expect(await rejection(block())).toBeInstanceOf(RangeError)
    expect(thrown(() => pool.submit(() => 1))).toMatchObject({ code: 'POOL_CLOSED' })
  })

  it('shutdown(cancel_futures=True) is cancel() of what waits, then close: what runs is finished', async () => {
    const pool = open(1)
    const running = pool.submit(sleep<string>, 200, 'finished')
    const waiting = [pool.submit(forever), pool.submit(forever)]
    while (running.state === 'pending') await sleep(2)
    const errors = Promise.all(waiting.map(rejection))
    for (const task of waiting) expect(task.cancel()).toBe(true)
    await within(pool.close())
    expect(await within(running)).toBe('finished')
    for (const error of await errors) expect(error.code).toBe('CANCELLED')
  })
})
