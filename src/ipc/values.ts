/**
 * Values as bytes: what goes through the ring. A value is encoded when it is put, so that one that cannot cross is an
 * error there, which names the part of it that is to blame.
 *
 * There are three forms: small plain values have one of their own; a typed array is its bytes, without a copy until they
 * are in the ring; everything else is a frame of V8's serialiser.
 */
import { types } from 'node:util'
import { handleReads, revive } from '../memory/handles.js'
import { type Border, findUncloneable, notCloneable } from '../pool/wire/cloneable.js'
import { encode as encodeFrame, Frames } from '../pool/wire/frames.js'
import { reviveWithin } from '../pool/wire/handles.js'
import { decodeSmall, encodeSmall, written } from './small.js'

/** A value as it goes into the ring. */
export interface Encoded {
  /** How its bytes are to be read. */
  readonly form: number
  /** Its bytes, one part after the other: `size` of them, which may be fewer than the last part has. */
  readonly parts: readonly Uint8Array[]
  readonly size: number
}

const SMALL = 0
const FRAME = 1
/** A frame with handles in it. */
const HANDLES = 2
/** And the number of the class. */
const VIEW = 3

const VIEWS = [
  Uint8Array,
  Int8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
] as const

const WRITTEN = [written] as const

/**
 * The value as bytes. They may be in memory that the next call reuses, or that is the caller's: {@link keep} makes a copy.
 *
 * @throws TypeError `NOT_CLONEABLE`.
 */
export function encode(value: unknown, border: Border['between']): Encoded {
  const size = encodeSmall(value)
  if (size > 0) return { form: SMALL, parts: WRITTEN, size }
  return encodeLarge(value, border)
}

function encodeLarge(value: unknown, border: Border['between']): Encoded {
  if (types.isTypedArray(value) && !types.isSharedArrayBuffer(value.buffer)) {
    const kind = VIEWS.findIndex((view) => value instanceof view)
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    if (kind >= 0) return { form: VIEW + kind, parts: [bytes], size: bytes.length }
  }
  const before = handleReads()
  const parts = attempt(value, border)
  const size = parts.reduce((sum, part) => sum + part.length, 0)
  return { form: handleReads() === before ? FRAME : HANDLES, parts, size }
}

function attempt(value: unknown, between: Border['between']): readonly Uint8Array[] {
  try {
    return encodeFrame(value)
  } catch (cause) {
    const border: Border = { between, attempt: encodeFrame }
    throw notCloneable(findUncloneable(value, 'value', border) ?? { path: 'value', value, border }, cause)
  }
}

/** What follows the first `from` bytes, in memory of its own: for one that has to wait while its maker goes on. */
export function keep({ form, parts, size }: Encoded, from: number): Encoded {
  const rest = new Uint8Array(size - from)
  copy(parts, from, rest, 0, rest.length)
  return { form, parts: [rest], size: rest.length }
}

/** Copies `size` bytes of the parts, from the byte `from` on. */
export function copy(parts: readonly Uint8Array[], from: number, target: Uint8Array, to: number, size: number): void {
  let skip = from
  let left = size
  for (const part of parts) {
    if (left === 0) return
    if (skip < part.length) {
      const taken = Math.min(part.length - skip, left)
      target.set(part.subarray(skip, skip + taken), to + size - left)
      left -= taken
    }
    skip = Math.max(0, skip - part.length)
  }
}

/** The value of bytes that nobody else writes any more; they become part of it. */
export function decode(form: number, bytes: Uint8Array<ArrayBuffer>): unknown {
  if (form === SMALL) return decodeSmall(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), 0)
  if (form >= VIEW && form < VIEW + VIEWS.length) {
    const view = VIEWS[form - VIEW]!
    return new view(bytes.buffer, bytes.byteOffset, bytes.length / view.BYTES_PER_ELEMENT)
  }
  let value: unknown
  const frames = new Frames(
    (message) => {
      value = message
    },
    (error) => {
      throw error
    },
  )
  frames.push(bytes)
  return form === HANDLES ? reviveWithin(value, revive) : value
}

/** The same for bytes that are still in the ring. */
export function decodeAt(form: number, ring: Buffer, at: number, size: number): unknown {
  if (form === SMALL) return decodeSmall(ring, at)
  return decode(form, new Uint8Array(ring.subarray(at, at + size)))
}
