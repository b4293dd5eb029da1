import { Pool } from 'allcores'
import { expect, it } from 'vitest'
import { collect, rejection, thrown, within } from './helpers.js'

it("onWorkerDeath: 'break' rejects everything with POOL_BROKEN, and later calls throw it", async () => {
  const pool = new Pool({ workers: 2, onWorkerDeath: 'break' })
  await within(pool.ready)
  const calls = [
    pool.submit(() => process.exit(7)),
    pool.submit(() => new Promise(() => {})),
    pool.map((x) => x, [1, 2, 3]),
    collect(pool.imap((x) => x, [1, 2, 3])),
    pool.broadcast(() => 1),
  ]
  for (const error of await Promise.all(calls.map(rejection))) {
    expect(error).toMatchObject({ code: 'POOL_BROKEN', cause: { code: 'WORKER_DIED', exitCode: 7 } })
  }
  expect(thrown(() => pool.submit(() => 1))).toMatchObject({ code: 'POOL_BROKEN' })
  expect(thrown(() => pool.map((x) => x, [1]))).toMatchObject({ code: 'POOL_BROKEN' })
  await within(pool.close())
})

it('a worker that the pool itself ends breaks nothing', async () => {
  await using pool = new Pool({ workers: 1, onWorkerDeath: 'break', maxTasksPerWorker: 1 })
  const stuck = () => {
    for (;;);
  }
  expect(await rejection(pool.apply(stuck, [], { timeout: 50 }))).toMatchObject({ code: 'TIMEOUT' })
  expect(await within(pool.submit(() => 'goes on'))).toBe('goes on')
  expect(await within(pool.submit(() => 'and on'))).toBe('and on')
})
