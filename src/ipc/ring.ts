/**
 * Messages in a ring of bytes, between any number of threads or processes that put and get.
 *
 * A message is a frame: 16 bytes that say what follows, and its bytes. One that is large goes in parts, so that it may be
 * larger than the ring, and is read while it is written; its writer keeps the lock of its side until the last part, and
 * so does its reader. A frame is there when the position of the writers has passed it, which is one store: nobody sees
 * half of one. Of a message in parts whose writer died or gave up there is a beginning, which a frame of its own revokes;
 * room for that is always left. A reader that died took one message with it: what is left of that is skipped.
 *
 * What is in the ring is the word of others, perhaps of a program that has gone wrong: a frame that cannot be is an error.
 */
import { AllcoresError } from '../errors.js'
import type { Place } from '../sync/place.js'
import { type Look, SIDE_WORDS, Side, type Wait } from './side.js'
import { copy, decode, decodeAt, type Encoded } from './values.js'

/** Words of a ring. */
export const RING_WORDS = 2 * SIDE_WORDS

const HEADER = 16
const FIRST = 1 << 31
const LAST = 1 << 30
/** The frame is only there to fill the end of the memory. */
const SKIP = 1 << 29
const REVOKE = 1 << 28
const LENGTH = REVOKE - 1

/** The least and most bytes of a ring. */
export const LEAST = 1 << 12
export const MOST = 1 << 27

/** A message on its way into the ring. */
export interface Outgoing {
  encoded: Encoded
  /** How many of its bytes are in the ring; none and not begun are not the same for one without bytes. */
  sent: number
  begun: boolean
}

/** Answers of `get`. */
export type Got = { readonly value: unknown }
export const END = Symbol('end')

interface Assembly {
  readonly form: number
  readonly bytes: Uint8Array<ArrayBuffer>
  filled: number
}

/** Where a ring is. */
export interface Layout {
  /** Its first word. */
  readonly at: number
  /** Its first byte. */
  readonly offset: number
  /** Bytes: a power of two. */
  readonly capacity: number
  /** The most messages; 0 is without limit. */
  readonly maxsize: number
}

/** A ring, as one thread sees it. */
export class Ring {
  readonly puts: Side
  readonly gets: Side
  readonly #ints: Int32Array
  readonly #bytes: Buffer
  readonly #first: number
  readonly #capacity: number
  readonly #maxsize: number
  /** Positions of the other side as they were seen last: they only grow. */
  #seenGets: number
  #seenPuts: number
  /** What was received of a message so far. */
  #assembly: Assembly | undefined

  constructor(place: Pick<Place, 'words' | 'ints'>, layout: Layout, look?: Look) {
    const { words, ints } = place
    const { at, offset, capacity, maxsize } = layout
    this.#ints = ints
    this.#first = offset >> 2
    this.#bytes = Buffer.from(ints.buffer as ArrayBuffer, ints.byteOffset + offset, capacity)
    this.#capacity = capacity
    this.#maxsize = maxsize
    this.puts = new Side(words, ints, at, () => this.#revoke(), look)
    this.gets = new Side(words, ints, at + SIDE_WORDS, () => {}, look)
    this.#seenGets = this.gets.position
    this.#seenPuts = this.puts.position
  }

  /** Messages in it. */
  get size(): number {
    return Math.max(0, (this.puts.count - this.gets.count) | 0)
  }

  /** Whether a message that begins now would have to wait for a place. */
  get isFull(): boolean {
    return this.#maxsize > 0 && this.size >= this.#maxsize
  }

  /** Bytes of a message that are put at once. */
  get #part(): number {
    return this.#capacity / 4 - HEADER
  }

  /** Puts as much of the message as there is room for; says what to wait for, or nothing once all of it is put. */
  put(out: Outgoing, turn: number): Wait | undefined {
    const { puts } = this
    if (!puts.isHeld) {
      const wait = puts.take(turn)
      if (wait !== undefined) return this.#passedOn(wait, turn, this.gets)
    }
    try {
      for (;;) {
        const left = out.encoded.size - out.sent
        const size = Math.min(left, this.#part)
        const step = this.#putPart(out, size, size === left)
        if (step === true) break
        if (step !== undefined) return step
      }
    } finally {
      if (!out.begun || out.sent === out.encoded.size) puts.release()
    }
    if (turn > 0) this.gets.passOn(() => !this.isFull && this.#hasRoom(puts.position, HEADER))
    return undefined
  }

  /** Who was woken, perhaps because `side` has moved, and finds the lock taken: its owner may wait for that as well. */
  #passedOn(wait: Wait, turn: number, side: Side): Wait {
    if (turn > 0) side.passOn(() => true)
    return wait
  }

  /** True if the message is complete, undefined if it goes on. */
  #putPart(out: Outgoing, size: number, isLast: boolean): Wait | true | undefined {
    const { puts, gets } = this
    const isFirst = !out.begun
    if (isFirst && puts.isClosed) throw closedError()
    const position = puts.position
    const need = align(HEADER + size)
    const index = position & (this.#capacity - 1)
    const rest = this.#capacity - index
    const skip = rest < need ? rest : 0
    while ((isFirst && this.isFull) || !this.#hasRoom(position, skip + need)) {
      const wait = gets.await(this.#seenGets)
      if (isFirst && puts.isClosed) throw closedError()
      if (wait !== undefined && ((isFirst && this.isFull) || !this.#hasRoom(position, skip + need))) return wait
      this.#seenGets = gets.position
    }
    if (skip > 0) this.#ints[this.#first + (index >> 2)] = SKIP
    const at = (index + skip) & (this.#capacity - 1)
    this.#header(at, (isFirst ? FIRST : 0) | (isLast ? LAST : 0) | size, out.encoded)
    copy(out.encoded.parts, out.sent, this.#bytes, at + HEADER, size)
    if (isFirst && !isLast) puts.isOpen = true
    if (!puts.move(skip + need, isFirst ? 1 : 0, isFirst)) {
      puts.isOpen = false
      throw closedError()
    }
    out.begun = true
    out.sent += size
    if (!isFirst && isLast) puts.isOpen = false
    return isLast || undefined
  }

  /** Takes back a message that is in the ring in part. */
  giveUp(out: Outgoing): void {
    if (!this.puts.isHeld || !out.begun) return
    this.#revoke()
    this.puts.release()
  }

  /** Revokes what was begun and will not be ended, under the lock. */
  #revoke(): void {
    if (!this.puts.isOpen) return
    this.#ints[this.#first + ((this.puts.position & (this.#capacity - 1)) >> 2)] = REVOKE
    this.puts.move(HEADER, 0)
    this.puts.isOpen = false
  }

  #hasRoom(position: number, bytes: number): boolean {
    const room = this.#capacity - HEADER - bytes
    if (((position - this.#seenGets) | 0) <= room) return true
    this.#seenGets = this.gets.position
    return ((position - this.#seenGets) | 0) <= room
  }

  #header(at: number, word: number, { form, size }: Encoded): void {
    const first = this.#first + (at >> 2)
    this.#ints[first] = word
    this.#ints[first + 1] = form
    this.#ints[first + 2] = size | 0
    this.#ints[first + 3] = Math.floor(size / 2 ** 32)
  }

  /** Gets a message; or says what to wait for, or that there will be none any more. */
  get(turn: number): Got | Wait | typeof END {
    const { gets } = this
    if (!gets.isHeld) {
      const wait = gets.take(turn)
      if (wait !== undefined) return this.#passedOn(wait, turn, this.puts)
      this.#assembly = undefined
    }
    let got: Got | Wait | typeof END | undefined
    try {
      do got = this.#getFrame()
      while (got === undefined)
    } finally {
      if (!isWait(got)) this.#assembly = undefined
      if (this.#assembly === undefined) gets.release()
    }
    if (turn > 0 && !isWait(got)) this.puts.passOn(() => this.#isFilled)
    return got
  }

  /** Says to all that nothing more is put. */
  close(): void {
    this.puts.close()
    this.gets.close()
  }

  /** Whether `get` would have an answer at once. */
  get isReady(): boolean {
    return this.#isFilled || this.puts.isClosed
  }

  get #isFilled(): boolean {
    return this.puts.position !== this.gets.position
  }

  #getFrame(): Got | Wait | typeof END | undefined {
    const { puts, gets } = this
    const position = gets.position
    if (((this.#seenPuts - position) | 0) <= 0) {
      const isClosed = puts.isClosed
      this.#seenPuts = puts.position
      if (this.#seenPuts === position) return this.#atEnd(position, isClosed)
    }
    const index = position & (this.#capacity - 1)
    const word = this.#ints[this.#first + (index >> 2)]!
    if ((word & SKIP) !== 0) {
      gets.move(this.#capacity - index, 0)
      return undefined
    }
    if ((word & REVOKE) !== 0) {
      this.#assembly = undefined
      gets.move(HEADER, 0)
      return undefined
    }
    const size = word & LENGTH
    const bytes = align(HEADER + size)
    if (bytes > ((this.#seenPuts - position) | 0) || bytes > this.#capacity - index) throw garbage()
    let got: Got | undefined
    try {
      got = this.#receive(word, index, size)
    } finally {
      gets.move(bytes, (word & FIRST) === 0 ? 0 : 1)
    }
    return got
  }

  #receive(word: number, index: number, size: number): Got | undefined {
    const from = index + HEADER
    if ((word & FIRST) !== 0) {
      this.#assembly = undefined
      const header = this.#first + (index >> 2)
      const form = this.#ints[header + 1]!
      if ((word & LAST) !== 0) return { value: decodeAt(form, this.#bytes, from, size) }
      const total = (this.#ints[header + 2]! >>> 0) + this.#ints[header + 3]! * 2 ** 32
      this.#assembly = { form, bytes: uninitialised(total), filled: 0 }
    }
    const assembly = this.#assembly
    if (assembly === undefined) return undefined
    if (assembly.filled + size > assembly.bytes.length) throw garbage()
    assembly.bytes.set(this.#bytes.subarray(from, from + size), assembly.filled)
    assembly.filled += size
    if ((word & LAST) === 0) return undefined
    this.#assembly = undefined
    return { value: decode(assembly.form, assembly.bytes) }
  }

  #atEnd(position: number, isClosed: boolean): Wait | typeof END | undefined {
    if (isClosed && this.#assembly === undefined) return END
    const { puts } = this
    const wait = puts.await(position)
    if (wait === undefined || puts.isClosed !== isClosed) return undefined
    // Its writer has the lock for as long as it writes; if it is to be had, there is no writer any more.
    if (this.#assembly === undefined || puts.take(0) !== undefined) return wait
    this.#revoke()
    puts.release()
    if (puts.position === position) this.#assembly = undefined
    return undefined
  }

  /** Whether a message has been received in part: it is received to its end. */
  get isReceiving(): boolean {
    return this.#assembly !== undefined
  }
}

/** Whether an answer is something to wait for. */
export function isWait(got: Got | Wait | typeof END | undefined): got is Wait {
  return typeof got === 'object' && 'step' in got
}

/** Memory that is about to be written: to fill it with zeros first would cost as much as the message. */
function uninitialised(size: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.allocUnsafeSlow(size).buffer)
}

function align(bytes: number): number {
  return (bytes + 15) & ~15
}

/** The error of a queue or pipe that was closed. */
export function closedError(why = 'closed: nothing more can be put'): AllcoresError {
  return new AllcoresError('QUEUE_CLOSED', `it is ${why}`)
}

function garbage(): AllcoresError {
  return new AllcoresError('UNUSABLE_MEMORY', 'what is in the shared memory is no message')
}
