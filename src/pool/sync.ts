/**
 * Calls that block. The thread that waits can hear of nothing that happens to workers, so it hands the call to a thread of
 * its own, which has a scheduler and workers like any pool's, and waits for that one to answer. So faults and timeouts are
 * what they are elsewhere.
 */
import { existsSync } from 'node:fs'
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker, type WorkerOptions } from 'node:worker_threads'
import { AllcoresError, ItemsFailedError } from '../errors.js'
import { revive } from '../revive.js'
import { CallSite } from './call-site.js'
import type { Manner } from './chunk.js'
import type { PoolPlan } from './options.js'
import { findUncloneable, notCloneable } from './wire/cloneable.js'
import type { Shipped } from './wire/functions.js'
import { type Marked, marked, reviveWithin } from './wire/handles.js'
import { type Answer, type BrokerData, ENDED, type Question } from './worker/broker-protocol.js'

/** Not as `new URL(…, import.meta.url)`, for which bundlers would look. */
const here = import.meta.url

/** How long the thread may take to be there, in ms: one that cannot start says nothing. */
const START_TIMEOUT = 60_000

/** What is called, over what, and how. */
export interface SyncCall {
  readonly fn: Shipped
  readonly lists: readonly (readonly unknown[])[]
  readonly manner: Manner
  readonly retries: number
  readonly failFast: boolean
  readonly chunkSize: number | undefined
}

/** The blocking calls of one pool. */
export class SyncCalls {
  readonly #plan: PoolPlan
  #broker: Broker | undefined

  constructor(plan: PoolPlan) {
    this.#plan = plan
  }

  /** Runs a call, and gives its results or throws. */
  run(call: SyncCall, workers: number, method: unknown): unknown[] {
    const site = new CallSite(method)
    let answer: Answer
    try {
      this.#broker ??= new Broker(this.#plan)
      answer = this.#broker.ask({ workers, ...call })
    } catch (error) {
      if (error instanceof AllcoresError) this.#broker = undefined
      throw site.error({ error: error instanceof AllcoresError ? error : blamed(call.lists, error) })
    }
    if ('results' in answer) return answer.results
    const error = site.error({ thrown: answer.thrown }) as Partial<ItemsFailedError>
    if (error?.code !== 'ITEMS_FAILED') throw error
    throw site.error({ error: new ItemsFailedError(error.errors!, error.results!) })
  }

  /** Ends the thread and its workers. */
  async end(): Promise<void> {
    await this.#broker?.end()
    this.#broker = undefined
  }
}

/** The thread that runs blocking calls. */
class Broker {
  readonly #worker: Worker
  readonly #port: MessagePort
  readonly #word = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  #hasBegun = false

  constructor(plan: PoolPlan) {
    const { port1, port2 } = new MessageChannel()
    const workerData: BrokerData = { port: port2, word: this.#word, plan }
    const options: WorkerOptions = { name: 'allcores broker', eval: true, workerData, transferList: [port2] }
    this.#worker = new Worker(`import(${JSON.stringify(brokerFile())})`, options)
    this.#worker.unref()
    this.#port = port1
    port1.unref()
  }

  /** Waits for the answer. Throws what posting throws, or an AllcoresError where none will come. */
  ask(question: Question): Answer {
    this.#port.postMessage(marked(question))
    for (;;) {
      const seen = Atomics.load(this.#word, 0)
      const message = receiveMessageOnPort(this.#port)?.message as 'begun' | Marked<Answer> | undefined
      if (message === 'begun') this.#hasBegun = true
      else if (message !== undefined) {
        if (message.revive) reviveWithin(message, revive)
        return message
      } else if (seen === ENDED) {
        throw new AllcoresError('INTERNAL', 'the thread for blocking calls ended before the call had')
      } else if (Atomics.wait(this.#word, 0, seen, this.#hasBegun ? undefined : START_TIMEOUT) === 'timed-out') {
        void this.#worker.terminate()
        throw new AllcoresError('WORKER_START_FAILED', 'the thread for blocking calls was not there after a minute')
      }
    }
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }
}

/** The file that the thread starts from. Started without it, it would only be silent. */
function brokerFile(): string {
  const file = new URL('./worker/broker.js', here)
  if (file.protocol === 'file:' && existsSync(file)) return file.href
  const message = `mapSync starts from a file of allcores that is not at ${file.href}: leave allcores out of the bundle`
  throw new AllcoresError('WORKER_START_FAILED', message)
}

/** Which item cannot be sent, and why. */
function blamed(lists: SyncCall['lists'], cause: unknown): unknown {
  for (const [column, list] of lists.entries()) {
    for (const [i, value] of list.entries()) {
      const culprit = findUncloneable(value, lists.length === 1 ? `items[${i}]` : `items[${i}][${column}]`)
      if (culprit !== undefined) return Object.assign(notCloneable(culprit, cause), { index: i })
    }
  }
  return cause
}
