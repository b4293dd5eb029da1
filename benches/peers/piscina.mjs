/** piscina: a pool of worker threads that dispatches one task a call; a list is mapped by a call for each item. */
import { Piscina, version } from 'piscina'
import { contender, newcomer } from '../harness.mjs'

const filename = new URL('./square.mjs', import.meta.url).href

export { version }

const open = (workers) => new Piscina({ filename, minThreads: workers, maxThreads: workers })

let pool

export function prepare({ items, workers }) {
  pool ??= open(workers)
  const oneByOne = () => Promise.all(items.map((item) => pool.run(item)))
  const contenders = {
    'pool.map': () => contender('piscina', oneByOne),
    'pool.submit': () => contender('piscina', oneByOne),
    'first result': () =>
      newcomer(
        'piscina',
        async () => {
          const started = open(workers)
          await started.run(1)
          return started
        },
        (started) => started.destroy(),
      ),
  }
  return { contender: (name) => contenders[name]?.() }
}

export const close = () => pool?.destroy()
