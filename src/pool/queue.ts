/** A FIFO from whose middle an entry can go in constant time: cancelled work must not wait in line to be forgotten. */

/** What a queue links. */
export interface Links<T> {
  before: T | undefined
  after: T | undefined
}

/** A doubly linked list through the entries themselves. */
export class Queue<T extends Links<T>> {
  #first: T | undefined
  #last: T | undefined
  #size = 0

  get size(): number {
    return this.#size
  }

  push(entry: T): void {
    entry.before = this.#last
    entry.after = undefined
    if (this.#last === undefined) this.#first = entry
    else this.#last.after = entry
    this.#last = entry
    this.#size += 1
  }

  /** Puts an entry back at the head. */
  unshift(entry: T): void {
    entry.before = undefined
    entry.after = this.#first
    if (this.#first === undefined) this.#last = entry
    else this.#first.before = entry
    this.#first = entry
    this.#size += 1
  }

  shift(): T | undefined {
    const entry = this.#first
    if (entry !== undefined) this.remove(entry)
    return entry
  }

  /** Takes out an entry that is in this queue. */
  remove(entry: T): void {
    if (entry.before === undefined) this.#first = entry.after
    else entry.before.after = entry.after
    if (entry.after === undefined) this.#last = entry.before
    else entry.after.before = entry.before
    entry.before = undefined
    entry.after = undefined
    this.#size -= 1
  }
}
