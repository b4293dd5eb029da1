/** Where a worker thread begins. */
import { type MessagePort, workerData } from 'node:worker_threads'
import type { WorkerData } from '../wire/protocol.js'
import { serve } from './serve.js'
import { registerTsx } from './tsx.js'

const { port, words } = (workerData as WorkerData).allcores as { port: MessagePort; words: Int32Array }

const begin = () =>
  serve({
    words,
    post: (reply, transfer) => port.postMessage(reply, transfer),
    listen(received, unreadable) {
      port.on('message', received)
      port.on('messageerror', unreadable)
    },
  })

const loader = registerTsx()
if (loader === undefined) begin()
else void loader.then(begin)
