/**
 * The lock. Taken and given back without contention it is one compare and swap each, done here; everything else is the
 * native part's. Whoever acquires while others of this thread wait stands behind them.
 */

import { AllcoresError, show, typeError } from '../errors.js'
import { revivable } from '../memory/handles.js'
import { Held } from './held.js'
import { type CreateOptions, nameIn, Shared, type SyncHandle } from './instance.js'
import { type AcquireOptions, type AcquireSyncOptions, type Checked, check } from './options.js'
import { attachPlace, createPlace, newPlace, type Place, placeOf } from './place.js'
import { check as checkStep, REPAIRED, WaitWord } from './waiting.js'

/** The bits of the word that name the owner. */
const OWNER = 2 ** 30 - 1
/** Beside the word of the lock: how often its owner acquired it. Only the owner uses it. */
const DEPTH = 1

/** What both kinds of lock have in common. */
export abstract class AnyLock<T extends string = string> extends Shared<T> {
  readonly #ints: Int32Array
  readonly #at: number
  readonly #me: number
  readonly #waiting: WaitWord
  /** What this instance gave out last and did not get back. */
  #latest: Held | undefined

  /** @internal */
  constructor(type: T, place: Place) {
    super(type, place)
    this.#ints = place.ints
    this.#at = place.at
    this.#me = place.words.token
    this.#waiting = new WaitWord(place.words, place.at, () => place.words.lockAbandon(place.at))
  }

  /** Whether it is held, by whomever. */
  get isHeld(): boolean {
    return this.#owner !== 0
  }

  get #owner(): number {
    return Atomics.load(this.#ints, this.#at) & OWNER
  }

  /** @internal Whether this thread holds it. */
  protected get isMine(): boolean {
    return this.#owner === this.#me
  }

  /**
   * Waits until the lock is this thread's. Those of one thread get it in the order in which they asked.
   *
   * A pending call keeps the program alive, as a pending read does.
   *
   * @param options - `signal`, `timeout` in ms, and `repair`, see {@link AcquireOptions}.
   * @returns What is held: `await using held = await lock.acquire()` gives it back at the end of the block.
   * @throws AllcoresError `TIMEOUT`, `ABORTED`; {@link OwnerDiedError}: nothing is held then.
   * @example
   * ```ts
   * const lock = new Lock()
   * await using held = await lock.acquire({ timeout: 1000 })
   * lock.isHeld // true
   * ```
   * @see Python's `Lock.acquire`, which returns whether it did.
   */
  async acquire(options?: AcquireOptions): Promise<Held> {
    const checked = check(options, ['signal', 'timeout', 'repair'])
    const held = this.#waiting.isBusy && !this.mayReenter() ? undefined : this.#taken()
    if (held !== undefined) return held
    return this.#result(await this.#waiting.wait(this.#attempt(checked), checked))
  }

  /**
   * The same, blocking the thread. A thread that is terminated meanwhile ends.
   *
   * @throws As `acquire`; AllcoresError `DEADLOCK` where the thread would wait for itself.
   * @example
   * ```ts
   * const lock = new Lock()
   * using held = lock.acquireSync()
   * lock.tryAcquire() // undefined
   * ```
   */
  acquireSync(options?: AcquireSyncOptions): Held {
    const checked = check(options, ['timeout', 'repair'])
    const held = this.#taken()
    if (held !== undefined) return held
    const attempt = this.#attempt(checked)
    const step = attempt(0)
    if (step >= 0 && this.isMine && checked.timeout !== 0) {
      const message = 'this thread holds the lock already, and would wait for itself; await lock.acquire() instead'
      throw new AllcoresError('DEADLOCK', message)
    }
    return this.#result(this.#waiting.waitSync(attempt, checked.timeout, step))
  }

  /**
   * Takes the lock if that is possible at once; undefined if it is not.
   *
   * @throws {@link OwnerDiedError}.
   */
  tryAcquire(): Held | undefined {
    const held = this.#taken()
    if (held !== undefined) return held
    const step = this.place.words.lockAttempt(this.#at, 0, false)
    return step < 0 ? this.#result(step) : undefined
  }

  /**
   * Gives back what this instance acquired last: for those who do not use what `acquire` returned.
   *
   * @throws AllcoresError `NOT_OWNER` where it holds nothing.
   */
  release(): void {
    if (this.#latest === undefined) throw notOwner()
    this.#latest.release()
  }

  /**
   * Runs a function while holding the lock.
   *
   * @returns What the function returns.
   * @example
   * ```ts
   * const lock = new Lock()
   * await lock.run(() => 42) // 42
   * ```
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

  /** @internal Whether the owner may take it once more. */
  protected mayReenter(): boolean {
    return false
  }

  /** @internal Throws unless this instance holds the lock. */
  checkHeld(): void {
    if (this.#latest === undefined || !this.isMine) throw notOwner()
  }

  /** @internal Gives the lock back for a while, and keeps what was given out for it. */
  suspend(): Held {
    const held = this.#latest!
    held.isOpen = false
    this.#latest = undefined
    this.#free()
    return held
  }

  /** @internal What was given out before is for what was acquired now. */
  resume(held: Held, acquired: Held): void {
    acquired.isOpen = false
    held.isOpen = true
    this.#latest = held
  }

  /** @internal Takes back what this instance gave out. */
  giveBack(held: Held): void {
    held.isOpen = false
    if (this.isClosed) return
    if (this.#latest === held) this.#latest = held.before
    else this.#forget(held)
    if (--this.#ints[this.#at + DEPTH]! === 0) this.#free()
  }

  #free(): void {
    if (Atomics.compareExchange(this.#ints, this.#at, this.#me, 0) === this.#me) return
    if (!this.place.words.lockRelease(this.#at)) throw notOwner()
  }

  #forget(held: Held): void {
    let after = this.#latest
    while (after !== undefined && after.before !== held) after = after.before
    if (after !== undefined) after.before = held.before
  }

  #taken(): Held | undefined {
    this.checkOpen()
    if (Atomics.compareExchange(this.#ints, this.#at, 0, this.#me) === 0) return this.#hold(false, 1)
    return this.mayReenter() ? this.#hold(false, this.#ints[this.#at + DEPTH]! + 1) : undefined
  }

  #attempt({ repair }: Checked): (turn: number) => number {
    return (turn) => this.place.words.lockAttempt(this.#at, turn, repair)
  }

  #result(step: number): Held {
    checkStep(step)
    return this.#hold(step === REPAIRED, 1)
  }

  #hold(repaired: boolean, depth: number): Held {
    this.#ints[this.#at + DEPTH] = depth
    this.#latest = new Held(this, repaired, this.#latest)
    return this.#latest
  }
}

function notOwner(): AllcoresError {
  return new AllcoresError('NOT_OWNER', 'the lock is not held here: only who acquired it gives it back')
}

const WORDS = 2

/**
 * A lock: one holder at a time, among all threads, and among the asynchronous calls of each thread.
 *
 * An instance that is sent to another thread arrives as a plain handle, of which `Lock.from` makes a lock of the same
 * memory. A holder that ends without giving the lock back makes the next acquire throw {@link OwnerDiedError}, and each
 * one after it, until somebody takes it over with `{ repair: true }`.
 *
 * @example
 * ```ts
 * const lock = new Lock()
 * const same = Lock.from(structuredClone(lock))
 * lock.acquireSync()
 * same.isHeld // true
 * lock.release()
 * same.isHeld // false
 * ```
 * @see Python's `threading.Lock` and `multiprocessing.Lock`, which others than the holder may release; here that is an error.
 */
export class Lock extends AnyLock<'Lock'> {
  /** Makes a lock between the threads of this process. */
  constructor()
  /** @internal */
  constructor(place?: Place)
  constructor(place: Place = newPlace({ type: 'Lock', words: WORDS })) {
    super('Lock', place)
  }

  /** Makes a lock between processes. This process owns it: its end takes the name away. */
  static create(options?: CreateOptions): Lock {
    return new Lock(createPlace({ type: 'Lock', words: WORDS }, nameIn(options)))
  }

  /** The lock of this name, which any process of this user created. */
  static attach(name: string): Lock {
    return new Lock(attachPlace('Lock', name))
  }

  /** The lock that a handle is of: what is left of an instance after a clone. */
  static from(handle: SyncHandle<'Lock'> | Lock): Lock {
    return handle instanceof Lock ? handle : new Lock(placeOf(handle, 'Lock', () => WORDS))
  }
}

/**
 * A lock that its owner may acquire again, and has to give back as often.
 *
 * The owner is the thread, as in Python: the asynchronous calls of one thread are one owner, and do not keep each other
 * out. Where they have to, use a {@link Lock}.
 *
 * @example
 * ```ts
 * const lock = new RLock()
 * using outer = lock.acquireSync()
 * using inner = lock.acquireSync()
 * lock.isHeld // true
 * ```
 * @see Python's `threading.RLock` and `multiprocessing.RLock`.
 */
export class RLock extends AnyLock<'RLock'> {
  /** Makes a lock between the threads of this process. */
  constructor()
  /** @internal */
  constructor(place?: Place)
  constructor(place: Place = newPlace({ type: 'RLock', words: WORDS })) {
    super('RLock', place)
  }

  /** Makes a lock between processes. This process owns it: its end takes the name away. */
  static create(options?: CreateOptions): RLock {
    return new RLock(createPlace({ type: 'RLock', words: WORDS }, nameIn(options)))
  }

  /** The lock of this name, which any process of this user created. */
  static attach(name: string): RLock {
    return new RLock(attachPlace('RLock', name))
  }

  /** The lock that a handle is of: what is left of an instance after a clone. */
  static from(handle: SyncHandle<'RLock'> | RLock): RLock {
    return handle instanceof RLock ? handle : new RLock(placeOf(handle, 'RLock', () => WORDS))
  }

  /** @internal */
  protected override mayReenter(): boolean {
    return this.isMine
  }
}

revivable('Lock', (handle) => Lock.from(handle))
revivable('RLock', (handle) => RLock.from(handle))
