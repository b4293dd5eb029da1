/**
 * `initializer(*initargs)` runs in each worker when it starts, in those that replace others too. One that raises breaks
 * an executor, and makes a `Pool` of Python start workers for ever; here the work rejects after a few attempts.
 */
import { expect, it } from 'vitest'
import { rejection, within } from '../pool/helpers.js'
import { onBothKinds } from './workers.js'

onBothKinds((open) => {
  const remember = (key: string, value: number) => Reflect.set(globalThis, key, value)
  const recall = (key: string) => Reflect.get(globalThis, key)

  it('runs with its arguments before the first task of each worker', async () => {
    const pool = open(2, { initializer: remember, initializerArgs: ['level', 7] })
    expect(await within(pool.broadcast(recall, ['level']))).toStrictEqual([7, 7])
  })

  it('runs in workers that take the place of others', async () => {
    const pool = open(1, { initializer: remember, initializerArgs: ['level', 7], maxTasksPerWorker: 1 })
    for (let i = 0; i < 3; i++) expect(await within(pool.submit(recall, 'level'))).toBe(7)
  })

  it('may be asynchronous', async () => {
    const initializer = async (value: number) => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      Reflect.set(globalThis, 'late', value)
    }
    const pool = open(1, { initializer, initializerArgs: [8] })
    expect(await within(pool.submit(recall, 'late'))).toBe(8)
  })

  it('that raises rejects the work that waits', async () => {
    const initializer = () => {
      throw new RangeError('not today')
    }
    const pool = open(1, { initializer })
    const error = await rejection(pool.map((x) => x, [1, 2]))
    expect(error.code).toBe('WORKER_START_FAILED')
    expect(error.cause).toMatchObject({ message: 'not today' })
    await within(pool.close())
  })
})
