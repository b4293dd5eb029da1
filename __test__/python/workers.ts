/** What Python says of its processes is asked of both kinds of worker. */
import { Pool, type PoolOptions, type WorkerKind } from 'allcores'
import { afterAll, describe } from 'vitest'

/** Describes the same of pools of threads and of pools of processes; `open` makes one, which is ended with the tests. */
export function onBothKinds(body: (open: (size: number, options?: PoolOptions) => Pool) => void): void {
  describe.each<WorkerKind>(['thread', 'process'])('on %s workers', (workers) => {
    const pools: Pool[] = []
    afterAll(() => Promise.all(pools.map((pool) => pool.terminate())))
    body((size, options = {}) => {
      const pool = new Pool({ ...options, workers, size })
      pools.push(pool)
      return pool
    })
  })
}

/** Resolves to `value` after that many ms; in a worker, too. */
export const sleep = <T = void>(ms: number, value?: T) =>
  new Promise<T>((resolve) => setTimeout(resolve as (value?: T) => void, ms, value))
