/**
 * Pipes: two ends, each of which sends to the other. A pipe is two rings, one for each direction, and a word for each end
 * that says whose it is; so an end whose owner died is seen to be closed by who waits for it.
 */
import { AllcoresError, show, typeError } from '../errors.js'
import { identify } from '../memory/handles.js'
import { checkOptions } from '../options.js'
import type { WaitOptions, WaitSyncOptions } from '../sync/index.js'
import { closed } from '../sync/instance.js'
import { check } from '../sync/options.js'
import { createPlace, newPlace, type Place, placeOf, type Source } from '../sync/place.js'
import { Getting, Putting } from './channel.js'
import { bytesIn, type PipeOptions } from './options.js'
import { closedError, END, LEAST, RING_WORDS, Ring } from './ring.js'

const TYPE = 'Connection'
const CAPACITY = 0
/** For each end: its owner, as in a lock that is never given back. */
const OWNERS = 1
/** Words before those of the rings. */
const HEAD = 16
const WORDS = HEAD + 2 * RING_WORDS
/** What the lock says beside its owner. */
const OWNER = 2 ** 30 - 1
const OWNER_DIED = -3

/** What is left of a {@link Connection} that was cloned or sent: `Connection.from` makes one of it. */
export type ConnectionHandle = { readonly type: 'Connection'; readonly end: number } & Source

/**
 * Makes a pipe: two ends, and what is sent into one is received from the other, in both directions.
 *
 * @param options - `between: 'processes'` for ends that may go to other processes; the default is `'threads'`. `bytes` of
 * memory for what waits, for each direction; see {@link PipeOptions}.
 * @returns The two ends. Keep one, send the other: who makes a {@link Connection} of it owns that end from then on.
 * @throws AllcoresError `NO_SPACE`; RangeError `OUT_OF_RANGE`; TypeError `INVALID_TYPE`.
 * @example
 * ```ts
 * const [here, there] = Pipe()
 * here.sendSync('hello')
 * there.recvSync() // 'hello'
 * there.close()
 * await here.recv().catch((error) => error.code) // 'QUEUE_CLOSED'
 * ```
 * @see Python's `multiprocessing.Pipe`.
 */
export function Pipe(options?: PipeOptions): [Connection, Connection] {
  const { between = 'threads' } = checkOptions(options, ['between', 'bytes'])
  const capacity = bytesIn(options, ['between', 'bytes'])
  const kind = { type: TYPE, words: WORDS, bytes: 2 * capacity }
  const prepare = ({ ints, at }: Place) => {
    ints[at + CAPACITY] = capacity
  }
  if (between === 'processes') {
    const place = createPlace(kind, undefined, prepare)
    return [
      new Connection(place, 0),
      new Connection(
        placeOf({ type: TYPE, ...place.source }, TYPE, () => WORDS),
        1,
      ),
    ]
  }
  if (between !== 'threads') {
    throw typeError('INVALID_TYPE', `between must be 'threads' or 'processes', got ${show(between)}`)
  }
  const place = newPlace(kind)
  prepare(place)
  return [new Connection(place, 0), new Connection(place, 1)]
}

/**
 * One end of a pipe. An instance that is sent to another thread or process arrives as a plain handle, of which
 * `Connection.from` makes the end there. When that thread or process ends, or closes its end, the other end receives what
 * was sent before, and then the end.
 *
 * @example
 * ```ts
 * const [here, there] = Pipe()
 * const same = Connection.from(structuredClone(there))
 * same.sendSync([1, 2])
 * await here.recv() // [ 1, 2 ]
 * ```
 * @see Python's `multiprocessing.connection.Connection`.
 */
export class Connection {
  readonly #place: Place
  readonly #out: Ring
  readonly #in: Ring
  readonly #putting: Putting
  readonly #getting: Getting
  /** Words of the owners of this end and of the other one. */
  readonly #own: number
  readonly #other: number
  #isOpen = true

  /** What a clone of it is known by. */
  declare readonly type: 'Connection'
  /** Which end it is: 0 or 1. */
  declare readonly end: number
  /** The memory of one between threads. */
  declare readonly memory?: SharedArrayBuffer
  /** The name of one between processes: that of its block of shared memory. */
  declare readonly name?: string

  /** @internal */
  constructor(place: Place, end: number) {
    const { ints, at, bytes, source, words } = place
    this.#place = place
    this.#own = at + OWNERS + end
    this.#other = at + OWNERS + 1 - end
    const capacity = ints[at + CAPACITY]!
    const look = () => this.#look()
    const ring = (index: number) => {
      const layout = {
        at: at + HEAD + index * RING_WORDS,
        offset: bytes.offset + index * capacity,
        capacity,
        maxsize: 0,
      }
      return new Ring(place, layout, look)
    }
    this.#out = ring(end)
    this.#in = ring(1 - end)
    this.#putting = new Putting(this.#out, 'name' in source ? 'processes' : 'threads')
    this.#getting = new Getting(this.#in)
    Atomics.store(ints, this.#own, words.token)
    identify(this, TYPE, { end, ...source })
  }

  /** The end that a handle is of: it is this thread's from now on. */
  static from(handle: ConnectionHandle | Connection): Connection {
    if (handle instanceof Connection) return handle
    const place = placeOf(handle, TYPE, () => WORDS)
    const capacity = place.ints[place.at + CAPACITY]!
    const isPower = capacity >= LEAST && (capacity & (capacity - 1)) === 0
    const fits = isPower && place.bytes.offset + 2 * capacity <= place.ints.byteLength
    if (fits && (handle.end === 0 || handle.end === 1)) return new Connection(place, handle.end)
    place.close()
    throw new AllcoresError('UNUSABLE_MEMORY', 'what the handle names is not the memory of a pipe')
  }

  /**
   * Sends a value, and waits for room. What is sent is received in this order.
   *
   * @param value - As for {@link Queue}'s `put`.
   * @param options - `signal`, `timeout` in ms.
   * @throws TypeError `NOT_CLONEABLE`, naming the part of the value; AllcoresError `QUEUE_CLOSED` if the other end is
   * closed, `TIMEOUT`, `ABORTED`: nothing was sent then.
   * @see Python's `Connection.send`.
   */
  async send(value: unknown, options?: WaitOptions): Promise<void> {
    this.#checkOpen()
    await this.#putting.put(value, check(options, ['signal', 'timeout']))
  }

  /** The same, blocking the thread. */
  sendSync(value: unknown, options?: WaitSyncOptions): void {
    this.#checkOpen()
    this.#putting.putSync(value, check(options, ['timeout']).timeout)
  }

  /**
   * Waits for a value.
   *
   * @param options - `signal`, `timeout` in ms.
   * @throws AllcoresError `QUEUE_CLOSED` once the other end is closed, or its owner has ended, and all that it sent was
   * received; `TIMEOUT`, `ABORTED`: nothing was received then.
   * @see Python's `Connection.recv`, which raises `EOFError` at the end.
   */
  async recv(options?: WaitOptions): Promise<unknown> {
    this.#checkOpen()
    return unlessEnd(await this.#getting.get(check(options, ['signal', 'timeout'])))
  }

  /** The same, blocking the thread. */
  recvSync(options?: WaitSyncOptions): unknown {
    this.#checkOpen()
    return unlessEnd(this.#getting.getSync(check(options, ['timeout']).timeout))
  }

  /**
   * Whether `recv` would have an answer at once: a value, or the end.
   *
   * @see Python's `Connection.poll`.
   */
  poll(): boolean {
    this.#checkOpen()
    this.#look()
    return this.#in.isReady
  }

  /** The values, as they are received, until the other end is closed. */
  async *[Symbol.asyncIterator](): AsyncGenerator<unknown, void, void> {
    while (this.#isOpen) {
      const value = await this.#getting.get({})
      if (value === END) return
      yield value
    }
  }

  /** Closes this end: the other one receives what was sent before, and then the end. What waits here rejects. */
  close(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#putting.end(closed())
    this.#getting.end(closed())
    this.#out.close()
    this.#in.close()
    // Who has not attached yet needs the name, which otherwise goes with this process.
    const { created, ints, words } = this.#place
    if (created && (Atomics.load(ints, this.#other) & OWNER) !== words.token) this.#place.unlink()
    this.#place.close()
  }

  /** Closes this end. */
  [Symbol.dispose](): void {
    this.close()
  }

  /** Closes the pipe if the owner of the other end is no more. */
  #look(): void {
    const { words, ints } = this.#place
    const isGone =
      (Atomics.load(ints, this.#other) & OWNER) !== 0 && words.lockAttempt(this.#other, 0, false) === OWNER_DIED
    if (!isGone) return
    this.#out.close()
    this.#in.close()
  }

  #checkOpen(): void {
    if (!this.#isOpen) throw closed()
  }
}

function unlessEnd(value: unknown): unknown {
  if (value === END) throw closedError('closed at the other end: there is nothing more to receive')
  return value
}
