/** Ends in the middle of everything. */
import { once } from 'node:events'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { Lock } from 'allcores'

if (isMainThread) {
  const locks = [new Lock(), Lock.create()]
  for (const lock of locks) lock.acquireSync()
  for (const lock of locks) {
    lock.acquire()
    const worker = new Worker(new URL(import.meta.url), { workerData: structuredClone(lock) })
    await once(worker, 'message')
  }
  console.log('exit')
  process.exit()
} else {
  const lock = Lock.from(workerData)
  parentPort.postMessage('waits')
  lock.acquireSync()
}
