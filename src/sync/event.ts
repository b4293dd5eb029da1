/** The event: a flag that some wait for and others set. */
import { revivable } from '../memory/handles.js'
import { type CreateOptions, nameIn, Shared, type SyncHandle } from './instance.js'
import { check, type WaitOptions, type WaitSyncOptions } from './options.js'
import { attachPlace, createPlace, newPlace, type Place, placeOf } from './place.js'
import { check as checkStep, WaitWord } from './waiting.js'

const KIND = { type: 'Event', words: 1 }

/**
 * A flag that some wait for and others set. It stays set until it is cleared.
 *
 * @example
 * ```ts
 * const ready = new Event()
 * setTimeout(() => ready.set(), 1)
 * await ready.wait()
 * ready.isSet // true
 * ```
 * @see Python's `threading.Event` and `multiprocessing.Event`, whose `wait` returns whether it did.
 */
export class Event extends Shared<'Event'> {
  readonly #waiting: WaitWord
  readonly #attempt: () => number

  /** Makes an event between the threads of this process; it is not set. */
  constructor()
  /** @internal */
  constructor(place?: Place)
  constructor(place: Place = newPlace(KIND)) {
    super('Event', place)
    this.#waiting = new WaitWord(place.words, place.at)
    this.#attempt = () => place.words.eventAttempt(place.at)
  }

  /** Makes an event between processes. This process owns it: its end takes the name away. */
  static create(options?: CreateOptions): Event {
    return new Event(createPlace(KIND, nameIn(options)))
  }

  /** The event of this name, which any process of this user created. */
  static attach(name: string): Event {
    return new Event(attachPlace('Event', name))
  }

  /** The event that a handle is of: what is left of an instance after a clone. */
  static from(handle: SyncHandle<'Event'> | Event): Event {
    return handle instanceof Event ? handle : new Event(placeOf(handle, 'Event', () => KIND.words))
  }

  /** Whether it is set. */
  get isSet(): boolean {
    this.checkOpen()
    return Atomics.load(this.place.ints, this.place.at) !== 0
  }

  /** Sets it: all who wait go on. */
  set(): void {
    this.checkOpen()
    this.place.words.eventSet(this.place.at, true)
  }

  /** Clears it: those who wait from now on do until it is set again. */
  clear(): void {
    this.checkOpen()
    this.place.words.eventSet(this.place.at, false)
  }

  /**
   * Waits until it is set. A pending call keeps the program alive, as a pending read does.
   *
   * @param options - `signal`, and `timeout` in ms.
   * @throws AllcoresError `TIMEOUT`, `ABORTED`.
   */
  async wait(options?: WaitOptions): Promise<void> {
    const checked = check(options, ['signal', 'timeout'])
    const step = this.#attempt()
    checkStep(step < 0 ? step : await this.#waiting.wait(this.#attempt, checked))
  }

  /** The same, blocking the thread. A thread that is terminated meanwhile ends. */
  waitSync(options?: WaitSyncOptions): void {
    const { timeout } = check(options, ['timeout'])
    checkStep(this.#waiting.waitSync(this.#attempt, timeout))
  }
}

revivable('Event', (handle) => Event.from(handle))
