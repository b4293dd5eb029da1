/**
 * How an instance survives a clone: what identifies it are its own enumerable properties, getters all of them, so that
 * `structuredClone`, `postMessage` and JSON make a plain object of it, its handle. A counter in the first of the
 * getters tells a serialiser whether the value that it wrote had any in it.
 */
import { isPlain } from '../options.js'

let reads = 0

/** How many instances have been read by serialisers so far. */
export function handleReads(): number {
  return reads
}

/** Gives an instance the properties that a clone of it keeps. */
export function identify(instance: object, type: string, properties: Readonly<Record<string, unknown>>): void {
  const count = () => {
    reads++
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
