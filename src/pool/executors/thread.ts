/** Worker threads as executors. */
import {
  MessageChannel,
  type ResourceLimits,
  receiveMessageOnPort,
  Worker,
  type WorkerOptions,
} from 'node:worker_threads'
import { LruMap } from '../wire/lru.js'
import { AT, NOT_BEGUN, type Reply, type Request, STOP, type WorkerData } from '../wire/protocol.js'
import { describeThrown } from '../wire/remote-error.js'
import type { Death, Executor, Listener, Spawn, Work } from './executor.js'

/** Functions a worker remembers; older ones are sent again when they come back. */
const REMEMBERED = 256

/** Starts worker threads. */
export function threads(resourceLimits: ResourceLimits | undefined): Spawn {
  return (listener) => new Thread(listener, resourceLimits)
}

class Thread implements Executor {
  readonly #worker: Worker
  readonly #port
  readonly #words = new Int32Array(new SharedArrayBuffer(8))
  readonly #sent = new LruMap<number, true>(REMEMBERED)
  readonly #listener: Listener
  #error: unknown
  #held = true

  constructor(listener: Listener, resourceLimits: ResourceLimits | undefined) {
    const { port1, port2 } = new MessageChannel()
    const workerData: WorkerData = { allcores: { port: port2, words: this.#words } }
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
    const threadId = this.#worker.threadId
    this.#worker.on('error', (error) => {
      this.#error = error
    })
    this.#worker.on('exit', (exitCode) => this.#ended(exitCode, threadId))
    this.#port = port1
    port1.on('message', (reply: Reply) => this.#receive(reply))
    port1.on('messageerror', (error) => {
      this.#receive({ kind: 'failed', at: 0, thrown: describeThrown(error, import.meta.url), results: [] })
    })
    port1.unref()
  }

  run(work: Work): void {
    const transfer: ArrayBuffer[] = []
    const { id } = work.fn
    const isNew = this.#sent.get(id) === undefined
    const forget = isNew ? this.#sent.set(id, true) : undefined
    Atomics.store(this.#words, AT, NOT_BEGUN)
    const request: Request = {
      kind: 'run',
      chunk: work.id,
      size: work.size,
      fn: id,
      ...(isNew && { source: work.fn }),
      ...(forget !== undefined && { forget }),
      ...work.payload(transfer),
    }
    try {
      this.#port.postMessage(request, transfer)
    } catch (error) {
      if (isNew) this.#sent.delete(id)
      throw error
    }
  }

  stop(work: Work): void {
    Atomics.store(this.#words, STOP, work.id)
  }

  hold(alive: boolean): void {
    if (alive === this.#held) return
    this.#held = alive
    if (alive) this.#worker.ref()
    else this.#worker.unref()
  }

  close(): void {
    this.#port.postMessage({ kind: 'close' } satisfies Request)
  }

  terminate(): void {
    void this.#worker.terminate()
  }

  #receive(reply: Reply): void {
    if (reply.kind === 'ready') this.#listener.ready()
    else this.#listener.answered(reply)
  }

  /** What the worker still said before it ended counts: a chunk that was answered did not die with it. */
  #ended(exitCode: number, threadId: number): void {
    for (let last = receiveMessageOnPort(this.#port); last !== undefined; last = receiveMessageOnPort(this.#port)) {
      this.#receive(last.message)
    }
    this.#port.close()
    const death: Death = { exitCode, threadId, error: this.#error, at: Atomics.load(this.#words, AT) }
    this.#listener.died(death)
  }
}

/**
 * Whether the program runs under `--input-type`: its workers inherit that and start from no file then, only from source.
 * Else they start from the file, in the form that bundlers recognise.
 */
function hasInputType(): boolean {
  return [...process.execArgv, process.env.NODE_OPTIONS ?? ''].some((option) => option.includes('--input-type'))
}
