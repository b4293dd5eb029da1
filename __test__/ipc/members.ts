/** Queues between threads and between processes, and those who share them. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { Queue } from 'allcores'
import { afterEach } from 'vitest'

export type Between = 'threads' | 'processes'

export const everywhere: readonly Between[] = ['threads', 'processes']

const program = fileURLToPath(new URL('./programs/member.mjs', import.meta.url))

const made: Queue<never>[] = []

afterEach(() => {
  for (const queue of made.splice(0)) queue[Symbol.dispose]()
})

export function queueBetween(between: Between, maxsize = 0, bytes?: number): Queue<never> {
  const queue = between === 'threads' ? new Queue<never>(maxsize, { bytes }) : Queue.create<never>({ maxsize, bytes })
  made.push(queue)
  return queue
}

export interface Member {
  /** Resolves once it says that it is ready. */
  ready: Promise<void>
  /** What its part returned; rejects if it ended before. */
  // biome-ignore lint/suspicious/noExplicitAny: each part returns something else
  result: Promise<any>
  /** Ends it wherever it is. */
  kill(): Promise<void>
}

/** Has a member do its part. */
export function start(between: Between, part: string, shared: unknown, options: object = {}): Member {
  const task = { part, handle: structuredClone(shared), options }
  const member: Worker | ChildProcess =
    between === 'threads' ? new Worker(program, { workerData: task }) : fork(program, { serialization: 'advanced' })
  if (!(member instanceof Worker)) member.send(task)
  const ended = once(member, 'exit')
  const said = (key: string) =>
    new Promise<unknown>((resolve, reject) => {
      member.on('message', (message: Record<string, unknown>) => {
        if (key in message) resolve(message[key])
        if ('error' in message) reject(message.error)
      })
      member.on('error', reject)
      ended.then(([code]) => reject(new Error(`it ended with ${code}`)))
    })
  const result = said('result')
  const ready = said('ready') as Promise<void>
  result.catch(() => {})
  ready.catch(() => {})
  return {
    ready,
    result,
    async kill() {
      if (member instanceof Worker) await member.terminate()
      else member.kill('SIGKILL')
      await ended
    },
  }
}
