/** What every call on a pool is made of: where it came from, what it runs, and how its failures are told. */

import type { Stop } from '../stop.js'
import type { Failure, Manner } from './chunk.js'
import type { Scheduler } from './scheduler.js'
import type { Shipped } from './wire/functions.js'
import { revive } from './wire/remote-error.js'

/** One call of a user. */
export class Call {
  readonly scheduler: Scheduler
  readonly fn: Shipped
  readonly stop: Stop
  readonly manner: Manner
  readonly #site: { stack?: string } = {}

  /** `method` is the pool's method the user called: frames below it are the user's. */
  constructor(scheduler: Scheduler, fn: Shipped, stop: Stop, manner: Manner, method: unknown) {
    this.scheduler = scheduler
    this.fn = fn
    this.stop = stop
    this.manner = manner
    Error.captureStackTrace(this.#site, method as () => void)
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
