/** Worker threads as executors. */
import {
  MessageChannel,
  type ResourceLimits,
  receiveMessageOnPort,
  Worker,
  type WorkerOptions,
} from 'node:worker_threads'
import type { Reply, Request, Settings } from '../wire/protocol.js'
import { describeThrown } from '../wire/remote-error.js'
import { WORDS, Words } from '../wire/words.js'
import type { ThreadData } from '../worker/thread.js'
import type { Executor, Listener, Spawn, Work } from './executor.js'
import { Requests } from './requests.js'

/** Starts worker threads. */
export function threads(resourceLimits: ResourceLimits | undefined): Spawn {
  return (listener, settings) => new Thread(listener, settings, resourceLimits)
}

class Thread implements Executor {
  readonly id
  readonly words: Words
  readonly #worker: Worker
  readonly #port
  readonly #requests = new Requests()
  readonly #listener: Listener
  #error: unknown
  #held = true

  constructor(listener: Listener, settings: Settings, resourceLimits: ResourceLimits | undefined) {
    const { port1, port2 } = new MessageChannel()
    const words = new Int32Array(new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT))
    const workerData: ThreadData = { allcores: { port: port2, words } }
    this.words = new Words(words)
    this.#listener = listener
    const options: WorkerOptions = {
      name: 'allcores',
      workerData,
      transferList: [port2],
      ...(resourceLimits && { resourceLimits }),
    }
    this.#worker = hasInputType()
      ? new Worker(`import(${JSON.stringify(new URL('../worker/thread.js', import.meta.url))})`, {
          ...options,
          eval: true,
        })
      : new Worker(new URL('../worker/thread.js', import.meta.url), options)
    this.id = { kind: 'thread', threadId: this.#worker.threadId } as const
    this.#worker.on('error', (error) => {
      this.#error = error
    })
    this.#worker.on('exit', (exitCode) => this.#ended(exitCode))
    this.#port = port1
    port1.on('message', (reply: Reply) => listener.received(reply))
    port1.on('messageerror', (error) => {
      listener.received({ kind: 'unreadable', thrown: describeThrown(error, import.meta.url) })
    })
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
    this.#port.postMessage(request, transfer)
  }

  /** What the worker still said before it ended counts: a chunk that was answered did not die with it. */
  #ended(exitCode: number): void {
    for (let last = receiveMessageOnPort(this.#port); last !== undefined; last = receiveMessageOnPort(this.#port)) {
      this.#listener.received(last.message)
    }
    this.#port.close()
    this.#listener.died({ exitCode, error: this.#error })
  }
}

/**
 * Whether the program runs under `--input-type`: its workers inherit that and start from no file then, only from source.
 * Else they start from the file, in the form that bundlers recognise.
 */
function hasInputType(): boolean {
  return [...process.execArgv, process.env.NODE_OPTIONS ?? ''].some((option) => option.includes('--input-type'))
}
