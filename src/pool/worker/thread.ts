/** Where a worker thread begins. */
import { getHeapStatistics } from 'node:v8'
import { type MessagePort, workerData } from 'node:worker_threads'
import { marked, reviving } from '../wire/handles.js'
import { Words } from '../wire/words.js'
import { serve } from './serve.js'
import { registerTsx } from './tsx.js'

/** What a worker thread is started with. */
export interface ThreadData {
  readonly allcores: { readonly port: MessagePort; readonly words: Int32Array; readonly memory: string }
}

/** `process.threadCpuUsage` where this Node has it. */
type ThreadCpuUsage = (() => NodeJS.CpuUsage) | undefined

const { port, words, memory: revive } = (workerData as ThreadData).allcores

const begin = () =>
  serve({
    words: new Words(words),
    post: (reply, transfer) => port.postMessage(marked(reply), transfer),
    listen(received, unreadable) {
      port.on(
        'message',
        reviving(received, unreadable, () => import(revive)),
      )
      port.on('messageerror', unreadable)
    },
    usage: () => ({ cpu: cpuTime(), memory: memory() }),
  })

const loader = registerTsx()
if (loader === undefined) begin()
else void loader.then(begin)

/** The time of this thread on a processor; where Node does not tell, the time in which it was not waiting for events. */
function cpuTime(): number {
  const used = (Reflect.get(process, 'threadCpuUsage') as ThreadCpuUsage)?.call(process)
  return used === undefined ? performance.eventLoopUtilization().active : (used.user + used.system) / 1000
}

/** The memory of this thread's own heap, and what is outside of it on its behalf. */
function memory(): number {
  const { total_heap_size, external_memory } = getHeapStatistics()
  return total_heap_size + external_memory
}
