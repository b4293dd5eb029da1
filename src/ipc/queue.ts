/**
 * Queues: values put by some threads or processes and got by others, each by one. What a queue holds is in one ring; in
 * front of its words are those of the queue itself.
 */
import { AllcoresError, rangeError } from '../errors.js'
import { identify, revivable } from '../memory/handles.js'
import type { SyncHandle, WaitOptions, WaitSyncOptions } from '../sync/index.js'
import { closed } from '../sync/instance.js'
import { check } from '../sync/options.js'
import { attachPlace, createPlace, newPlace, type Place, placeOf } from '../sync/place.js'
import { Getting, Putting } from './channel.js'
import { bytesIn, checkMaxsize, type QueueCreateOptions, type QueueOptions } from './options.js'
import { closedError, END, LEAST, RING_WORDS, Ring } from './ring.js'
import { Turns } from './turns.js'

const MAXSIZE = 0
const CAPACITY = 1
/** How many values were said to be done. */
const DONE = 2
/** Words before those of the ring. */
const HEAD = 16
const WORDS = HEAD + RING_WORDS

/** A new place of a queue between threads. */
function made(type: string, maxsize: unknown, options: QueueOptions | undefined): Place {
  const most = checkMaxsize(maxsize)
  const bytes = bytesIn(options)
  const place = newPlace({ type, words: WORDS, bytes })
  prepare(place, most, bytes)
  return place
}

/** The same between processes. */
function created(type: string, options: QueueCreateOptions | undefined): Place {
  const { maxsize, name } = (options ?? {}) as QueueCreateOptions
  const bytes = bytesIn(options, ['bytes', 'maxsize', 'name'])
  const most = checkMaxsize(maxsize)
  return createPlace({ type, words: WORDS, bytes }, name, (place) => prepare(place, most, bytes))
}

function prepare({ ints, at }: Place, maxsize: number, bytes: number): void {
  ints[at + MAXSIZE] = maxsize
  ints[at + CAPACITY] = bytes
}

/** A place that others made, if its head says what can be. */
function checked(place: Place): Place {
  const { ints, at, bytes } = place
  const capacity = ints[at + CAPACITY]!
  const fits = capacity >= LEAST && (capacity & (capacity - 1)) === 0 && bytes.offset + capacity <= ints.byteLength
  if (fits && ints[at + MAXSIZE]! >= 0) return place
  place.close()
  throw new AllcoresError('UNUSABLE_MEMORY', 'what the handle names is not the memory of a queue')
}

/** What both kinds of queue have in common. */
export abstract class AnyQueue<T> {
  readonly #place: Place
  readonly #ring: Ring
  readonly #putting: Putting
  readonly #getting: Getting
  #isOpen = true

  /** The most values that are in it at a time; 0 if there is no limit but memory. */
  readonly maxsize!: number
  /** What a clone of it is known by. */
  declare readonly type: string
  /** The memory of one between threads. */
  declare readonly memory?: SharedArrayBuffer
  /** The name of one between processes: that of its block of shared memory. */
  declare readonly name?: string

  /** @internal */
  constructor(type: string, place: Place) {
    const { ints, at, bytes, source } = place
    const maxsize = ints[at + MAXSIZE]!
    this.#place = place
    this.#ring = new Ring(place, { at: at + HEAD, offset: bytes.offset, capacity: ints[at + CAPACITY]!, maxsize })
    this.#putting = new Putting(this.#ring, 'name' in source ? 'processes' : 'threads')
    this.#getting = new Getting(this.#ring)
    Object.defineProperty(this, 'maxsize', { value: maxsize })
    identify(this, type, source)
  }

  /** @internal */
  protected get place(): Place {
    this.#checkOpen()
    return this.#place
  }

  /** @internal */
  protected get ring(): Ring {
    this.#checkOpen()
    return this.#ring
  }

  #checkOpen(): void {
    if (!this.#isOpen) throw closed()
  }

  /**
   * Puts a value, and waits for room. Values of one thread are got in the order in which they were put.
   *
   * The value is encoded at the call: what becomes of it afterwards does not matter.
   *
   * @param value - Whatever `structuredClone` takes, but no SharedArrayBuffer and no port; shared memory with a name, and
   * locks between processes, arrive as themselves. Sent twice, an object arrives as two.
   * @param options - `signal`, `timeout` in ms.
   * @throws TypeError `NOT_CLONEABLE`, naming the part of the value; AllcoresError `QUEUE_CLOSED`, `TIMEOUT`, `ABORTED`:
   * nothing was put then.
   * @example
   * ```ts
   * const queue = new Queue(50)
   * await queue.put({ id: 1 })
   * queue.size // 1
   * ```
   * @see Python's `Queue.put`.
   */
  async put(value: T, options?: WaitOptions): Promise<void> {
    this.#checkOpen()
    await this.#putting.put(value, check(options, ['signal', 'timeout']))
  }

  /**
   * The same, blocking the thread. A thread that is terminated meanwhile ends.
   *
   * @throws As `put`.
   */
  putSync(value: T, options?: WaitSyncOptions): void {
    this.#checkOpen()
    this.#putting.putSync(value, check(options, ['timeout']).timeout)
  }

  /**
   * Puts a value if there is room for it now; whether it did.
   *
   * @throws As `put`.
   * @example
   * ```ts
   * const queue = new Queue(1)
   * queue.tryPut('a') // true
   * queue.tryPut('b') // false
   * ```
   * @see Python's `Queue.put_nowait`, which raises `queue.Full`.
   */
  tryPut(value: T): boolean {
    this.#checkOpen()
    return this.#putting.tryPut(value)
  }

  /**
   * Waits for a value and takes it. Those of one thread are served in the order in which they asked.
   *
   * A pending call keeps the program alive, as a pending read does. A large value that has begun to arrive is received to
   * its end, whatever the timeout.
   *
   * @param options - `signal`, `timeout` in ms.
   * @throws AllcoresError `QUEUE_CLOSED` once the queue is closed and empty; `TIMEOUT`, `ABORTED`: nothing was taken then.
   * @example
   * ```ts
   * const queue = new Queue()
   * queue.putSync([1, 2])
   * await queue.get() // [ 1, 2 ]
   * ```
   * @see Python's `Queue.get`.
   */
  async get(options?: WaitOptions): Promise<T> {
    this.#checkOpen()
    return unlessEnd(await this.#getting.get(check(options, ['signal', 'timeout']))) as T
  }

  /**
   * The same, blocking the thread. A thread that is terminated meanwhile ends.
   *
   * @throws As `get`.
   */
  getSync(options?: WaitSyncOptions): T {
    this.#checkOpen()
    return unlessEnd(this.#getting.getSync(check(options, ['timeout']).timeout)) as T
  }

  /**
   * Takes a value if there is one now; undefined if there is none. Where undefined may be a value, use
   * `getSync({ timeout: 0 })`.
   *
   * @throws AllcoresError `QUEUE_CLOSED` once the queue is closed and empty.
   * @see Python's `Queue.get_nowait`, which raises `queue.Empty`.
   */
  tryGet(): T | undefined {
    this.#checkOpen()
    return unlessEnd(this.#getting.tryGet()) as T | undefined
  }

  /** How many values are in it: what others put and get meanwhile is not waited for. */
  get size(): number {
    return this.ring.size
  }

  /** Whether there is no value in it. */
  get empty(): boolean {
    return this.ring.size === 0
  }

  /** Whether there are `maxsize` values in it. */
  get full(): boolean {
    return this.ring.isFull
  }

  /** Whether it was closed. */
  get closed(): boolean {
    return this.ring.puts.isClosed
  }

  /**
   * Says, to all who share the queue, that nothing more is put. What is in it can still be got; then iteration ends, and
   * `get` throws. More than once does no harm.
   *
   * @example
   * ```ts
   * const queue = new Queue()
   * queue.putSync('last')
   * queue.close()
   * const values = []
   * for await (const value of queue) values.push(value)
   * values // [ 'last' ]
   * ```
   * @see Python's `Queue.shutdown`; its `Queue.close` is about one process only.
   */
  close(): void {
    this.ring.close()
  }

  /** Takes the name away: nobody can attach any more, and those who have it go on. The creator's end does it as well. */
  unlink(): void {
    this.#place.unlink()
  }

  /** Ends this handle; what waits through it rejects. The one that created the queue closes it and takes the name away. */
  [Symbol.dispose](): void {
    if (!this.#isOpen) return
    const { source } = this.#place
    if (this.#place.created || 'memory' in source) this.close()
    if ('memory' in source) return
    if (this.#place.created) this.unlink()
    this.#isOpen = false
    this.#putting.end(closed())
    this.#getting.end(closed())
    this.#place.close()
  }

  /** The values, as they are got, until the queue is closed and empty. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, void> {
    for (;;) {
      this.#checkOpen()
      const value = await this.#getting.get({})
      if (value === END) return
      yield value as T
    }
  }
}

function unlessEnd(value: unknown): unknown {
  if (value === END) throw closedError('empty and closed: there is nothing more to get')
  return value
}

/**
 * A queue: any number of threads put values into it, and any number get them, each value by one. What is put waits in
 * memory of a fixed size, so that producers which are faster than consumers wait for them.
 *
 * An instance that is sent to another thread arrives as a plain handle, of which `Queue.from` makes a queue of the same
 * memory. A thread that ends in the middle of a put leaves nothing of it, and one that ends in the middle of a get takes
 * no more than that one value with it.
 *
 * @example
 * ```ts
 * const queue = new Queue(50)
 * const same = Queue.from(structuredClone(queue))
 * same.putSync({ id: 1, tags: ['a'] })
 * queue.getSync() // { id: 1, tags: [ 'a' ] }
 * ```
 * @see Python's `multiprocessing.Queue`.
 */
export class Queue<T = unknown> extends AnyQueue<T> {
  declare readonly type: 'Queue'

  /**
   * Makes a queue between the threads of this process.
   *
   * @param maxsize - The most values that are in it at a time. Default 0: as many as there is memory for.
   * @param options - `bytes` of memory for what waits; see {@link QueueOptions}.
   */
  constructor(maxsize?: number, options?: QueueOptions)
  /** @internal */
  constructor(maxsize?: number, options?: QueueOptions, place?: Place)
  constructor(maxsize?: number, options?: QueueOptions, place: Place = made('Queue', maxsize, options)) {
    super('Queue', place)
  }

  /**
   * Makes a queue between processes. This process owns it: its end takes the name away.
   *
   * @param options - `maxsize`, `bytes`, `name`; see {@link QueueCreateOptions}.
   * @throws AllcoresError `NAME_EXISTS`, `NO_SPACE`; RangeError `INVALID_NAME`, `OUT_OF_RANGE`.
   * @example
   * ```ts
   * using queue = Queue.create({ maxsize: 50 })
   * using same = Queue.attach(queue.name)
   * same.putSync('across')
   * queue.getSync() // 'across'
   * ```
   */
  static create<T = unknown>(options?: QueueCreateOptions): Queue<T> & { readonly name: string } {
    return new Queue<T>(0, undefined, created('Queue', options)) as Queue<T> & { readonly name: string }
  }

  /**
   * The queue of this name, which any process of this user created.
   *
   * @throws AllcoresError `NAME_NOT_FOUND`; `UNUSABLE_MEMORY` for what is no queue.
   */
  static attach<T = unknown>(name: string): Queue<T> {
    return new Queue(0, undefined, checked(attachPlace('Queue', name)))
  }

  /** The queue that a handle is of: what is left of an instance after a clone. */
  static from<T = unknown>(handle: SyncHandle<'Queue'> | Queue<T>): Queue<T> {
    if (handle instanceof Queue) return handle
    return new Queue(0, undefined, checked(placeOf(handle, 'Queue', () => WORDS)))
  }
}

/**
 * A queue that knows when all that was put has been dealt with: who gets a value says so when it is done.
 *
 * A consumer that dies before it said so leaves `join` waiting, as in Python: the value was not dealt with.
 *
 * @example
 * ```ts
 * const queue = new JoinableQueue()
 * queue.putSync('work')
 * queue.getSync()
 * queue.taskDone()
 * await queue.join()
 * ```
 * @see Python's `multiprocessing.JoinableQueue`.
 */
export class JoinableQueue<T = unknown> extends AnyQueue<T> {
  declare readonly type: 'JoinableQueue'
  readonly #joining: Turns

  /** Makes a queue between the threads of this process; as that of {@link Queue}. */
  constructor(maxsize?: number, options?: QueueOptions)
  /** @internal */
  constructor(maxsize?: number, options?: QueueOptions, place?: Place)
  constructor(maxsize?: number, options?: QueueOptions, place: Place = made('JoinableQueue', maxsize, options)) {
    super('JoinableQueue', place)
    this.#joining = new Turns(
      place.words,
      () => {},
      () => false,
    )
  }

  /** Makes a queue between processes; as that of {@link Queue}. */
  static create<T = unknown>(options?: QueueCreateOptions): JoinableQueue<T> & { readonly name: string } {
    const queue = new JoinableQueue<T>(0, undefined, created('JoinableQueue', options))
    return queue as JoinableQueue<T> & { readonly name: string }
  }

  /** The queue of this name, which any process of this user created. */
  static attach<T = unknown>(name: string): JoinableQueue<T> {
    return new JoinableQueue(0, undefined, checked(attachPlace('JoinableQueue', name)))
  }

  /** The queue that a handle is of: what is left of an instance after a clone. */
  static from<T = unknown>(handle: SyncHandle<'JoinableQueue'> | JoinableQueue<T>): JoinableQueue<T> {
    if (handle instanceof JoinableQueue) return handle
    return new JoinableQueue(0, undefined, checked(placeOf(handle, 'JoinableQueue', () => WORDS)))
  }

  /** Values that were put and not yet said to be done. */
  get unfinished(): number {
    return (this.ring.puts.count - Atomics.load(this.place.ints, this.place.at + DONE)) | 0
  }

  /**
   * Says that a value that was got is done.
   *
   * @throws RangeError `OUT_OF_RANGE` if that was said of as many values as were put.
   */
  taskDone(): void {
    const { ints, at, words } = this.place
    for (;;) {
      const done = Atomics.load(ints, at + DONE)
      const left = (this.ring.puts.count - done) | 0
      if (left <= 0) throw rangeError('OUT_OF_RANGE', 'taskDone() was called more often than values were put')
      if (Atomics.compareExchange(ints, at + DONE, done, (done + 1) | 0) !== done) continue
      if (left === 1) words.wake(at + DONE, 2 ** 32 - 1)
      return
    }
  }

  /**
   * Waits until all values that were put have been said to be done.
   *
   * @param options - `signal`, `timeout` in ms.
   * @throws AllcoresError `TIMEOUT`, `ABORTED`.
   */
  async join(options?: WaitOptions): Promise<void> {
    await this.#joining.run(this.#call(), check(options, ['signal', 'timeout']))
  }

  /** The same, blocking the thread. */
  joinSync(options?: WaitSyncOptions): void {
    this.#joining.runSync(this.#call(), check(options, ['timeout']).timeout)
  }

  #call() {
    const { ints, at } = this.place
    return {
      attempt: () => {
        this.ring.puts.noteDeaths()
        const step = Atomics.load(ints, at + DONE)
        return step === this.ring.puts.count ? undefined : { at: at + DONE, step: step >>> 0 }
      },
      leave: () => true,
    }
  }
}

revivable('Queue', (handle) => Queue.from(handle))
revivable('JoinableQueue', (handle) => JoinableQueue.from(handle))
