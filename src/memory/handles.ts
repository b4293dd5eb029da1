/**
 * How an instance survives a clone: what identifies it are its own enumerable properties, getters all of them, so that
 * `structuredClone`, `postMessage` and JSON make a plain object of it, its handle. A counter in the first of the
 * getters tells a serialiser whether the value that it wrote had any in it.
 */
import { isPlain } from '../options.js'

/** What is known to a whole thread: a worker has this file twice, in its own text and in the package that a task loads. */
interface Known {
  reads: number
  /** The handles of the blocks that buffers are over. */
  readonly blocks: WeakMap<ArrayBufferLike, object>
}

const key = Symbol.for('allcores.handles')
const shared = globalThis as { [key]?: Known }
shared[key] ??= { reads: 0, blocks: new WeakMap() }
const known = shared[key]

/** How many instances have been read by serialisers so far. */
export function handleReads(): number {
  return known.reads
}

/** Gives an instance the properties that a clone of it keeps. */
export function identify(instance: object, type: string, properties: Readonly<Record<string, unknown>>): void {
  const count = () => {
    known.reads++
    return type
  }
  Object.defineProperty(instance, 'type', { enumerable: true, get: count })
  for (const [key, value] of Object.entries(properties)) {
    Object.defineProperty(instance, key, { enumerable: true, get: () => value })
  }
}

/** Whether a value is what is left of an instance of this type. */
export function isHandle(value: unknown, type: string): boolean {
  return isPlain(value) && (value as { type?: unknown }).type === type
}

/** What makes instances of handles, by their type. A class whose file was not loaded has none. */
const makers = new Map<string, (handle: never) => unknown>()

/** Says how a handle of this type becomes an instance. */
export function revivable(type: string, from: (handle: never) => unknown): void {
  makers.set(type, from)
}

/** An instance of what a handle is of; any other value as it is. */
export function revive(value: unknown): unknown {
  const type = isPlain(value) ? (value as { type?: unknown }).type : undefined
  const from = typeof type === 'string' ? makers.get(type) : undefined
  return from === undefined ? value : from(value as never)
}

/** Says that a buffer is the memory of the block of this handle. */
export function shows(buffer: ArrayBufferLike, handle: object): void {
  known.blocks.set(buffer, handle)
}

/** The handle of the block that a buffer is the memory of. */
export function blockBehind(buffer: ArrayBufferLike): object | undefined {
  return known.blocks.get(buffer)
}
