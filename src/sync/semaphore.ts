/** Semaphores: permits that are acquired and given back. */

import { AllcoresError, rangeError, show, typeError } from '../errors.js'
import { revivable } from '../memory/handles.js'
import { Held } from './held.js'
import { type CreateOptions, nameIn, Shared, type SyncHandle } from './instance.js'
import { type AcquireOptions, type AcquireSyncOptions, check } from './options.js'
import { attachPlace, createPlace, layout, newPrepared, type Place, placeOf } from './place.js'
import { check as checkStep, REPAIRED, WaitWord } from './waiting.js'

/** The most permits. */
const MOST = 2 ** 31 - 1

function permits(name: string, value: unknown, least: number): number {
  const wanted = `${name} must be an integer from ${least} to ${MOST}, got ${show(value)}`
  if (typeof value !== 'number') throw typeError('INVALID_TYPE', wanted)
  if (!Number.isInteger(value) || value < least || value > MOST) throw rangeError('OUT_OF_RANGE', wanted)
  return value
}

/** What both kinds of semaphore have in common. */
export abstract class AnySemaphore<T extends string = string> extends Shared<T> {
  readonly #at: number
  readonly #waiting: WaitWord
  /** What this instance gave out last and did not get back. */
  #latest: Held | undefined

  /** @internal */
  constructor(type: T, place: Place) {
    super(type, place)
    this.#at = place.at
    this.#waiting = new WaitWord(place.words, place.at + layout.wait, () => place.words.semaphoreAbandon(this.#at))
  }

  /** Permits that are to be had now. */
  get count(): number {
    this.checkOpen()
    return this.place.words.semaphoreCount(this.#at)
  }

  /**
   * Waits for a permit. Those of one thread get theirs in the order in which they asked.
   *
   * A pending call keeps the program alive, as a pending read does.
   *
   * @param options - `signal`, `timeout` in ms, and `repair`, see {@link AcquireOptions}.
   * @returns The permit: `await using held = await semaphore.acquire()` gives it back at the end of the block.
   * @throws AllcoresError `TIMEOUT`, `ABORTED`; {@link OwnerDiedError}: nothing was acquired then.
   * @see Python's `Semaphore.acquire`, which returns whether it did.
   */
  async acquire(options?: AcquireOptions): Promise<Held> {
    const checked = check(options, ['signal', 'timeout', 'repair'])
    const attempt = (turn: number) => this.#attempt(turn, checked.repair, true)
    if (!this.#waiting.isBusy) {
      const step = this.#attempt(0, checked.repair, false)
      if (step < 0) return this.#result(step)
    }
    return this.#result(await this.#waiting.wait(attempt, checked))
  }

  /** The same, blocking the thread. A thread that is terminated meanwhile ends. */
  acquireSync(options?: AcquireSyncOptions): Held {
    const { repair, timeout } = check(options, ['timeout', 'repair'])
    const step = this.#attempt(0, repair, false)
    if (step < 0) return this.#result(step)
    return this.#result(this.#waiting.waitSync((turn) => this.#attempt(turn, repair, true), timeout))
  }

  /** Takes a permit if there is one; undefined if there is none. */
  tryAcquire(): Held | undefined {
    const step = this.#attempt(0, false, false)
    return step < 0 ? this.#result(step) : undefined
  }

  /**
   * Gives permits back, whoever acquired them; with no bound, also such as nobody acquired.
   *
   * @param count - How many. Default 1.
   * @throws AllcoresError `ABOVE_BOUND` where there would be more than there can be; nothing is given back then.
   * @see Python's `Semaphore.release`.
   */
  release(count = 1): void {
    this.checkOpen()
    permits('count', count, 1)
    this.#giveBack(count)
    for (let left = count; left > 0 && this.#latest !== undefined; left--) {
      this.#latest.isOpen = false
      this.#latest = this.#latest.before
    }
  }

  /**
   * Runs a function while holding a permit.
   *
   * @returns What the function returns.
   */
  async run<R>(fn: () => R | PromiseLike<R>, options?: AcquireOptions): Promise<R> {
    if (typeof fn !== 'function') throw typeError('INVALID_TYPE', `fn must be a function, got ${show(fn)}`)
    const held = await this.acquire(options)
    try {
      return await fn()
    } finally {
      held.release()
    }
  }

  /** @internal Takes back what this instance gave out. */
  giveBack(held: Held): void {
    held.isOpen = false
    if (this.isClosed) return
    this.#giveBack(1)
    if (this.#latest === held) {
      this.#latest = held.before
      return
    }
    let after = this.#latest
    while (after !== undefined && after.before !== held) after = after.before
    if (after !== undefined) after.before = held.before
  }

  #giveBack(count: number): void {
    if (!this.place.words.semaphoreRelease(this.#at, count)) {
      throw new AllcoresError('ABOVE_BOUND', `${count} more permits would be more than there can be`)
    }
  }

  #attempt(turn: number, repair: boolean, wait: boolean): number {
    return this.place.words.semaphoreAttempt(this.#at, turn, repair, wait)
  }

  #result(step: number): Held {
    checkStep(step)
    this.#latest = new Held(this, step === REPAIRED, this.#latest)
    return this.#latest
  }
}

/**
 * A number of permits: `acquire` takes one and waits while there is none, `release` gives one back.
 *
 * A permit belongs to the thread that acquired it until somebody gives it back. If that thread ends before, the next
 * acquire throws {@link OwnerDiedError}, and each one after it, until somebody acquires with `{ repair: true }`: that
 * puts the permits of those who died back.
 *
 * @example
 * ```ts
 * const downloads = new Semaphore(2)
 * const first = await downloads.acquire()
 * const second = await downloads.acquire()
 * downloads.tryAcquire() // undefined
 * first.release()
 * downloads.count // 1
 * second.release()
 * ```
 * @see Python's `threading.Semaphore` and `multiprocessing.Semaphore`.
 */
export class Semaphore extends AnySemaphore<'Semaphore'> {
  /**
   * Makes a semaphore between the threads of this process.
   *
   * @param count - Its permits. Default 1.
   */
  constructor(count?: number)
  /** @internal */
  constructor(count: number, place: Place)
  constructor(count = 1, place?: Place) {
    super('Semaphore', place ?? made('Semaphore', permits('count', count, 0), 0))
  }

  /** Makes a semaphore between processes. This process owns it: its end takes the name away. */
  static create(count = 1, options?: CreateOptions): Semaphore {
    return new Semaphore(0, made('Semaphore', permits('count', count, 0), 0, options ?? {}))
  }

  /** The semaphore of this name, which any process of this user created. */
  static attach(name: string): Semaphore {
    return new Semaphore(0, attachPlace('Semaphore', name))
  }

  /** The semaphore that a handle is of: what is left of an instance after a clone. */
  static from(handle: SyncHandle<'Semaphore'> | Semaphore): Semaphore {
    if (handle instanceof Semaphore) return handle
    return new Semaphore(
      0,
      placeOf(handle, 'Semaphore', () => layout.semaphore),
    )
  }
}

/**
 * A semaphore that cannot have more permits than it began with: to give back one too many is an error.
 *
 * @example
 * ```ts
 * const connections = new BoundedSemaphore(4)
 * await connections.run(() => connections.count) // 3
 * connections.count // 4
 * ```
 * @see Python's `threading.BoundedSemaphore` and `multiprocessing.BoundedSemaphore`.
 */
export class BoundedSemaphore extends AnySemaphore<'BoundedSemaphore'> {
  /**
   * Makes a semaphore between the threads of this process.
   *
   * @param count - Its permits. Default 1.
   */
  constructor(count?: number)
  /** @internal */
  constructor(count: number, place: Place)
  constructor(count = 1, place?: Place) {
    super('BoundedSemaphore', place ?? made('BoundedSemaphore', permits('count', count, 1), count))
  }

  /** Makes a semaphore between processes. This process owns it: its end takes the name away. */
  static create(count = 1, options?: CreateOptions): BoundedSemaphore {
    return new BoundedSemaphore(0, made('BoundedSemaphore', permits('count', count, 1), count, options ?? {}))
  }

  /** The semaphore of this name, which any process of this user created. */
  static attach(name: string): BoundedSemaphore {
    return new BoundedSemaphore(0, attachPlace('BoundedSemaphore', name))
  }

  /** The semaphore that a handle is of: what is left of an instance after a clone. */
  static from(handle: SyncHandle<'BoundedSemaphore'> | BoundedSemaphore): BoundedSemaphore {
    if (handle instanceof BoundedSemaphore) return handle
    return new BoundedSemaphore(
      0,
      placeOf(handle, 'BoundedSemaphore', () => layout.semaphore),
    )
  }
}

/** A place with its permits; between processes, if there are options. */
function made(type: string, count: number, bound: number, options?: CreateOptions): Place {
  const kind = { type, words: layout.semaphore }
  const prepare = ({ words, at }: Place) => words.semaphorePrepare(at, count, bound)
  if (options !== undefined) return createPlace(kind, nameIn(options), prepare)
  return newPrepared(kind, prepare)
}

revivable('Semaphore', (handle) => Semaphore.from(handle))
revivable('BoundedSemaphore', (handle) => BoundedSemaphore.from(handle))
