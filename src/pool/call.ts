/** What every call on a pool is made of: where it came from, what it runs, and how its failures are told. */
import { AllcoresError, type ErrorCode } from '../errors.js'
import type { Stop } from '../stop.js'
import type { Chunk, Failure, Manner } from './chunk.js'
import type { CallPlan } from './options.js'
import type { Scheduler } from './scheduler.js'
import type { Shipped } from './wire/functions.js'
import { revive } from './wire/remote-error.js'

/** One call of a user. */
export class Call {
  readonly scheduler: Scheduler
  readonly fn: Shipped
  readonly stop: Stop
  readonly manner: Manner
  readonly #retries: number
  /** How often items were tried again. */
  readonly #tries = new Map<number, number>()
  readonly #site: { stack?: string } = {}

  /** `method` is the pool's method the user called: frames below it are the user's. */
  constructor(scheduler: Scheduler, fn: Shipped, { stop, manner, retries }: CallPlan, method: unknown) {
    this.scheduler = scheduler
    this.fn = fn
    this.stop = stop
    this.manner = manner
    this.#retries = retries
    Error.captureStackTrace(this.#site, method as () => void)
  }

  /** Whether an item of a chunk that failed is tried again. */
  retry(chunk: Chunk, item: number, failure: Failure): boolean {
    const tries = this.#tries.get(item) ?? 0
    if (tries >= this.#retries || !isWorthIt(failure)) return false
    this.#tries.set(item, tries + 1)
    this.scheduler.enqueue(chunk.part(item, item + 1))
    return true
  }

  /** The error to reject with. `index` is the item's, for calls over items. */
  error(failure: Failure, index?: number): unknown {
    const frames = this.#frames()
    const error = 'thrown' in failure ? revive(failure.thrown, frames) : failure.error
    if (!(error instanceof Error) || !Object.isExtensible(error)) return error
    if ('error' in failure) {
      Object.defineProperty(error, 'stack', {
        value: `${error.name}: ${error.message}\n${frames}`,
        writable: true,
        configurable: true,
      })
    }
    return index === undefined ? error : Object.assign(error, { index })
  }

  /** The caller's frames; none where the program has the stack in a form of its own. */
  #frames(): string {
    const { stack } = this.#site as { stack?: unknown }
    return typeof stack === 'string' ? stack.split('\n').slice(1).join('\n') : ''
  }

  /** Calls back with the error to reject with when the call is to end early; the answer ends that. */
  onStop(act: (error: unknown) => void): () => void {
    return this.stop.on((error) => act(this.error({ error })))
  }
}

/** What was thrown, or happened to the worker, may go better another time; what cannot be sent never can. */
function isWorthIt(failure: Failure): boolean {
  return 'thrown' in failure || (failure.error instanceof AllcoresError && AGAIN.has(failure.error.code))
}

const AGAIN = new Set<ErrorCode>(['WORKER_DIED', 'TIMEOUT'])
