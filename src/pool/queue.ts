/**
 * What waits: by priority, and first come, first served among equals. An entry can go from the middle in constant time,
 * because cancelled work must not wait in line to be forgotten.
 */

/** What a queue links. */
export interface Links<T> {
  before: T | undefined
  after: T | undefined
}

/** A doubly linked list through the entries themselves. */
export class Queue<T extends Links<T>> {
  /** That of its entries, where they have one. */
  readonly priority: number
  #first: T | undefined
  #last: T | undefined
  #size = 0

  constructor(priority = 0) {
    this.priority = priority
  }

  get size(): number {
    return this.#size
  }

  get first(): T | undefined {
    return this.#first
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

/** Entries that have a priority. */
export interface Prioritised<T> extends Links<T> {
  readonly priority: number
}

/** One queue for each priority in use. */
export class PriorityQueue<T extends Prioritised<T>> {
  readonly #byPriority = new Map<number, Queue<T>>()
  /** The queues, highest priority first; usually there is one. */
  readonly #queues: Queue<T>[] = []
  #size = 0

  get size(): number {
    return this.#size
  }

  push(entry: T): void {
    this.#size += 1
    this.#queue(entry.priority).push(entry)
  }

  /** Puts an entry back at the head of those of its priority. */
  unshift(entry: T): void {
    this.#size += 1
    this.#queue(entry.priority).unshift(entry)
  }

  /** The entry that is next. */
  get first(): T | undefined {
    for (const queue of this.#queues) if (queue.size > 0) return queue.first
    return undefined
  }

  shift(): T | undefined {
    const entry = this.first
    if (entry !== undefined) this.remove(entry)
    return entry
  }

  /** Takes out an entry that is in this queue. */
  remove(entry: T): void {
    this.#size -= 1
    const queue = this.#byPriority.get(entry.priority)!
    queue.remove(entry)
    if (queue.size > 0 || entry.priority === 0) return
    this.#byPriority.delete(entry.priority)
    this.#queues.splice(this.#queues.indexOf(queue), 1)
  }

  *[Symbol.iterator](): Generator<T> {
    for (const queue of this.#queues) for (let entry = queue.first; entry; entry = entry.after) yield entry
  }

  #queue(priority: number): Queue<T> {
    const known = this.#byPriority.get(priority)
    if (known !== undefined) return known
    const made = new Queue<T>(priority)
    const lower = this.#queues.findIndex((queue) => queue.priority < priority)
    this.#byPriority.set(priority, made)
    this.#queues.splice(lower < 0 ? this.#queues.length : lower, 0, made)
    return made
  }
}
