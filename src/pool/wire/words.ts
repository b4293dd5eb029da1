/**
 * Words of memory that a pool and one worker share, because a busy worker reads no messages and a dead one sends none:
 * which chunk the worker runs, which item of it, since when, and which chunk it is to stop. The worker writes the item
 * before it looks whether it is to stop, and the pool asks it to stop before it reads the item; so whatever the pool reads,
 * no item after that one will be begun.
 */

/** How many words there are. */
export const WORDS = 4

const CHUNK = 0
const AT = 1
const SINCE = 2
const STOP = 3

/** The item of a chunk that the worker has not begun. */
export const NOT_BEGUN = -1

/** Where one worker is, as both sides see it. */
export class Words {
  readonly #words: Int32Array

  /** `words` is memory that both sides see: {@link WORDS} of them, all zero. */
  constructor(words: Int32Array) {
    this.#words = words
  }

  /** Pool: the item of this chunk that the worker is at; its size where it is through, negative where it has not begun. */
  at(chunk: number): number {
    return Atomics.load(this.#words, CHUNK) === chunk ? Atomics.load(this.#words, AT) : NOT_BEGUN
  }

  /** Pool: how long it has been at that item, in ms; known of chunks whose items are timed. */
  spent(): number {
    return (now() - Atomics.load(this.#words, SINCE)) | 0
  }

  /** Pool: asks the worker to stop with this chunk before its next item. */
  stop(chunk: number): void {
    Atomics.store(this.#words, STOP, chunk)
  }

  /** Worker: begins with a chunk. */
  begin(chunk: number): void {
    Atomics.store(this.#words, AT, NOT_BEGUN)
    Atomics.store(this.#words, CHUNK, chunk)
  }

  /** Worker: is at an item; true if it is to stop before it. */
  enter(at: number): boolean {
    Atomics.store(this.#words, AT, at)
    return Atomics.load(this.#words, STOP) === Atomics.load(this.#words, CHUNK)
  }

  /** Worker: notes the time at which it begins an item. */
  time(): void {
    Atomics.store(this.#words, SINCE, now())
  }

  /** Worker: is through with a chunk of this size. */
  end(size: number): void {
    Atomics.store(this.#words, AT, size)
  }
}

/** A clock that all threads and processes of a machine share, in ms; it wraps. */
function now(): number {
  const [seconds, nanoseconds] = process.hrtime()
  return (seconds * 1000 + nanoseconds / 1e6) | 0
}
