/** multithreading: one pool for the program, to which functions are sent as their source. */
import { initRuntime, move, shutdown, spawn } from 'multithreading'

const tasks = await import('../tasks.mjs')

export function open({ workers }) {
  initRuntime({ maxWorkers: workers })
  return {
    async run(name, args) {
      const result = await spawn(move(...args), tasks[name]).join()
      if (result.ok) return result.value
      throw result.error
    },
    close: async () => shutdown(),
  }
}
