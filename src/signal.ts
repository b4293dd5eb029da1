/**
 * The one rule for `signal`, everywhere in allcores: a signal that is aborted at the call makes the call throw, one that
 * is aborted later rejects the promise, both with the same error: name `AbortError`, code `ABORTED`, the signal's reason
 * as `cause`. A pool rejects at once, because the worker can be replaced; a call on arrays once nothing of it runs any
 * more, so that the memory it reads and writes is the caller's again.
 */
import { AllcoresError, show, typeError } from './errors.js'

/** The error that an aborted signal causes. */
export function abortError(signal: AbortSignal): AllcoresError {
  const error = new AllcoresError('ABORTED', 'the operation was aborted by its signal', { cause: signal.reason })
  Object.defineProperty(error, 'name', { value: 'AbortError', writable: true, configurable: true })
  return error
}

/** Refuses what is not a signal, and throws the abort error where it is aborted already. */
export function checkSignal(signal: unknown): AbortSignal | undefined {
  if (signal === undefined) return undefined
  if (!(signal instanceof AbortSignal))
    throw typeError('INVALID_TYPE', `signal must be an AbortSignal, got ${show(signal)}`)
  if (signal.aborted) throw abortError(signal)
  return signal
}
