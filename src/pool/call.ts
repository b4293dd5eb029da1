/** What every call over items is made of: where it came from, what it runs, and how its failures are told. */
import { AllcoresError, type ErrorCode } from '../errors.js'
import type { Stop } from '../stop.js'
import { CallSite } from './call-site.js'
import type { Chunk, Failure, Manner } from './chunk.js'
import type { CallPlan } from './options.js'
import type { Scheduler } from './scheduler.js'
import type { Shipped } from './wire/functions.js'

/** One call of a user. */
export class Call {
  readonly scheduler: Scheduler
  readonly fn: Shipped
  readonly stop: Stop
  readonly manner: Manner
  readonly #retries: number
  /** How often items were tried again. */
  readonly #tries = new Map<number, number>()
  readonly #site: CallSite

  /** `method` is the pool's method the user called: frames below it are the user's. */
  constructor(scheduler: Scheduler, fn: Shipped, { stop, manner, retries }: CallPlan, method: unknown) {
    this.scheduler = scheduler
    this.fn = fn
    this.stop = stop
    this.manner = manner
    this.#retries = retries
    this.#site = new CallSite(method)
  }

  /** Whether an item of a chunk that failed is tried again. */
  retry(chunk: Chunk, item: number, failure: Failure): boolean {
    const tries = this.#tries.get(item) ?? 0
    if (tries >= this.#retries || !isWorthRetrying(failure)) return false
    this.#tries.set(item, tries + 1)
    this.scheduler.enqueue(chunk.part(item, item + 1))
    return true
  }

  /** The error to reject with. `index` is the item's, for calls over items. */
  error(failure: Failure, index?: number): unknown {
    return this.#site.error(failure, index)
  }

  /** Calls back with the error to reject with when the call is to end early; the answer ends that. */
  onStop(act: (error: unknown) => void): () => void {
    return this.stop.on((error) => act(this.error({ error })))
  }
}

/** What was thrown, or happened to the worker, may go better another time; what cannot be sent never can. */
export function isWorthRetrying(failure: Failure): boolean {
  return 'thrown' in failure || (failure.error instanceof AllcoresError && AGAIN.has(failure.error.code))
}

const AGAIN = new Set<ErrorCode>(['WORKER_DIED', 'TIMEOUT'])
