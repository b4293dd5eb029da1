/** A map that forgets its least recently used entry: bounds what is remembered about functions, here and in workers. */

/** A Map of at most `capacity` entries; reading an entry makes it the youngest. */
export class LruMap<K, V> {
  readonly #capacity: number
  readonly #entries = new Map<K, V>()

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  get(key: K): V | undefined {
    const value = this.#entries.get(key)
    if (value !== undefined && this.#entries.size > 1) {
      this.#entries.delete(key)
      this.#entries.set(key, value)
    }
    return value
  }

  /** Adds an entry and returns the key that had to go for it, if any. */
  set(key: K, value: V): K | undefined {
    this.#entries.set(key, value)
    if (this.#entries.size <= this.#capacity) return undefined
    const [oldest] = this.#entries.keys()
    this.#entries.delete(oldest as K)
    return oldest
  }

  values(): Iterable<V> {
    return this.#entries.values()
  }

  delete(key: K): void {
    this.#entries.delete(key)
  }
}
