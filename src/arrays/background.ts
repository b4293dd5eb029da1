/**
 * What a call off the event loop has on top of the synchronous one: a signal, and a say about copies.
 *
 * The native part knows a call as a background one by the `Cancellation` that it is given.
 */
import { type Coded, show, typeError } from '../errors.js'
import { native } from '../native.js'
import { checkOptions } from '../options.js'
import { checkSignal } from '../signal.js'
import { Stop } from '../stop.js'

/** Options of every function of `allcores/promises`. */
export interface BackgroundOptions {
  /**
   * Stops the call. The promise then rejects, with code `ABORTED` and the signal's reason as `cause`,
   * as soon as nothing of the call is running any more.
   */
  signal?: AbortSignal | undefined
  /**
   * `false` makes it an error (code `NOT_SHARED`) when an input would have to be copied. Memory of a
   * SharedArrayBuffer never is; an ArrayBuffer could be detached while the call runs, and always is.
   */
  copy?: boolean | undefined
}

/** The names of `BackgroundOptions`. */
export const BACKGROUND = ['signal', 'copy'] as const

/** The options of a background call that has none of its own. */
export function backgroundOnly(options: BackgroundOptions | undefined): BackgroundOptions | undefined {
  if (options !== undefined) checkOptions(options, BACKGROUND)
  return options
}

/** Makes a call run in the background. */
export type Cancellation = InstanceType<typeof native.Cancellation>

/** Starts a call in the background that reads `inputs`; `start` checks the names of the options. */
export function inBackground<R>(
  options: BackgroundOptions | undefined,
  inputs: readonly unknown[],
  start: (cancellation: Cancellation) => R | Promise<R>,
): Promise<R> {
  const signal = checkSignal(options?.signal)
  checkCopy(options?.copy, inputs)
  return untilStopped(new Stop(signal), start)
}

/** Starts a call of the native part in the background, and cancels it when it is to end early. */
export function untilStopped<R>(stop: Stop, start: (cancellation: Cancellation) => R | Promise<R>): Promise<R> {
  stop.check()
  const cancellation = new native.Cancellation()
  const result = Promise.resolve(start(cancellation))
  const unlisten = stop.on(() => cancellation.cancel())
  return result
    .catch((error: Coded) => {
      throw error.code === 'ABORTED' ? (stop.error ?? error) : error
    })
    .finally(unlisten)
}

/** Refuses inputs that would have to be copied, where `copy` is false. */
export function checkCopy(copy: unknown = true, inputs: readonly unknown[] = []): void {
  if (typeof copy !== 'boolean') throw typeError('INVALID_TYPE', `copy must be a boolean, got ${show(copy)}`)
  if (!copy) inputs.forEach(mustBeShared)
}

function mustBeShared(input: unknown): void {
  if (!ArrayBuffer.isView(input) || input.buffer instanceof SharedArrayBuffer) return
  throw typeError(
    'NOT_SHARED',
    'copy is false, but an input is over an ArrayBuffer, which could be detached during the call; put it into a SharedArrayBuffer',
  )
}
