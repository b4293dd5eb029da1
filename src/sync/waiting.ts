/**
 * Waiting for a word, for every class of this folder. The native part makes attempts and says which word to wait for; here
 * is what is done then. Who waits synchronously sleeps, for a slice at a time, because a thread that is terminated has to
 * come back to JavaScript; to be woken does not wait for the slice. Who waits for a promise stands in a queue: the first
 * parks, and nothing runs until it is woken, whoever wakes it and in whatever process. So a thread parks once for each
 * word, however many wait, and they are served in the order in which they came.
 */
import { type AllcoresError, BrokenBarrierError, OwnerDiedError } from '../errors.js'
import type { native } from '../native.js'
import { Stop, timeoutError } from '../stop.js'
import { closed } from './instance.js'

type Words = InstanceType<typeof native.Words>

/** Answers of attempts, below zero; others are the word to wait for. */
export const DONE = -1
export const REPAIRED = -2
const OWNER_DIED = -3
const CLOSED = -4
export const BROKEN = -5

/** Throws what an answer below zero stands for, if that is an error. */
export function check(step: number): void {
  if (step === OWNER_DIED) throw new OwnerDiedError()
  if (step === CLOSED) throw closed()
  if (step === BROKEN) throw new BrokenBarrierError()
}

/** Added to the word where it is to be waited for briefly. */
const BRIEFLY = 2 ** 32
/** How long that is, ms. */
const BRIEF = 1
/** The longest time without coming back to JavaScript, ms. */
const SLICE = 50
/** Who was woken in vain for so long does not let newcomers pass any more, ms. */
const STARVED = 2

/** Tries once. `turn` is 0 for a newcomer, 1 for one who was woken, 2 for one who was too often. */
export type Attempt = (turn: number) => number

/** How long to wait. */
export interface Limits {
  /** Ends the wait. */
  readonly signal?: AbortSignal | undefined
  /** The longest time to wait, ms. */
  readonly timeout?: number | undefined
}

interface Waiter {
  readonly attempt: Attempt
  readonly resolve: (step: number) => void
}

/** Those of this thread who wait for one word. */
export class WaitWord {
  readonly #words: Words
  readonly #at: number
  /** Hands on the wake-up of one who gives up. */
  readonly #abandon: () => void
  readonly #queue: Waiter[] = []
  #serving = false

  constructor(words: Words, at: number, abandon: () => void = () => {}) {
    this.#words = words
    this.#at = at
    this.#abandon = abandon
  }

  /** Tries until it works, blocking; `first` is what the first attempt came to. */
  waitSync(attempt: Attempt, timeout: number | undefined, first = attempt(0)): number {
    const started = performance.now()
    for (let turn = 0, step = first; ; step = attempt(turn)) {
      if (step < 0) return step
      const now = performance.now()
      const left = timeout === undefined ? SLICE : started + timeout - now
      if (left <= 0) {
        if (turn > 0) this.#abandon()
        throw timeoutError(timeout!)
      }
      const brief = step >= BRIEFLY
      this.#words.sleep(this.#at, brief ? step - BRIEFLY : step, Math.min(left, brief ? BRIEF : SLICE))
      turn = now - started > STARVED ? 2 : 1
    }
  }

  /** Tries until it works; the promise rejects when the limits are reached. */
  wait(attempt: Attempt, limits: Limits): Promise<number> {
    const stop = new Stop(limits.signal, limits.timeout)
    return new Promise((resolve, reject) => {
      const waiter = {
        attempt,
        resolve: (step: number) => {
          off()
          resolve(step)
        },
      }
      const off = stop.on((error: AllcoresError) => {
        off()
        this.#leave(waiter)
        reject(error)
      })
      this.#queue.push(waiter)
      if (!this.#serving) this.#serve()
    })
  }

  /** Whether somebody of this thread waits. */
  get isBusy(): boolean {
    return this.#queue.length > 0
  }

  #leave(waiter: Waiter): void {
    this.#queue.splice(this.#queue.indexOf(waiter), 1)
    // Another that is now the first is served by what is parked; where there is none, nothing is to keep the program alive.
    if (this.#queue.length === 0) this.#words.unpark(this.#at)
  }

  async #serve(): Promise<void> {
    this.#serving = true
    let progress = performance.now()
    for (let turn = 0; ; ) {
      const first = this.#queue[0]
      if (first === undefined) break
      const step = first.attempt(turn)
      if (step < 0) {
        this.#queue.shift()
        first.resolve(step)
        progress = performance.now()
        turn = 0
        continue
      }
      await this.#parked(step)
      turn = performance.now() - progress > STARVED ? 2 : 1
      // A wake-up that nobody is left to take is passed on.
      if (this.#queue.length === 0) this.#abandon()
    }
    this.#serving = false
  }

  async #parked(step: number): Promise<void> {
    if (step < BRIEFLY) return this.#words.park(this.#at, step)
    const timer = setTimeout(() => this.#words.unpark(this.#at), BRIEF)
    await this.#words.park(this.#at, step - BRIEFLY)
    clearTimeout(timer)
  }
}
