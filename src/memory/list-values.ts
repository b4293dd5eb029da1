/**
 * The values of a shareable list, as Python's `struct` packs them: a format of at most 8 characters, a code for what the
 * format does not say, and bytes in a slot of a multiple of 8.
 */
import { AllcoresError, rangeError, show, typeError } from '../errors.js'
import { asBytes } from './arguments.js'

/** What a shareable list can hold; `null` is Python's `None`. */
export type ShareableValue = string | number | bigint | boolean | null | Uint8Array

/** A value, packed. */
export interface Packed {
  readonly format: string
  readonly code: number
  readonly bytes: Uint8Array
}

/** What is known of a place whose value is replaced. */
interface Place {
  readonly format: string
  readonly room: number
}

const INT = 'q'
const FLOAT = 'd'
const BOOL = 'xxxxxxx?'
const NONE = 'xxxxxx?x'
const CODE = { plain: 0, str: 1, bytes: 2, none: 3 }
/** The longest that a format of 8 characters can say: `9999999s`, down to a multiple of 8. */
const LONGEST = 9_999_992

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Packs a value: for a place of its own size, or for the one that it is to go to. */
export function pack(name: string, value: unknown, place?: Place): Packed {
  if (typeof value === 'string') return packBytes(name, encoder.encode(value), CODE.str, place)
  if (value instanceof Uint8Array) return packBytes(name, asBytes(value)!, CODE.bytes, place)
  if (value === null) return { format: NONE, code: CODE.none, bytes: new Uint8Array(8) }
  const bytes = new Uint8Array(8)
  const slot = new DataView(bytes.buffer)
  if (typeof value === 'boolean') {
    slot.setUint8(7, Number(value))
    return { format: BOOL, code: CODE.plain, bytes }
  }
  if (typeof value === 'bigint') {
    if (BigInt.asIntN(64, value) !== value)
      throw rangeError('OUT_OF_RANGE', `${name} is ${value}, wanted 64 bits at most`)
    slot.setBigInt64(0, value, true)
    return { format: INT, code: CODE.plain, bytes }
  }
  if (typeof value !== 'number') {
    const wanted = 'a string, a number, a bigint, a boolean, null or a Uint8Array'
    throw typeError('INVALID_TYPE', `${name} must be ${wanted}, got ${show(value)}`)
  }
  // JavaScript has one kind of number: a float stays one in its place, and elsewhere a whole number is an integer.
  if (Number.isSafeInteger(value) && !Object.is(value, -0) && place?.format !== FLOAT) {
    slot.setBigInt64(0, BigInt(value), true)
    return { format: INT, code: CODE.plain, bytes }
  }
  slot.setFloat64(0, value, true)
  return { format: FLOAT, code: CODE.plain, bytes }
}

function packBytes(name: string, bytes: Uint8Array, code: number, place?: Place): Packed {
  const room = place?.room ?? 8 * (Math.floor(bytes.length / 8) + 1)
  if (bytes.length > room) {
    const message = `${name} has ${bytes.length} bytes, and its place has ${room}: a list keeps the sizes it was created with`
    throw rangeError('OUT_OF_RANGE', message)
  }
  if (room > LONGEST) {
    throw rangeError(
      'OUT_OF_RANGE',
      `${name} has ${bytes.length} bytes, and a list holds values of less than ${LONGEST}`,
    )
  }
  const padded = new Uint8Array(room)
  padded.set(bytes)
  return { format: place?.format.endsWith('s') ? place.format : `${room}s`, code, bytes: padded }
}

/** The value of packed bytes, which come from memory that anything may have written. */
export function unpack({ format, code, bytes }: Packed): ShareableValue {
  const slot = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (code === CODE.none) return null
  if (code === CODE.plain && bytes.length >= 8) {
    if (format === INT) return plain(slot.getBigInt64(0, true))
    if (format === FLOAT) return slot.getFloat64(0, true)
    if (format === BOOL) return slot.getUint8(7) !== 0
  }
  const length = /^\d{1,7}s$/.test(format) ? Number.parseInt(format, 10) : Number.POSITIVE_INFINITY
  if (length <= bytes.length) {
    let end = length
    while (end > 0 && bytes[end - 1] === 0) end--
    const content = bytes.slice(0, end)
    if (code === CODE.bytes) return content
    if (code === CODE.str) return decoded(content)
  }
  throw new AllcoresError(
    'UNUSABLE_MEMORY',
    `the list has a value of format ${show(format)} and code ${code}, which no list has`,
  )
}

function plain(value: bigint): number | bigint {
  return BigInt(Number.MIN_SAFE_INTEGER) <= value && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value
}

function decoded(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch (cause) {
    throw new AllcoresError('UNUSABLE_MEMORY', 'the list has a string that is not UTF-8', { cause })
  }
}

/** Whether both are the same value: bytes by content, numbers by value, as Python compares. */
export function same(a: ShareableValue, b: unknown): boolean {
  if (a instanceof Uint8Array) {
    return b instanceof Uint8Array && a.length === b.length && a.every((byte, i) => byte === b[i])
  }
  // biome-ignore lint/suspicious/noDoubleEquals: a number and a bigint are equal by value only so
  if (typeof a === 'bigint' || typeof b === 'bigint') return typeof a !== 'string' && typeof b !== 'string' && a == b
  return a === b
}
