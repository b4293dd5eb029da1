/** The checks that the arguments of this folder have in common. */
import { rangeError, show, typeError } from '../errors.js'

/** `value`, which must be a string. */
export function text(name: string, value: unknown): string {
  if (typeof value !== 'string') throw typeError('INVALID_TYPE', `${name} must be a string, got ${show(value)}`)
  return value
}

/** `value`, which must be an integer from `least` to `most`. */
export function integer(name: string, value: unknown, least: number, most = Number.MAX_SAFE_INTEGER): number {
  if (typeof value !== 'number') throw typeError('INVALID_TYPE', `${name} must be a number, got ${show(value)}`)
  if (!Number.isInteger(value) || value < least || value > most) {
    throw rangeError('OUT_OF_RANGE', `${name} is ${value}, wanted an integer from ${least} to ${most}`)
  }
  return value
}

/** The bytes of a buffer or of a view of one, in place; undefined for anything else. */
export function asBytes(value: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) return new Uint8Array(value)
  return undefined
}
