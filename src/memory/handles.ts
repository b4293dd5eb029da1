/**
 * How an instance survives a clone: what identifies it are its own enumerable properties, getters all of them, so that
 * `structuredClone`, `postMessage` and JSON make a plain object of it, its handle. A counter in the first of the
 * getters tells a serialiser whether the value that it wrote had any in it.
 */
import { isPlain } from '../options.js'

/** A worker has this file twice, once in its own text and once in what a task imports: they count together. */
const counter = Symbol.for('allcores.handleReads')
const shared = globalThis as { [counter]?: number }

/** How many instances have been read by serialisers so far. */
export function handleReads(): number {
  return shared[counter] ?? 0
}

/** Gives an instance the properties that a clone of it keeps. */
export function identify(instance: object, type: string, properties: Readonly<Record<string, unknown>>): void {
  const count = () => {
    shared[counter] = handleReads() + 1
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

/** The handles of the blocks that buffers are over. */
const blocks = new WeakMap<ArrayBufferLike, object>()

/** Says that a buffer is the memory of the block of this handle. */
export function shows(buffer: ArrayBufferLike, handle: object): void {
  blocks.set(buffer, handle)
}

/** The handle of the block that a buffer is the memory of. */
export function blockBehind(buffer: ArrayBufferLike): object | undefined {
  return blocks.get(buffer)
}
