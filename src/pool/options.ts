/** Checks of what users pass: every mistake is named at the call, before any work starts. */
import { rangeError, show, typeError } from '../errors.js'
import type { Manner } from './chunk.js'

/** How chunks run where no option says otherwise. */
export const ORDINARY: Manner = { priority: 0, timeout: undefined, independent: false }

/** A count of one or more, or `undefined`. */
export function checkCount(name: string, value: unknown): number | undefined {
  if (value === undefined) return undefined
  const wanted = `${name} must be an integer of 1 or more, got ${show(value)}`
  if (typeof value !== 'number') throw typeError('INVALID_TYPE', wanted)
  if (!Number.isSafeInteger(value) || value < 1) throw rangeError('OUT_OF_RANGE', wanted)
  return value
}

/** An iterable. */
export function checkIterable(name: string, value: unknown): Iterable<unknown> {
  if (isIterable(value)) return value
  throw typeError('INVALID_TYPE', `${name} must be an iterable such as an array, got ${show(value)}`)
}

/** Whether `for … of` takes the value. */
export function isIterable(value: unknown): value is Iterable<unknown> {
  return value !== null && value !== undefined && typeof Reflect.get(Object(value), Symbol.iterator) === 'function'
}
