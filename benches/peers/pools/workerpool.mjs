/** workerpool: threads or child processes, and a call for each task. */
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import workerpool from 'workerpool'
import { taskByTask } from './task_by_task.mjs'

const script = fileURLToPath(new URL('./workerpool_worker.mjs', import.meta.url))

export const { version } = createRequire(import.meta.url)('workerpool/package.json')

export async function open({ kind, size }) {
  const pool = workerpool.pool(script, { workerType: kind, minWorkers: size, maxWorkers: size })
  return taskByTask((name, item) => pool.exec(name, [item]), size)
}
