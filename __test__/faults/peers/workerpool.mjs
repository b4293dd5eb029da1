/** workerpool: threads or processes; its promises have `timeout` and `cancel`. */
import { fileURLToPath } from 'node:url'
import workerpool from 'workerpool'

const script = fileURLToPath(new URL('workerpool-worker.mjs', import.meta.url))

export function open({ kind, workers, memory }) {
  const pool = workerpool.pool(script, {
    minWorkers: workers,
    maxWorkers: workers,
    workerType: kind,
    forkOpts: { serialization: 'advanced', execArgv: process.execArgv },
    ...(memory && { workerThreadOpts: { resourceLimits: { maxOldGenerationSizeMb: memory } } }),
  })
  return {
    run(name, args, { timeout, signal } = {}) {
      const promise = pool.exec(name, args)
      signal?.addEventListener('abort', () => void promise.cancel())
      return timeout === undefined ? promise : promise.timeout(timeout)
    },
    submit(name, args) {
      const promise = pool.exec(name, args)
      return { promise, cancel: () => promise.cancel() }
    },
    close: () => pool.terminate(true),
  }
}
