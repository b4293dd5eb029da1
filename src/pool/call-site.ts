/**
 * Where a call was made, for the errors of what became of it. A stack costs as much as a tiny task, so that of many calls
 * of one function that are made at once, not each is noted: its errors then show that of another and say so.
 */
import type { Failure } from './chunk.js'
import type { Shipped } from './wire/functions.js'
import { revive } from './wire/remote-error.js'

/** So many calls share a noted place, where calls are made faster than they run. */
const SHARED = 16

const ANOTHER = '    --- so did another call of the function: of so many, not each was noted ---'

/** A place in the user's program. */
export class CallSite {
  /** How many calls have been made there since. */
  uses = 0
  declare private readonly stack?: unknown

  /** `method` is what the user called: frames below it are the user's. */
  constructor(method: unknown) {
    Error.captureStackTrace(this, method as () => void)
  }

  /** The error to reject with. `index` is the item's, for calls over items; `isOwn` says that it was this very call. */
  error(failure: Failure, index?: number, isOwn = true): unknown {
    const frames = this.#frames(isOwn)
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
  #frames(isOwn: boolean): string {
    if (typeof this.stack !== 'string') return ''
    const frames = this.stack.split('\n').slice(1).join('\n')
    return isOwn || frames === '' ? frames : `${frames}\n${ANOTHER}`
  }
}

/** The places of one pool's calls, some of them noted for others. */
export class CallSites {
  readonly #last = new WeakMap<Shipped, CallSite>()

  /** The place of this call, or of one of the same function where there are many at once. */
  of(fn: Shipped, method: unknown, many: boolean): CallSite {
    const last = many ? this.#last.get(fn) : undefined
    if (last !== undefined && ++last.uses < SHARED) return last
    const site = new CallSite(method)
    this.#last.set(fn, site)
    return site
  }
}
