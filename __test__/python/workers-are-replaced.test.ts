/**
 * `maxtasksperchild` is "the number of tasks a worker process can complete before it will exit and be replaced with a
 * fresh worker process". Each item counts as a task here, where Python counts chunks.
 */
import type { WorkerId } from 'allcores'
import { expect, it } from 'vitest'
import { thrown, within } from '../pool/helpers.js'
import { onBothKinds } from './workers.js'

onBothKinds((open) => {
  const count = () => {
    const next = (Reflect.get(globalThis, 'count') ?? 0) + 1
    Reflect.set(globalThis, 'count', next)
    return next as number
  }
  const nameOf = (worker: WorkerId | undefined) => JSON.stringify(worker)

  it('after so many tasks', async () => {
    const pool = open(1, { maxTasksPerWorker: 2 })
    const counts: number[] = []
    for (let i = 0; i < 5; i++) counts.push(await within(pool.submit(count)))
    expect(counts).toStrictEqual([1, 2, 1, 2, 1])
  })

  it('after so many items, also where a chunk has more', async () => {
    const pool = open(1, { maxTasksPerWorker: 2 })
    expect(await within(pool.map(count, [1, 2, 3, 4], { chunkSize: 2 }))).toStrictEqual([1, 2, 1, 2])
  })

  it('by others, and the results are the same', async () => {
    const pool = open(2, { maxTasksPerWorker: 3 })
    expect(
      await within(
        pool.map((x) => x * x, [1, 2, 3, 4, 5, 6, 7], { chunkSize: 1 }),
        30_000,
      ),
    ).toStrictEqual([1, 4, 9, 16, 25, 36, 49])
    expect(pool.stats().started).toBeGreaterThan(2)
  })

  it('and never without it: one worker runs all tasks, another process or thread than this', async () => {
    const pool = open(1)
    const tasks = [1, 2, 3].map(() => pool.submit(count))
    expect(await within(Promise.all(tasks))).toStrictEqual([1, 2, 3])
    expect(new Set(tasks.map((task) => nameOf(task.worker))).size).toBe(1)
    const pid = await within(pool.submit(() => process.pid))
    expect(pid === process.pid).toBe(pool.kind === 'thread')
  })

  it('and the number is 1 or more', () => {
    expect(thrown(() => open(1, { maxTasksPerWorker: 0 }))).toMatchObject({ code: 'OUT_OF_RANGE' })
    expect(thrown(() => open(0))).toMatchObject({ code: 'OUT_OF_RANGE' })
    expect(thrown(() => open(-1))).toMatchObject({ code: 'OUT_OF_RANGE' })
  })
})
