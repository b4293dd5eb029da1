/** poolifier: threads, or processes of `cluster`; a call is stopped by its signal. */
import { fileURLToPath } from 'node:url'
import { FixedClusterPool, FixedThreadPool } from 'poolifier'
import { stoppable } from './stoppable.mjs'

const file = (name) => fileURLToPath(new URL(name, import.meta.url))

export function open({ kind, workers, memory }) {
  const pool =
    kind === 'thread'
      ? new FixedThreadPool(workers, file('poolifier-thread.mjs'), {
          enableTasksQueue: true,
          ...(memory && { workerOptions: { resourceLimits: { maxOldGenerationSizeMb: memory } } }),
        })
      : new FixedClusterPool(workers, file('poolifier-cluster.cjs'), {
          enableTasksQueue: true,
          settings: { serialization: 'advanced' },
        })
  pool.emitter?.on('error', () => {})
  return {
    ...stoppable((name, [arg], signal) => pool.execute(arg, name, signal)),
    close: () => pool.destroy(),
  }
}
