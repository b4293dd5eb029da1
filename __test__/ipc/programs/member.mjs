/** One of those who share a queue or a pipe, in a thread or a process of its own: does its part, and says what came of it. */
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { Connection, JoinableQueue, Queue } from 'allcores'
import parts from './parts.mjs'

const kinds = { Queue, JoinableQueue, Connection }

async function run({ part, handle, options }) {
  const shared = kinds[handle.type].from(handle)
  const say = isMainThread ? (value) => process.send(value) : (value) => parentPort.postMessage(value)
  try {
    say({ result: await parts[part](shared, options ?? {}, () => say({ ready: true })) })
  } catch (error) {
    say({ error })
  }
}

if (isMainThread) {
  process.once('message', async (task) => {
    await run(task)
    process.disconnect()
  })
} else await run(workerData)
