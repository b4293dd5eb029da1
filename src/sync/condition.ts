/** The condition: waiting, with a lock given back, until others say that something has changed. */

import { rangeError, show, typeError } from '../errors.js'
import { revivable } from '../memory/handles.js'
import type { Held } from './held.js'
import { type CreateOptions, nameIn, Shared, type SyncHandle } from './instance.js'
import { Lock } from './lock.js'
import {
  type AcquireOptions,
  type AcquireSyncOptions,
  check,
  type WaitOptions,
  type WaitSyncOptions,
} from './options.js'
import { attachPlace, createPlace, layout, newPlace, type Place, placeOf } from './place.js'
import { check as checkStep, WaitWord } from './waiting.js'

/** The lock's words come first, an even number of them. */
const LOCK = 2
const KIND = { type: 'Condition', words: LOCK + layout.condition }

/**
 * A lock, and a way to wait for what it guards to change: `wait` gives the lock back, waits to be notified and takes the
 * lock again.
 *
 * A notification goes to those who waited before it, first come, first served. One that was given to somebody who gave up
 * or died goes to all the others instead: so `wait` can return with nothing changed, and what is waited for has to be
 * looked at again, as {@link Condition.waitFor} does.
 *
 * @example
 * ```ts
 * const condition = new Condition()
 * const queue: number[] = []
 * setTimeout(() => condition.run(() => {
 *   queue.push(42)
 *   condition.notify()
 * }), 1)
 * const held = await condition.acquire()
 * await condition.waitFor(() => queue.length > 0)
 * queue.shift() // 42
 * held.release()
 * ```
 * @see Python's `threading.Condition` and `multiprocessing.Condition`.
 */
export class Condition extends Shared<'Condition'> {
  readonly #at: number
  readonly #waiting: WaitWord
  /** The lock; whoever calls `wait` or `notify` holds it. */
  readonly #lock: Lock

  /** Makes a condition, with its lock, between the threads of this process. */
  constructor()
  /** @internal */
  constructor(place?: Place)
  constructor(place: Place = newPlace(KIND)) {
    super('Condition', place)
    this.#at = place.at + LOCK
    this.#lock = new Lock(place)
    this.#waiting = new WaitWord(place.words, this.#at + layout.wait)
  }

  /** Makes a condition between processes. This process owns it: its end takes the name away. */
  static create(options?: CreateOptions): Condition {
    return new Condition(createPlace(KIND, nameIn(options)))
  }

  /** The condition of this name, which any process of this user created. */
  static attach(name: string): Condition {
    return new Condition(attachPlace('Condition', name))
  }

  /** The condition that a handle is of: what is left of an instance after a clone. */
  static from(handle: SyncHandle<'Condition'> | Condition): Condition {
    return handle instanceof Condition ? handle : new Condition(placeOf(handle, 'Condition', () => KIND.words))
  }

  /** Acquires the lock. See {@link Lock.acquire}. */
  async acquire(options?: AcquireOptions): Promise<Held> {
    this.checkOpen()
    return this.#lock.acquire(options)
  }

  /** Acquires the lock. See {@link Lock.acquireSync}. */
  acquireSync(options?: AcquireSyncOptions): Held {
    this.checkOpen()
    return this.#lock.acquireSync(options)
  }

  /** Acquires the lock, if it is free. See {@link Lock.tryAcquire}. */
  tryAcquire(): Held | undefined {
    this.checkOpen()
    return this.#lock.tryAcquire()
  }

  /** Gives the lock back. See {@link Lock.release}. */
  release(): void {
    this.checkOpen()
    this.#lock.release()
  }

  /** Runs a function while holding the lock. See {@link Lock.run}. */
  async run<R>(fn: () => R | PromiseLike<R>, options?: AcquireOptions): Promise<R> {
    this.checkOpen()
    return this.#lock.run(fn, options)
  }

  /**
   * Gives the lock back, waits to be notified, and takes the lock again. However it ends, the lock is held again.
   *
   * @param options - `signal`, and `timeout` in ms. Neither ends the wait for the lock that follows.
   * @throws AllcoresError `NOT_OWNER` without the lock, `TIMEOUT`, `ABORTED`; {@link OwnerDiedError} if somebody died
   * with the lock meanwhile: only then it is not held.
   */
  async wait(options?: WaitOptions): Promise<void> {
    const checked = check(options, ['signal', 'timeout'])
    const [ticket, held] = this.#leave()
    let failed: { error: unknown } | undefined
    try {
      checkStep(await this.#waiting.wait(() => this.place.words.conditionAttempt(this.#at, ticket), checked))
    } catch (error) {
      failed = this.#cancelled(ticket, error)
    }
    this.#lock.resume(held, await this.#lock.acquire())
    if (failed !== undefined) throw failed.error
  }

  /** The same, blocking the thread. A thread that is terminated meanwhile ends. */
  waitSync(options?: WaitSyncOptions): void {
    const { timeout } = check(options, ['timeout'])
    const [ticket, held] = this.#leave()
    let failed: { error: unknown } | undefined
    try {
      checkStep(this.#waiting.waitSync(() => this.place.words.conditionAttempt(this.#at, ticket), timeout))
    } catch (error) {
      failed = this.#cancelled(ticket, error)
    }
    this.#lock.resume(held, this.#lock.acquireSync())
    if (failed !== undefined) throw failed.error
  }

  /**
   * Waits until `predicate` gives something that is true. It is asked with the lock held: first, and whenever `wait` returns.
   *
   * @returns What the predicate gave.
   * @see Python's `Condition.wait_for`.
   */
  async waitFor<R>(predicate: () => R, options?: WaitOptions): Promise<R> {
    checkPredicate(predicate)
    const { signal, timeout } = check(options, ['signal', 'timeout'])
    const end = timeout === undefined ? undefined : performance.now() + timeout
    for (;;) {
      const result = predicate()
      if (result) return result
      await this.wait({ signal, timeout: left(end) })
    }
  }

  /** The same, blocking the thread. */
  waitForSync<R>(predicate: () => R, options?: WaitSyncOptions): R {
    checkPredicate(predicate)
    const { timeout } = check(options, ['timeout'])
    const end = timeout === undefined ? undefined : performance.now() + timeout
    for (;;) {
      const result = predicate()
      if (result) return result
      this.waitSync({ timeout: left(end) })
    }
  }

  /**
   * Notifies those who wait, in the order in which they began to.
   *
   * @param count - How many. Default 1.
   * @throws AllcoresError `NOT_OWNER` without the lock.
   */
  notify(count = 1): void {
    if (typeof count !== 'number') throw typeError('INVALID_TYPE', `count must be a number, got ${show(count)}`)
    if (!Number.isInteger(count) || count < 1) {
      throw rangeError('OUT_OF_RANGE', `count must be an integer from 1 on, got ${show(count)}`)
    }
    this.#checkHeld()
    this.place.words.conditionNotify(this.#at, Math.min(count, 2 ** 32 - 1))
  }

  /** Notifies all who wait. */
  notifyAll(): void {
    this.notify(2 ** 32 - 1)
  }

  /** Ends this handle of one between processes. */
  override close(): void {
    super.close()
    if (this.isClosed) this.#lock.close()
  }

  #checkHeld(): void {
    this.checkOpen()
    this.#lock.checkHeld()
  }

  /** A ticket, drawn while the lock is held, which is given back then. */
  #leave(): [ticket: number, held: Held] {
    this.#checkHeld()
    const ticket = this.place.words.conditionDraw(this.#at)
    return [ticket, this.#lock.suspend()]
  }

  /** What became of a wait that failed: it did not if it had been notified already. */
  #cancelled(ticket: number, error: unknown): { error: unknown } | undefined {
    return this.place.words.conditionCancel(this.#at, ticket) && !this.isClosed ? undefined : { error }
  }
}

function checkPredicate(predicate: unknown): void {
  if (typeof predicate !== 'function') {
    throw typeError('INVALID_TYPE', `predicate must be a function, got ${show(predicate)}`)
  }
}

function left(end: number | undefined): number | undefined {
  return end === undefined ? undefined : Math.max(0, end - performance.now())
}

revivable('Condition', (handle) => Condition.from(handle))
