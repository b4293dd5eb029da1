/** The one rule for options, everywhere in allcores: a plain object of known names, so that no mistake is silently ignored. */
import { show, typeError } from './errors.js'

/** A plain object with no names but those known; a signal or an array in its place, or a misspelt name, is an error. */
export function checkOptions<K extends string>(value: unknown, known: readonly K[]): { readonly [k in K]?: unknown } {
  if (value === undefined) return {}
  if (!isPlain(value)) throw typeError('INVALID_TYPE', `options must be a plain object, got ${show(value)}`)
  for (const key of Object.keys(value)) {
    if (!known.includes(key as K)) {
      throw typeError(
        'UNKNOWN_OPTION',
        `there is no option ${JSON.stringify(key)}; the options are: ${known.join(', ')}`,
      )
    }
  }
  return value
}

/** Whether a value is an object as `{ … }` makes it, in this realm or another. */
export function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === null || (Object.hasOwn(prototype, 'hasOwnProperty') && Object.getPrototypeOf(prototype) === null)
}
