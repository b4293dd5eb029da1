/**
 * A worker that ends in a task: in Python, `Pool` loses the task and waits for ever, an executor raises
 * `BrokenProcessPool` for all that is open and takes no more. Here the task that did it fails alone, and
 * `onWorkerDeath: 'break'` gives the executor's manner.
 */
import { WorkerDiedError } from 'allcores'
import { expect, it } from 'vitest'
import { rejection, thrown, within } from '../pool/helpers.js'
import { onBothKinds } from './workers.js'

onBothKinds((open) => {
  const exit = (code: number) => process.exit(code)
  const forever = () => new Promise(() => {})

  it('a task that exits fails with the exit code, and the pool goes on', async () => {
    const pool = open(2)
    const calls = [pool.submit(exit, 1), ...[1, 2, 3, 4].map((n) => pool.submit((n: number) => n, n))]
    const error = await rejection(calls[0]!)
    expect(error).toBeInstanceOf(WorkerDiedError)
    expect(error.exitCode).toBe(1)
    expect(await within(Promise.all(calls.slice(1)))).toStrictEqual([1, 2, 3, 4])
  })

  it('an exit with 0, which Python calls a success, is a task without a result, too', async () => {
    const pool = open(1)
    expect(await rejection(pool.apply(exit, [0]))).toMatchObject({ code: 'WORKER_DIED', exitCode: 0 })
  })

  it('map says which item ended its worker', async () => {
    const pool = open(2)
    const some = (x: number) => (x === 5 ? process.exit(9) : x)
    expect(await rejection(pool.map(some, [3, 4, 5, 6], { chunkSize: 1 }))).toMatchObject({ exitCode: 9, index: 2 })
  })

  it("with 'break' all that is open rejects, and later calls throw", async () => {
    const pool = open(2, { onWorkerDeath: 'break' })
    const calls = [pool.submit(forever), pool.submit(exit, 3), pool.submit(forever), pool.map(forever, [1, 2, 3])]
    for (const error of await Promise.all(calls.map(rejection))) expect(error.code).toBe('POOL_BROKEN')
    expect(thrown(() => pool.submit(() => 1))).toMatchObject({ code: 'POOL_BROKEN' })
    await within(pool.close())
  })
})
