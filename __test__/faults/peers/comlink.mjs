/** comlink: one worker behind a proxy. As its users write it for several: each call goes to the next of them. */
import { Worker } from 'node:worker_threads'
import { wrap } from 'comlink'
import nodeEndpoint from 'comlink/dist/umd/node-adapter.js'

export function open({ workers, memory }) {
  const file = new URL('comlink-worker.mjs', import.meta.url)
  const options = memory && { resourceLimits: { maxOldGenerationSizeMb: memory } }
  const threads = Array.from({ length: workers }, () => new Worker(file, options))
  for (const thread of threads) thread.on('error', () => {})
  const proxies = threads.map((thread) => wrap(nodeEndpoint(thread)))
  let turn = 0
  return {
    run: (name, args) => proxies[turn++ % workers][name](...args),
    close: () => Promise.all(threads.map((thread) => thread.terminate())),
  }
}
