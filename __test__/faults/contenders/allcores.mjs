/** allcores, as the cells ask it. It is held to the exact reasons, and to all shapes. */

const tasks = await import('../tasks.mjs')
const { Pool } = await import(new URL('../../../dist/index.js', import.meta.url).href)

export function open({ kind, workers, memory, startTimeout, initializer, onWorkerDeath }) {
  const pool = new Pool({
    workers: kind,
    size: workers,
    startTimeout,
    initializer: initializer && tasks[initializer],
    onWorkerDeath,
    resourceLimits: memory && { maxOldGenerationSizeMb: memory },
  })
  return {
    run: (name, args, options) => pool.apply(tasks[name], args, options),
    map: (name, items, options) => pool.map(tasks[name], items, options),
    imap: (name, items, options) => pool.imap(tasks[name], items, options),
    imapUnordered: (name, items, options) => pool.imapUnordered(tasks[name], items, options),
    submit(name, args) {
      const promise = pool.submit(tasks[name], ...args)
      return { promise, cancel: () => promise.cancel() }
    },
    close: () => pool.close(),
    terminate: () => pool.terminate(),
  }
}
