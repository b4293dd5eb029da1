/**
 * One rule for signals, in the array functions and in the pool.
 *
 * A signal that is aborted when the call is made is a bad argument, and thrown; one that aborts later
 * rejects the promise. Both give the same error: name `AbortError`, code `ABORTED`, the signal's reason
 * as `cause`.
 */
import { type CodedError, described, typeError } from './errors.js'

/** The error for an aborted signal. */
export function abortError(signal: AbortSignal): CodedError {
  const error = new Error('the call was aborted by its signal; its reason is the cause', { cause: signal.reason })
  return Object.assign(error, { name: 'AbortError', code: 'ABORTED' as const })
}

/** `signal`, which must be undefined or an AbortSignal that is not aborted yet. */
export function checkSignal(signal: AbortSignal | undefined): AbortSignal | undefined {
  if (signal === undefined) return undefined
  if (!(signal instanceof AbortSignal)) {
    throw typeError('INVALID_TYPE', `signal must be an AbortSignal, got ${described(signal)}`)
  }
  if (signal.aborted) throw abortError(signal)
  return signal
}
