/** One ring with those of this thread who put and get: what a queue has one of, and an end of a pipe two halves. */

import type { Border } from '../pool/wire/cloneable.js'
import { END, isWait, type Outgoing, type Ring } from './ring.js'
import type { Wait } from './side.js'
import { type Limits, Turns } from './turns.js'
import { encode, keep } from './values.js'

/** Puts into a ring. */
export class Putting {
  readonly #ring: Ring
  readonly #between: Border['between']
  readonly #turns: Turns

  constructor(ring: Ring, between: Border['between']) {
    this.#ring = ring
    this.#between = between
    const { puts, gets } = ring
    const passOn = () => {
      gets.passOn(() => true)
      puts.abandonLock()
    }
    this.#turns = new Turns(puts.words, passOn, (wait) => puts.isWaitForItself(wait))
  }

  async put(value: unknown, limits: Limits): Promise<void> {
    const out = this.#outgoing(value)
    if (this.#isPutAtOnce(out)) return
    out.encoded = keep(out.encoded, out.sent)
    out.sent = 0
    await this.#turns.run(this.#call(out), limits)
  }

  putSync(value: unknown, timeout: number | undefined): void {
    const out = this.#outgoing(value)
    if (!this.#isPutAtOnce(out)) this.#turns.runSync(this.#call(out), timeout)
  }

  tryPut(value: unknown): boolean {
    const out = this.#outgoing(value)
    if (this.#isPutAtOnce(out)) return true
    // What has no room as a whole goes on its way all the same, once it has begun.
    if (out.begun) this.#turns.runSync(this.#call(out), undefined)
    return out.begun
  }

  /** Ends the calls that wait. */
  end(error: Error): void {
    this.#turns.end(error)
  }

  #outgoing(value: unknown): Outgoing {
    return { encoded: encode(value, this.#between), sent: 0, begun: false }
  }

  #isPutAtOnce(out: Outgoing): boolean {
    return !this.#turns.isBusy && this.#ring.put(out, 0) === undefined
  }

  #call(out: Outgoing) {
    return {
      attempt: (turn: number) => this.#ring.put(out, turn),
      leave: () => {
        this.#ring.giveUp(out)
        return true
      },
    }
  }
}

/** Gets from a ring. */
export class Getting {
  readonly #ring: Ring
  readonly #turns: Turns

  constructor(ring: Ring) {
    this.#ring = ring
    const { puts, gets } = ring
    const passOn = () => {
      puts.passOn(() => true)
      gets.abandonLock()
    }
    this.#turns = new Turns(gets.words, passOn, (wait) => gets.isWaitForItself(wait))
  }

  /** A message; `END` if there will be none any more. */
  async get(limits: Limits): Promise<unknown> {
    if (!this.#turns.isBusy) {
      const got = this.#ring.get(0)
      if (!isWait(got)) return unpack(got)
    }
    return this.#turns.run(this.#call(), limits)
  }

  getSync(timeout: number | undefined): unknown {
    if (!this.#turns.isBusy) {
      const got = this.#ring.get(0)
      if (!isWait(got)) return unpack(got)
    }
    return this.#turns.runSync(this.#call(), timeout)
  }

  /** The same without waiting: undefined if there is no message. */
  tryGet(): unknown {
    if (this.#turns.isBusy) return undefined
    const got = this.#ring.get(0)
    if (!isWait(got)) return unpack(got)
    return this.#ring.isReceiving ? this.#turns.runSync(this.#call(), undefined) : undefined
  }

  /** Ends the calls that wait. */
  end(error: Error): void {
    this.#turns.end(error)
  }

  #call() {
    const call = {
      result: undefined as unknown,
      attempt: (turn: number): Wait | undefined => {
        const got = this.#ring.get(turn)
        if (isWait(got)) return got
        call.result = unpack(got)
        return undefined
      },
      leave: () => !this.#ring.isReceiving,
    }
    return call
  }
}

function unpack(got: { readonly value: unknown } | typeof END): unknown {
  return got === END ? END : got.value
}
