/**
 * What can end a call before its work is done: its signal, its `timeout`, or the pool that it belongs to. One object per
 * call, so that whoever runs the work listens in one place and rejects with the error of whichever came first.
 */
import { AllcoresError, rangeError, show, typeError } from './errors.js'
import { abortError } from './signal.js'

/** Timers take no more than this many ms. */
const LONGEST = 2 ** 31 - 1

/** The `timeout` of a call in ms, or none. */
export function checkTimeout(timeout: unknown, name = 'timeout'): number | undefined {
  if (timeout === undefined) return undefined
  const wanted = `${name} must be a positive number of milliseconds, got ${show(timeout)}`
  if (typeof timeout !== 'number') throw typeError('INVALID_TYPE', wanted)
  if (!(timeout > 0)) throw rangeError('OUT_OF_RANGE', wanted)
  return timeout > LONGEST ? undefined : timeout
}

/** The error of a call whose `timeout` has passed. */
export function timeoutError(timeout: number): AllcoresError {
  return new AllcoresError('TIMEOUT', `the call took longer than its timeout of ${timeout} ms`)
}

/** Why and when a call is to end early. */
export class Stop {
  readonly #signal: AbortSignal | undefined
  readonly #timeout: number | undefined
  readonly #deadline: number
  readonly #listeners = new Set<(error: AllcoresError) => void>()
  #timer: NodeJS.Timeout | undefined
  #error: AllcoresError | undefined

  constructor(signal?: AbortSignal, timeout?: number) {
    this.#signal = signal
    this.#timeout = timeout
    this.#deadline = performance.now() + (timeout ?? 0)
  }

  /** Why the call is to end, if it is. */
  get error(): AllcoresError | undefined {
    if (this.#error === undefined && this.#signal?.aborted) this.#error = abortError(this.#signal)
    return this.#error
  }

  /** Throws if the call is to end. */
  check(): void {
    if (this.error !== undefined) throw this.error
  }

  /** Ends the call, with this error unless it has another one already. */
  end(error: AllcoresError): void {
    this.#error = this.error ?? error
    for (const listener of [...this.#listeners]) listener(this.#error)
  }

  /** Calls back when the call is to end; the answer takes that back, and must be called once the work is done. */
  on(listener: (error: AllcoresError) => void): () => void {
    if (this.#listeners.size === 0) {
      this.#signal?.addEventListener('abort', this.#aborted, { once: true })
      if (this.#timeout !== undefined) {
        const timeout = this.#timeout
        this.#timer = setTimeout(() => this.end(timeoutError(timeout)), this.#deadline - performance.now())
        this.#timer.unref()
      }
    }
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size > 0) return
      this.#signal?.removeEventListener('abort', this.#aborted)
      clearTimeout(this.#timer)
    }
  }

  readonly #aborted = () => this.end(abortError(this.#signal!))
}
