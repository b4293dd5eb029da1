/** tinypool: threads or child processes, and a call for each task. */
import { createRequire } from 'node:module'
import Tinypool from 'tinypool'
import { taskByTask } from './task_by_task.mjs'

const filename = new URL('../../pools/tasks.mjs', import.meta.url).href
const runtime = { thread: 'worker_threads', process: 'child_process' }

export const { version } = createRequire(import.meta.url)('tinypool/package.json')

export async function open({ kind, size }) {
  const pool = new Tinypool({ filename, runtime: runtime[kind], minThreads: size, maxThreads: size })
  return taskByTask((name, item) => pool.run(item, { name }), size)
}
