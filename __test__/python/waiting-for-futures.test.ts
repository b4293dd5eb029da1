/**
 * `as_completed` yields futures "as they complete", each once, those that are done first; `wait` with `FIRST_COMPLETED`,
 * `FIRST_EXCEPTION` and `ALL_COMPLETED` is what promises have: `race`, `all` and `allSettled`.
 */
import { asCompleted } from 'allcores'
import { expect, it } from 'vitest'
import { collect, rejection, within } from '../pool/helpers.js'
import { onBothKinds, sleep } from './workers.js'

const forever = () => new Promise<never>(() => {})
const failing = () => {
  throw new RangeError('no')
}

onBothKinds((open) => {
  const pool = open(2)

  it('as_completed yields each task once it is done, and ends', async () => {
    const tasks = [120, 1, 1].map((ms) => pool.submit(sleep<number>, ms, ms))
    const seen = await within(collect(asCompleted(tasks)))
    expect(new Set(seen.map(({ task }) => task))).toStrictEqual(new Set(tasks))
    expect(seen).toHaveLength(3)
  })

  it('as_completed yields what was done before it was called first', async () => {
    const done = pool.submit(() => 'done')
    await within(done)
    const running = pool.submit(forever)
    const first = await within(asCompleted([running, done]).next())
    expect(first.value).toMatchObject({ task: done, status: 'fulfilled', value: 'done' })
    void running.cancel()
  })

  it('as_completed yields a task once that is given twice', async () => {
    const task = pool.submit(() => 1)
    expect(await within(collect(asCompleted([task, task])))).toHaveLength(1)
  })

  it('as_completed of nothing is at its end', async () => {
    expect(await within(collect(asCompleted([])))).toStrictEqual([])
  })

  it('as_completed yields tasks that raised or were cancelled, with their reason', async () => {
    const raised = pool.submit(failing)
    const cancelled = pool.submit(forever)
    void cancelled.cancel()
    const seen = new Map((await within(collect(asCompleted([raised, cancelled])))).map((done) => [done.task, done]))
    expect(seen.get(raised)).toMatchObject({ status: 'rejected', reason: { message: 'no' } })
    expect(seen.get(cancelled)).toMatchObject({ status: 'rejected', reason: { code: 'CANCELLED' } })
  })

  it('as_completed(timeout) is a race of the next step with a timer; the tasks go on', async () => {
    const task = pool.submit(forever)
    const step = asCompleted([task]).next()
    expect(await within(Promise.race([step, sleep(5, 'timeout')]))).toBe('timeout')
    expect(['pending', 'running']).toContain(task.state)
    expect(task.cancel()).toBe(true)
    expect((await within(step)).value).toMatchObject({ task, status: 'rejected' })
  })

  it('wait(FIRST_COMPLETED) is race, also when the first one raises', async () => {
    const stuck = pool.submit(forever)
    expect(await within(Promise.race([stuck, pool.submit(() => 'first')]))).toBe('first')
    expect(await rejection(Promise.race([stuck, pool.submit(failing)]))).toBeInstanceOf(RangeError)
    expect(stuck.cancel()).toBe(true)
  })

  it('wait(FIRST_EXCEPTION) is all: it waits for no other once one has raised', async () => {
    const stuck = pool.submit(forever)
    expect(await rejection(Promise.all([stuck, pool.submit(failing)]))).toBeInstanceOf(RangeError)
    expect(stuck.cancel()).toBe(true)
    expect(await within(Promise.all([1, 2].map((n) => pool.submit((n: number) => n, n))))).toStrictEqual([1, 2])
  })

  it('wait(ALL_COMPLETED) is allSettled', async () => {
    const settled = await within(Promise.allSettled([pool.submit(failing), pool.submit(sleep<number>, 30, 1)]))
    expect(settled.map(({ status }) => status)).toStrictEqual(['rejected', 'fulfilled'])
  })
})
