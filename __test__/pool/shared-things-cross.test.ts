/** Locks and queues that a task is given, or gives back, are the same ones on both sides, for both kinds of worker. */
import { Lock, Pool, Queue } from 'allcores'
import { afterEach, describe, expect, it } from 'vitest'

describe.each(['thread', 'process'] as const)('a pool of the kind %s', (workers) => {
  const pools: Pool[] = []
  afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.terminate())))
  const open = () => {
    const pool = new Pool({ workers, size: 1 })
    pools.push(pool)
    return pool
  }

  it('fills a queue that it was given', async () => {
    using queue = workers === 'process' ? Queue.create<number>() : new Queue<number>()
    const filled = open().apply(
      async (queue: Queue<number>) => {
        for (let i = 0; i < 3; i++) await queue.put(i)
        queue.close()
      },
      [queue],
    )
    const got: number[] = []
    for await (const value of queue) got.push(value)
    await filled
    expect(got).toEqual([0, 1, 2])
  })

  it('waits for a lock that is held here, wherever in the argument it is', async () => {
    using lock = workers === 'process' ? Lock.create() : new Lock()
    const pool = open()
    lock.acquireSync()
    const tried = await pool.apply(
      ({ locks }: { locks: Lock[] }) => locks[0]!.tryAcquire() === undefined,
      [{ locks: [lock] }],
    )
    expect(tried).toBe(true)
    lock.release()
    expect(await pool.apply((lock: Lock) => lock.run(() => 'mine'), [lock])).toBe('mine')
    expect(await pool.apply((lock: Lock) => lock, [lock])).toBeInstanceOf(Lock)
  })
})
