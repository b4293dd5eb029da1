/** tinypool: threads or processes; a call is stopped by its signal. */
import Tinypool from 'tinypool'
import { stoppable } from './stoppable.mjs'

const filename = new URL('../tasks.mjs', import.meta.url).href
const runtimes = { thread: 'worker_threads', process: 'child_process' }

export function open({ kind, workers, memory }) {
  const pool = new Tinypool({
    filename,
    runtime: runtimes[kind],
    serialization: 'advanced',
    env: process.env,
    minThreads: workers,
    maxThreads: workers,
    ...(memory && { resourceLimits: { maxOldGenerationSizeMb: memory } }),
  })
  pool.on('error', () => {})
  return {
    ...stoppable((name, [arg], signal) => pool.run(arg, { name, signal })),
    close: () => pool.destroy(),
  }
}
