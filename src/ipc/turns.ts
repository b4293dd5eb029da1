/**
 * Calls that take turns: those of one thread that put, or those that get, are served in the order in which they were
 * made. An asynchronous call that cannot go on parks, once for all that stand behind it; a synchronous one sleeps, a
 * slice at a time, because a thread that is terminated has to come back to JavaScript, and serves those before it first.
 */
import { AllcoresError } from '../errors.js'
import { Stop, timeoutError } from '../stop.js'
import type { Wait, Words } from './side.js'

/** Added to the word where it is to be waited for briefly. */
const BRIEFLY = 2 ** 32
/** How long that is, ms. */
const BRIEF = 1
/** The longest time without coming back to JavaScript, ms. */
const SLICE = 50
/** Who was woken in vain for so long does not let newcomers pass any more, ms. */
const STARVED = 2

/** A call: attempts, and what comes of it. */
export interface Call<R> {
  /** Does what can be done now. What to wait for; or nothing once it is done, and `result` is there. */
  attempt(turn: number): Wait | undefined
  /** Ends it early; false if it has to be done to its end. */
  leave(): boolean
  result?: R
}

interface Waiter {
  readonly call: Call<unknown>
  readonly settle: (error: unknown) => void
  isSettled: boolean
}

/** How long to wait. */
export interface Limits {
  readonly signal?: AbortSignal | undefined
  readonly timeout?: number | undefined
}

/** The calls of one kind. */
export class Turns {
  readonly #words: Words
  /** Passes on a wake-up that nobody is left to take. */
  readonly #passOn: () => void
  /** Whether a wait would be for this thread itself. */
  readonly #isForItself: (wait: Wait) => boolean
  readonly #queue: Waiter[] = []
  #parkedAt: number | undefined
  #isServing = false

  constructor(words: Words, passOn: () => void, isForItself: (wait: Wait) => boolean) {
    this.#words = words
    this.#passOn = passOn
    this.#isForItself = isForItself
  }

  /** Whether a call would have to stand behind others. */
  get isBusy(): boolean {
    return this.#queue.length > 0
  }

  /** Makes the call, blocking. */
  runSync<R>(call: Call<R>, timeout: number | undefined): R {
    const started = performance.now()
    let failure: { error: unknown } | undefined
    const waiter: Waiter = {
      call,
      settle: (error) => {
        if (error !== undefined) failure = { error }
      },
      isSettled: false,
    }
    this.#queue.push(waiter)
    for (let turn = 0; ; ) {
      const wait = this.#advance(turn)
      if (waiter.isSettled || wait === undefined) break
      const now = performance.now()
      const left = timeout === undefined ? SLICE : started + timeout - now
      const error = left <= 0 ? timeoutError(timeout!) : this.#isForItself(wait) ? deadlock() : undefined
      if (error !== undefined && call.leave()) {
        this.#remove(waiter)
        if (turn > 0) this.#passOn()
        throw error
      }
      const isBrief = wait.step >= BRIEFLY
      const time = Math.min(left <= 0 ? SLICE : left, isBrief ? BRIEF : SLICE)
      this.#words.sleep(wait.at, isBrief ? wait.step - BRIEFLY : wait.step, time)
      turn = now - started > STARVED ? 2 : 1
    }
    this.#unparkIfIdle()
    if (failure !== undefined) throw failure.error
    return call.result as R
  }

  /** Makes the call; the promise rejects when the limits are reached. */
  run<R>(call: Call<R>, limits: Limits): Promise<R> {
    const stop = new Stop(limits.signal, limits.timeout)
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        call,
        settle: (error) => {
          off()
          if (error === undefined) resolve(call.result as R)
          else reject(error)
        },
        isSettled: false,
      }
      const off = stop.on((error: AllcoresError) => {
        if (waiter.isSettled || !call.leave()) return
        this.#remove(waiter)
        off()
        reject(error)
        this.#unparkIfIdle()
      })
      this.#queue.push(waiter)
      if (!this.#isServing) this.#serve()
    })
  }

  /** Ends all calls. */
  end(error: Error): void {
    for (const waiter of [...this.#queue]) {
      this.#remove(waiter)
      waiter.settle(error)
    }
    this.#unparkIfIdle()
  }

  #remove(waiter: Waiter): void {
    waiter.isSettled = true
    this.#queue.splice(this.#queue.indexOf(waiter), 1)
  }

  /** Nothing parked is to keep the program alive when nobody waits for it. */
  #unparkIfIdle(): void {
    if (this.#queue.length === 0 && this.#parkedAt !== undefined) this.#words.unpark(this.#parkedAt)
  }

  /** Serves the calls from the first on; gives what the first one waits for, nothing if all are done. */
  #advance(turn: number): Wait | undefined {
    for (let now = turn; ; now = 0) {
      const first = this.#queue[0]
      if (first === undefined) return undefined
      let error: unknown
      try {
        const wait = first.call.attempt(now)
        if (wait !== undefined) return wait
      } catch (thrown) {
        error = thrown
      }
      this.#remove(first)
      first.settle(error)
    }
  }

  async #serve(): Promise<void> {
    this.#isServing = true
    let first = this.#queue[0]
    let since = performance.now()
    for (let turn = 0; ; ) {
      const wait = this.#advance(turn)
      if (wait === undefined) break
      await this.#park(wait)
      if (this.#queue.length === 0) this.#passOn()
      const now = performance.now()
      if (this.#queue[0] !== first) since = now
      first = this.#queue[0]
      turn = now - since > STARVED ? 2 : 1
    }
    this.#isServing = false
  }

  async #park({ at, step }: Wait): Promise<void> {
    this.#parkedAt = at
    const isBrief = step >= BRIEFLY
    const timer = isBrief ? setTimeout(() => this.#words.unpark(at), BRIEF) : undefined
    await this.#words.park(at, isBrief ? step - BRIEFLY : step)
    clearTimeout(timer)
    this.#parkedAt = undefined
  }
}

function deadlock(): AllcoresError {
  const message = 'a call of another handle in this thread is in the middle of a large message, and would never go on'
  return new AllcoresError('DEADLOCK', `${message}; await the asynchronous one instead`)
}
