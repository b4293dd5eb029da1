/**
 * Every error that allcores throws: built-in classes with a stable `code`, made here and nowhere else.
 *
 * A program branches on `code`; the message is for people. It names the argument, what came, what was
 * wanted and what to do.
 */

/** The stable codes, and what each one means. */
export const CODES = {
  INVALID_TYPE: 'an argument is of the wrong type',
  OUT_OF_RANGE: 'an argument has a value outside of what is allowed',
  DTYPE_MISMATCH: 'two arrays that must have the same element type do not',
  LENGTH_MISMATCH: 'two arrays that must have the same length do not',
  DETACHED: 'the buffer of an array is detached, or has shrunk under it',
  OVERLAP: 'an output shares memory with an input that it may not',
  NOT_SHARED: 'a copy was forbidden, and the memory is not shared',
  NOT_FINITE: 'a range was to be found in data that holds NaN or infinity',
  EMPTY: 'an array has no elements, and the answer needs one',
  OUT_OF_MEMORY: 'a result does not fit into memory',
  ABORTED: 'the signal of the call was aborted; its reason is the cause',
  UNSUPPORTED_PLATFORM: 'there is no native part for this platform',
  INTERNAL: 'a defect of allcores',
} as const

/** A stable error code. */
export type ErrorCode = keyof typeof CODES

/** Any error of allcores. */
export interface CodedError extends Error {
  code: ErrorCode
}

/** A TypeError with a code. */
export function typeError(code: ErrorCode, message: string): TypeError & CodedError {
  return Object.assign(new TypeError(message), { code })
}

/** A RangeError with a code. */
export function rangeError(code: ErrorCode, message: string): RangeError & CodedError {
  return Object.assign(new RangeError(message), { code })
}

/** What a value is, for a message: short, and never a whole array. */
export function described(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean')
    return String(value)
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)
  if (typeof value === 'function') return `function ${value.name}`.trimEnd()
  if (typeof value === 'symbol') return value.toString()
  return `an instance of ${value.constructor?.name ?? 'Object'}`
}
