/** piscina: worker threads, and a call for each task. */
import { Piscina, version } from 'piscina'
import { taskByTask } from './task_by_task.mjs'

const filename = new URL('../../pools/tasks.mjs', import.meta.url).href

export { version }

export async function open({ size }) {
  const pool = new Piscina({ filename, minThreads: size, maxThreads: size })
  return taskByTask((name, item) => pool.run(item, { name }), size)
}
