/** Worker threads as executors. */
import {
  MessageChannel,
  type ResourceLimits,
  receiveMessageOnPort,
  Worker,
  type WorkerOptions,
} from 'node:worker_threads'
import { isPackage } from '../../native.js'
import { packageFile } from '../../process/entry.js'
import { refuseOn } from '../../runtime.js'
import { threadBorder } from '../wire/cloneable.js'
import { type Marked, marked } from '../wire/handles.js'
import type { Reply, Request, Settings } from '../wire/protocol.js'
import { WORDS, Words } from '../wire/words.js'
import { workerEntry } from '../worker/entry.js'
import type { ThreadData } from '../worker/thread.js'
import type { Executor, Listener, Spawn, Work } from './executor.js'
import { revived, unreadable } from './replies.js'
import { Requests } from './requests.js'

/** Starts worker threads. */
export function threads(resourceLimits: ResourceLimits | undefined): Spawn {
  if (resourceLimits !== undefined) refuseOn(['Bun'], 'resourceLimits', 'leave them out')
  return (listener, settings) => new Thread(listener, settings, resourceLimits)
}

class Thread implements Executor {
  readonly id
  readonly words: Words
  readonly border = threadBorder
  readonly #worker: Worker
  readonly #port
  readonly #requests = new Requests()
  readonly #listener: Listener
  #error: unknown
  #held = true

  constructor(listener: Listener, settings: Settings, resourceLimits: ResourceLimits | undefined) {
    const { port1, port2 } = new MessageChannel()
    const words = new Int32Array(new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT))
    // In a bundle there is no such file, and the name in its place says what is missing.
    const memory = isPackage ? packageFile('revive.js').href : 'allcores'
    const workerData: ThreadData = { allcores: { port: port2, words, memory } }
    this.words = new Words(words)
    this.#listener = listener
    const [program, how] = workerEntry()
    const options: WorkerOptions = {
      name: 'allcores',
      ...how,
      workerData,
      transferList: [port2],
      ...(resourceLimits && { resourceLimits }),
    }
    this.#worker = new Worker(program, options)
    this.id = { kind: 'thread', threadId: this.#worker.threadId } as const
    this.#worker.on('error', (error) => {
      this.#error = error
    })
    this.#worker.on('exit', (exitCode) => this.#ended(exitCode))
    this.#port = port1
    port1.on('message', (reply: Marked<Reply>) => this.#receive(revived(reply)))
    port1.on('messageerror', (error) => this.#receive(unreadable(error)))
    port1.unref()
    this.#post({ kind: 'init', ...settings })
  }

  run(work: Work): void {
    this.#requests.send(work, (request, transfer) => this.#post(request, transfer))
  }

  hold(alive: boolean): void {
    if (alive === this.#held) return
    this.#held = alive
    if (alive) this.#worker.ref()
    else this.#worker.unref()
  }

  close(): void {
    this.#post({ kind: 'close' })
  }

  terminate(): void {
    void this.#worker.terminate()
  }

  #post(request: Request, transfer: ArrayBuffer[] = []): void {
    this.#port.postMessage(marked(request), transfer)
  }

  #receive(reply: Reply): void {
    this.#requests.hear(reply)
    this.#listener.received(reply)
  }

  /** What the worker still said before it ended counts: a chunk that was answered did not die with it. */
  #ended(exitCode: number): void {
    for (let last = receiveMessageOnPort(this.#port); last !== undefined; last = receiveMessageOnPort(this.#port)) {
      this.#receive(revived(last.message))
    }
    this.#port.close()
    this.#listener.died({ exitCode, error: this.#error })
  }
}
