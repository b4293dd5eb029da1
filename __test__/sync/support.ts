/** Threads and processes that share what the tests make. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { afterAll } from 'vitest'

const program = (name: string) => fileURLToPath(new URL(`./programs/${name}.mjs`, import.meta.url))

/** Somebody who shares something: runs a program of this folder, and says what it does in messages. */
export interface Partner {
  /** The next message. */
  next(): Promise<unknown>
  /** Sends a message. */
  tell(message: unknown): void
  /** Ends it at once, whatever it is at. */
  kill(): Promise<unknown>
  /** Its end. */
  ended: Promise<unknown>
}

const all: Partner[] = []
afterAll(() => Promise.all(all.map((partner) => partner.kill())))

/** Starts `programs/NAME.mjs` in a thread, or in a process; `data` is what `partner.mjs` gives it. */
export function start(where: 'thread' | 'process', name: string, data: unknown): Partner {
  const messages: unknown[] = []
  const waiting: ((message: unknown) => void)[] = []
  const arrived = (message: unknown) => {
    const next = waiting.shift()
    if (next === undefined) messages.push(message)
    else next(message)
  }
  const next = () =>
    new Promise<unknown>((resolve) => (messages.length > 0 ? resolve(messages.shift()) : waiting.push(resolve)))
  let partner: Partner
  if (where === 'thread') {
    const worker = new Worker(program(name), { workerData: data })
    worker.on('message', arrived)
    worker.on('error', (error) => arrived(error))
    const ended = once(worker, 'exit')
    partner = { next, tell: (message) => worker.postMessage(message), kill: () => worker.terminate(), ended }
  } else {
    const child: ChildProcess = fork(program(name), { serialization: 'advanced', stdio: 'inherit' })
    child.on('message', arrived)
    child.send(data as object)
    const ended = once(child, 'exit')
    const kill = () => {
      child.kill('SIGKILL')
      return ended
    }
    partner = { next, tell: (message) => child.send(message as object), kill, ended }
  }
  all.push(partner)
  return partner
}

/** Some ms. */
export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** The code of the error that a promise rejects with. */
export const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error) => error.code,
  )
