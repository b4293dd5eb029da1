/** The options of everything that waits. */
import { rangeError, show, typeError } from '../errors.js'
import { checkOptions } from '../options.js'
import { checkSignal } from '../signal.js'

/** How long to wait synchronously. */
export interface WaitSyncOptions {
  /** The longest time to wait, ms; 0 does not wait. Default: without end. */
  timeout?: number | undefined
}

/** How long to wait. */
export interface WaitOptions extends WaitSyncOptions {
  /** Ends the wait. */
  signal?: AbortSignal | undefined
}

/** How to acquire synchronously. */
export interface AcquireSyncOptions extends WaitSyncOptions {
  /**
   * Also take what was held by an owner who died, instead of throwing {@link OwnerDiedError}; `held.repaired` says so.
   * Whoever asks for it puts right what the owner may have left half done. Default false.
   */
  repair?: boolean | undefined
}

/** How to acquire. */
export interface AcquireOptions extends AcquireSyncOptions {
  /** Ends the wait. */
  signal?: AbortSignal | undefined
}

/** Options as they were checked. */
export interface Checked {
  readonly signal: AbortSignal | undefined
  readonly timeout: number | undefined
  readonly repair: boolean
}

const NONE: Checked = { signal: undefined, timeout: undefined, repair: false }

/** Checks options that may have these names. */
export function check(options: unknown, names: readonly (keyof Checked)[]): Checked {
  if (options === undefined) return NONE
  const { signal, timeout, repair = false } = checkOptions(options, names)
  if (typeof repair !== 'boolean') throw typeError('INVALID_TYPE', `repair must be a boolean, got ${show(repair)}`)
  return { signal: checkSignal(signal), timeout: checkTime(timeout), repair }
}

/** As other timeouts of allcores, but 0 is one: it asks without waiting. */
function checkTime(timeout: unknown): number | undefined {
  if (timeout === undefined || timeout === Number.POSITIVE_INFINITY) return undefined
  const wanted = `timeout must be a number of milliseconds, 0 or more, got ${show(timeout)}`
  if (typeof timeout !== 'number') throw typeError('INVALID_TYPE', wanted)
  if (!(timeout >= 0)) throw rangeError('OUT_OF_RANGE', wanted)
  return Math.min(timeout, 2 ** 31 - 1)
}
