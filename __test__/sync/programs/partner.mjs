/** What a partner of the tests has, in a thread as in a process: its data, and messages both ways. */
import { once } from 'node:events'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'

export const data = isMainThread ? (await once(process, 'message'))[0] : workerData

export const tell = isMainThread ? (message) => process.send(message) : (message) => parentPort.postMessage(message)

export const told = async () => (await once(isMainThread ? process : parentPort, 'message'))[0]

/** Ends this thread or process when nothing else is left to do. */
export const done = () => isMainThread && process.disconnect()
