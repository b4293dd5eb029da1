/** piscina: threads; a call is stopped by its signal. */
import { Piscina, version } from 'piscina'
import { stoppable } from './stoppable.mjs'

const filename = new URL('../tasks.mjs', import.meta.url).href

export { version }

export function open({ workers, memory }) {
  const resourceLimits = memory && { maxOldGenerationSizeMb: memory }
  const pool = new Piscina({ filename, minThreads: workers, maxThreads: workers, ...(memory && { resourceLimits }) })
  pool.on('error', () => {})
  return {
    ...stoppable((name, [arg], signal) => pool.run(arg, { name, signal })),
    close: () => pool.destroy(),
  }
}
