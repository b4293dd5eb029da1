/**
 * Where the words of a lock and its like are: in a SharedArrayBuffer of their own, for the threads of this process, or in
 * a block with a name, for processes. The classes do not know the difference.
 *
 * A block begins with what it is: a mark, the kind of its instance and a number of words, all of which must be right
 * before anything else of it is believed. The table of those who share it follows, and then the instance's own words.
 */
import { randomBytes } from 'node:crypto'
import { AllcoresError, show, typeError } from '../errors.js'
import { asked } from '../memory/asked.js'
import { native } from '../native.js'
import type { Source } from './instance.js'

/** How many words what takes. */
export const layout: ReturnType<typeof native.syncLayout> = native.syncLayout()

type Words = InstanceType<typeof native.Words>
type Block = InstanceType<typeof native.SharedBlock>

/** The words of one instance. */
export interface Place {
  /** The native side of it. */
  readonly words: Words
  /** All words, for what JavaScript does with them by itself. */
  readonly ints: Int32Array
  /** Index of the first that is the instance's. */
  readonly at: number
  /** Bytes behind the words, for what the instance keeps beside them. */
  readonly bytes: { readonly buffer: ArrayBufferLike; readonly offset: number }
  readonly source: Source
  /** Ends this handle. */
  close(): void
  /** Takes the name away. */
  unlink(): void
  /** Whether this handle made the block. */
  readonly created: boolean
}

/** What a kind of instance needs. */
export interface Kind {
  /** The name of the class. */
  readonly type: string
  /** Words. */
  readonly words: number
  /** Bytes behind them. */
  readonly bytes?: number
}

/** "allcores" in two words, and the version of what follows. */
const MARK = [0x6f63_6c6c, 0x7365_7261, 1] as const
const TYPE = 3
const WORDS = 4
const READY = 5

let announcing = false

/** A thread that comes to its end leaves nothing behind that others would have to know of; one that is killed may. */
function announceEnd(): void {
  if (announcing) return
  announcing = true
  process.once('exit', (code) => {
    if (code === 0) native.announceEnd()
  })
}

/** Words of zeros for the threads of this process. */
export function newPlace({ words, bytes = 0 }: Kind): Place {
  return ofBuffer(new SharedArrayBuffer(8 * Math.ceil(words / 2) + bytes), words)
}

/** The same, with what they begin with. */
export function newPrepared(kind: Kind, prepare: (place: Place) => void): Place {
  const place = newPlace(kind)
  prepare(place)
  return place
}

function ofBuffer(memory: SharedArrayBuffer, count: number): Place {
  announceEnd()
  const ints = new Int32Array(memory)
  const words = new native.Words(ints)
  const bytes = { buffer: memory, offset: 8 * Math.ceil(count / 2) }
  return { words, ints, at: 0, bytes, source: { memory }, close() {}, unlink() {}, created: false }
}

/** A block with a name, for processes; a new name if none is given. `prepare` writes what its words begin with. */
export function createPlace(kind: Kind, name: string | undefined, prepare?: (place: Place) => void): Place {
  const own = 8 * Math.ceil(kind.words / 2) + (kind.bytes ?? 0)
  const [block, given] = createBlock(name, 4 * layout.head + own)
  const place = ofBlock(block, given, kind.words, true)
  const { ints } = place
  ints.set(MARK)
  ints[TYPE] = code(kind.type)
  ints[WORDS] = kind.words
  prepare?.(place)
  Atomics.store(ints, READY, 1)
  return place
}

/** The block of this name, which must be of this kind. */
export function attachPlace(type: string, name: string): Place {
  if (typeof name !== 'string') throw typeError('INVALID_TYPE', `name must be a string, got ${show(name)}`)
  const block = asked(() => native.attachBlock(name))
  const words = wordsOf(intsOf(block), type)
  if (words !== undefined) return ofBlock(block, name, words, false)
  block.close()
  throw new AllcoresError('UNUSABLE_MEMORY', `shared memory '${name}' is not a ${type} of this version of allcores`)
}

/** How many words an instance of this type has here; undefined if this is none. */
function wordsOf(ints: Int32Array, type: string): number | undefined {
  if (ints.length < layout.head) return undefined
  const started = performance.now()
  // One that is just being made is waited for.
  const mayBecome = () => MARK.every((word, index) => ints[index] === word || ints[index] === 0)
  while (Atomics.load(ints, READY) === 0 && mayBecome() && performance.now() - started < 1000) sleepBriefly()
  const words = ints[WORDS]!
  const isOne = MARK.every((word, index) => ints[index] === word) && ints[TYPE] === code(type)
  return isOne && Atomics.load(ints, READY) === 1 && words <= ints.length - layout.head ? words : undefined
}

/** The place that a handle names, which must be of this type. */
export function placeOf(handle: unknown, type: string, words: (ints: Int32Array) => number, bytes = 0): Place {
  const { type: found, memory, name } = Object(handle) as { type?: unknown; memory?: unknown; name?: unknown }
  if (found !== type) throw typeError('INVALID_TYPE', `handle must be that of a ${type}, got ${show(handle)}`)
  if (typeof name === 'string') return attachPlace(type, name)
  const count = memory instanceof SharedArrayBuffer ? words(new Int32Array(memory)) : 0
  if (!(memory instanceof SharedArrayBuffer) || memory.byteLength < 4 * count + bytes) {
    throw typeError('INVALID_TYPE', `the handle has no memory of a ${type}, got ${show(memory)}`)
  }
  return ofBuffer(memory, count)
}

function ofBlock(block: Block, name: string, count: number, created: boolean): Place {
  announceEnd()
  const ints = intsOf(block)
  const words = asked(() => native.Words.ofBlock(block))
  const at = words.first
  return {
    words,
    ints,
    at,
    bytes: { buffer: ints.buffer, offset: 4 * at + 8 * Math.ceil(count / 2) },
    source: { name },
    close() {
      words.close()
      block.close()
    },
    unlink: () => asked(() => block.unlink()),
    created,
  }
}

function intsOf(block: Block): Int32Array {
  const buffer = asked(() => block.buffer())
  if (buffer) return new Int32Array(buffer, 0, Math.floor(block.size / 4))
  throw new AllcoresError('NO_VIEW', 'this runtime shows no memory but its own in buffers, which this needs')
}

function createBlock(name: string | undefined, size: number): [Block, string] {
  if (name !== undefined) {
    if (typeof name !== 'string') throw typeError('INVALID_TYPE', `name must be a string, got ${show(name)}`)
    return [asked(() => native.createBlock(name, size)), name]
  }
  for (;;) {
    const fresh = `allcores-${randomBytes(6).toString('hex')}`
    try {
      return [asked(() => native.createBlock(fresh, size)), fresh]
    } catch (error) {
      if ((error as AllcoresError).code !== 'NAME_EXISTS') throw error
    }
  }
}

/** A word that tells types from each other. */
function code(type: string): number {
  let hash = 0
  for (const char of type) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) | 0
  return hash
}

function sleepBriefly(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)
}
