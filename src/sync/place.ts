/**
 * Where the words of a lock and its like are: in a SharedArrayBuffer of their own, for the threads of this process, or in
 * a block with a name, for processes. The classes do not know the difference.
 */
import { show, typeError } from '../errors.js'
import { native } from '../native.js'

type Words = InstanceType<typeof native.Words>

/** What identifies the memory of an instance in other threads. */
export type Memory = { readonly memory: SharedArrayBuffer }

/** The words of one instance. */
export interface Place {
  /** The native side of it. */
  readonly words: Words
  /** The same words, for what JavaScript does with them by itself. */
  readonly ints: Int32Array
  /** Index of the first. */
  readonly at: number
  readonly source: Memory
}

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
export function newPlace(count: number): Place {
  return placeIn(new SharedArrayBuffer(4 * count))
}

/** The words of a SharedArrayBuffer. */
export function placeIn(memory: SharedArrayBuffer): Place {
  announceEnd()
  const ints = new Int32Array(memory)
  return { words: new native.Words(ints), ints, at: 0, source: { memory } }
}

/** The place that a handle names, which must be of `type` and have this many words. */
export function placeOf(handle: unknown, type: string, count: number): Place {
  const { type: found, memory } = Object(handle) as { type?: unknown; memory?: unknown }
  if (found !== type) throw typeError('INVALID_TYPE', `handle must be that of a ${type}, got ${show(handle)}`)
  if (!(memory instanceof SharedArrayBuffer) || memory.byteLength < 4 * count) {
    throw typeError('INVALID_TYPE', `the handle has no memory of a ${type}, got ${show(memory)}`)
  }
  return placeIn(memory)
}

/** Gives an instance its identity: own enumerable getters, which are what is left of it in a clone. */
export function identify(instance: object, type: string, source: Memory): void {
  for (const [key, value] of Object.entries({ type, ...source })) {
    Object.defineProperty(instance, key, { enumerable: true, get: () => value })
  }
}
