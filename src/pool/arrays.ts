/**
 * Calls over typed arrays in the background, as a pool has them: natively where the function can be compiled, on the
 * pool's workers where it cannot. Native calls do not pass through the scheduler, so they are kept track of here: a pool
 * that closes waits for them, and one that is terminated ends them.
 */
import { type Cancellation, checkCopy, untilStopped } from '../arrays/background.js'
import { dtypeOf, type TypedArray } from '../arrays/dtype.js'
import type { Place, Work } from '../compiled/operations.js'
import { Refusal, refused } from '../compiled/refusal.js'
import { split } from '../compiled/request.js'
import { warnOnce } from '../compiled/warning.js'
import { AllcoresError } from '../errors.js'
import { checkSignal } from '../signal.js'
import { Stop } from '../stop.js'
import { Call } from './call.js'
import { checkCount, checkPoolOptions, PLAIN, withWorkers } from './options.js'
import { overRanges } from './ranges.js'
import { Scheduler } from './scheduler.js'
import { shipTogether } from './wire/functions.js'

/** The calls over typed arrays of one pool. */
export class ArrayCalls {
  readonly #scheduler: Scheduler
  /** Native calls that have not ended. */
  readonly #running = new Map<Stop, Promise<unknown>>()

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler
  }

  /** Where a call runs. `method` is the function that the user called: frames below it are the user's. */
  place(method: unknown, options: readonly string[]): Place {
    return { options, run: (work) => this.#run(work, method) }
  }

  /** Resolves when no native call is running. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#running.values())
  }

  /** Ends the native calls. */
  terminate(): void {
    const error = new AllcoresError('POOL_TERMINATED', 'the pool was terminated before the call had ended')
    for (const stop of this.#running.keys()) stop.end(error)
  }

  #run(work: Work, method: unknown): Promise<unknown> {
    const { code, request } = work
    const { name, functions, inputs, consts, options, strict, timeout } = request
    const chunkSize = checkCount('chunkSize', options.chunkSize)
    checkCopy(options.copy, [...inputs.arrays, ...consts.tables])
    const stop = new Stop(checkSignal(options.signal), timeout)
    this.#scheduler.checkOpen()
    if (!(code instanceof Refusal)) return this.#native(stop, (at) => code.run(at))
    if (strict || code.variable !== undefined) throw refused(code, name)
    const shipped = shipTogether(functions, Object.keys(consts.values), method)
    warnOnce(functions, code, name, this.#scheduler.kind === 'thread' ? 'worker threads' : 'worker processes')
    const result = overRanges(
      new Call(this.#scheduler, shipped, { ...PLAIN, stop }, method),
      work,
      this.#scheduler.size,
      chunkSize,
    )
    const { finish } = work
    return finish === undefined
      ? result
      : result.then((array) => this.#native(stop, (at) => finish(array as TypedArray, at)))
  }

  #native(stop: Stop, start: (at: Cancellation) => unknown): Promise<unknown> {
    const running = untilStopped(stop, start).finally(() => this.#running.delete(stop))
    this.#running.set(stop, running)
    return running
  }
}

/** Whether a call over items is one over typed arrays: they, and numbers beside them, are all that it is given. */
export function isOverArrays(rest: readonly unknown[]): boolean {
  const [inputs] = split(rest)
  return (
    inputs.some((input) => dtypeOf(input) !== undefined) &&
    inputs.every((input) => typeof input === 'number' || dtypeOf(input) !== undefined)
  )
}

let own: ArrayCalls | undefined

/** The calls of `allcores/promises`, which have no pool that a user made. */
export function ownCalls(): ArrayCalls {
  own ??= new ArrayCalls(new Scheduler(withWorkers(checkPoolOptions(undefined))))
  return own
}
