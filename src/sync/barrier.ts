/** The barrier: a number of parties that wait for each other. */

import { BrokenBarrierError, rangeError, show, typeError } from '../errors.js'
import { revivable } from '../memory/handles.js'
import { checkOptions } from '../options.js'
import { type CreateOptions, Shared, type SyncHandle } from './instance.js'
import { check, type WaitOptions, type WaitSyncOptions } from './options.js'
import { attachPlace, createPlace, layout, newPrepared, type Place, placeOf } from './place.js'
import { check as checkStep, DONE, WaitWord } from './waiting.js'

const MOST = 2 ** 16
/** Where a record keeps the number of parties, from the word that is waited for on. */
const PARTIES = 3

/** What a barrier does. */
export interface BarrierOptions {
  /** Runs when all have arrived, in the last of them, before any goes on. If it throws, the barrier is broken. */
  action?: (() => unknown) | undefined
  /** The longest time a party waits, ms, where it does not say otherwise. Default: without end. */
  timeout?: number | undefined
}

/**
 * A number of parties that wait for each other: the last to arrive lets all go on, and then it begins again.
 *
 * A party that gives up, by its `timeout` or `signal`, breaks the barrier, and so does one that ends while the others
 * wait: they get a {@link BrokenBarrierError}, and so does everyone who comes, until `reset`.
 *
 * @example
 * ```ts
 * const barrier = new Barrier(2)
 * const indices = await Promise.all([barrier.wait(), barrier.wait()])
 * indices // [0, 1]
 * ```
 * @see Python's `threading.Barrier` and `multiprocessing.Barrier`.
 */
export class Barrier extends Shared<'Barrier'> {
  readonly #at: number
  readonly #waiting: WaitWord
  readonly #options: { action: (() => unknown) | undefined; timeout: number | undefined }
  /** How many wait for each other. */
  readonly #parties: number

  /**
   * Makes a barrier between the threads of this process.
   *
   * @param parties - How many wait for each other, 1 to 65536.
   * @param options - `action` and `timeout`: those of this instance, which do not travel with a handle.
   */
  constructor(parties: number, options?: BarrierOptions)
  /** @internal */
  constructor(parties: number, options: BarrierOptions | undefined, place: Place)
  constructor(parties: number, options?: BarrierOptions, place?: Place) {
    const checked = checkBarrier(options)
    super('Barrier', place ?? made(checkParties(parties)))
    this.#at = this.place.at
    this.#parties = place === undefined ? parties : this.place.words.barrierState(this.#at)[0]!
    this.#waiting = new WaitWord(this.place.words, this.#at + layout.wait)
    this.#options = checked
  }

  /** Makes a barrier between processes. This process owns it: its end takes the name away. */
  static create(parties: number, options?: BarrierOptions & CreateOptions): Barrier {
    const { name, action, timeout } = checkOptions(options, ['name', 'action', 'timeout']) as BarrierOptions &
      CreateOptions
    return new Barrier(0, { action, timeout }, made(checkParties(parties), { name }))
  }

  /** The barrier of this name, which any process of this user created. */
  static attach(name: string, options?: BarrierOptions): Barrier {
    return new Barrier(0, options, attachPlace('Barrier', name))
  }

  /** The barrier that a handle is of: what is left of an instance after a clone. */
  static from(handle: SyncHandle<'Barrier'> | Barrier, options?: BarrierOptions): Barrier {
    if (handle instanceof Barrier) return handle
    return new Barrier(
      0,
      options,
      placeOf(handle, 'Barrier', (ints) => words(ints[layout.wait + PARTIES] ?? MOST)),
    )
  }

  /** How many wait for each other. */
  get parties(): number {
    return this.#parties
  }

  /** How many have arrived and wait. */
  get waiting(): number {
    return this.#state()[1]!
  }

  /** Whether it is broken. */
  get isBroken(): boolean {
    return this.#state()[2] !== 0
  }

  /**
   * Arrives, and waits for the others.
   *
   * @param options - `signal`, and `timeout` in ms. Whoever gives up breaks the barrier.
   * @returns Which it is, in the order of arrival, from 0: the last is `parties - 1`.
   * @throws {@link BrokenBarrierError}; AllcoresError `TIMEOUT`, `ABORTED`.
   */
  async wait(options?: WaitOptions): Promise<number> {
    const { signal, timeout = this.#options.timeout } = check(options, ['signal', 'timeout'])
    const limits = { signal, timeout }
    const arrival = this.#arrival()
    try {
      checkStep(await this.#waiting.wait(arrival.attempt, limits))
      if (!arrival.isLast) {
        checkStep(await this.#waiting.wait(() => this.#goesOn(arrival.phase), limits))
        return arrival.index
      }
      await this.#options.action?.()
    } catch (error) {
      this.#break(error)
    }
    return this.#open(arrival.index)
  }

  /** The same, blocking the thread. A thread that is terminated meanwhile ends, and breaks the barrier. */
  waitSync(options?: WaitSyncOptions): number {
    const { timeout = this.#options.timeout } = check(options, ['timeout'])
    const arrival = this.#arrival()
    try {
      checkStep(this.#waiting.waitSync(arrival.attempt, timeout))
      if (!arrival.isLast) {
        checkStep(this.#waiting.waitSync(() => this.#goesOn(arrival.phase), timeout))
        return arrival.index
      }
      this.#options.action?.()
    } catch (error) {
      this.#break(error)
    }
    return this.#open(arrival.index)
  }

  /** Breaks the barrier, for those who wait and for those who come. */
  abort(): void {
    this.checkOpen()
    this.place.words.barrierAbort(this.#at, this.#parties)
  }

  /** Makes the barrier as new. Those who wait find it broken. */
  reset(): void {
    this.checkOpen()
    this.place.words.barrierReset(this.#at, this.#parties)
  }

  #state(): number[] {
    this.checkOpen()
    return this.place.words.barrierState(this.#at)
  }

  #arrival() {
    const arrival = {
      isLast: false,
      index: 0,
      phase: 0,
      attempt: () => {
        const [step, index, phase] = this.place.words.barrierArrive(this.#at, this.#parties)
        Object.assign(arrival, { isLast: step === DONE, index, phase })
        return step!
      },
    }
    return arrival
  }

  #goesOn(phase: number): number {
    return this.place.words.barrierAttempt(this.#at, this.#parties, phase)
  }

  #break(error: unknown): never {
    if (!(error instanceof BrokenBarrierError) && !this.isClosed) this.abort()
    throw error
  }

  #open(index: number): number {
    if (!this.place.words.barrierOpen(this.#at, this.#parties)) throw new BrokenBarrierError()
    return index
  }
}

function words(parties: number): number {
  return layout.barrier + layout.party * parties
}

function made(parties: number, options?: CreateOptions): Place {
  const kind = { type: 'Barrier', words: words(parties) }
  const prepare = (place: Place) => place.words.barrierPrepare(place.at, parties)
  if (options !== undefined) return createPlace(kind, options.name, prepare)
  return newPrepared(kind, prepare)
}

function checkParties(parties: unknown): number {
  const wanted = `parties must be an integer from 1 to ${MOST}, got ${show(parties)}`
  if (typeof parties !== 'number') throw typeError('INVALID_TYPE', wanted)
  if (!Number.isInteger(parties) || parties < 1 || parties > MOST) throw rangeError('OUT_OF_RANGE', wanted)
  return parties
}

function checkBarrier(options: unknown) {
  const { action, timeout } = checkOptions(options, ['action', 'timeout']) as BarrierOptions
  if (action !== undefined && typeof action !== 'function') {
    throw typeError('INVALID_TYPE', `action must be a function, got ${show(action)}`)
  }
  return { action, timeout: check({ timeout }, ['timeout']).timeout }
}

revivable('Barrier', (handle) => Barrier.from(handle))
