/**
 * Calls of their own, and how they travel. A message costs many times what a tiny task does, so calls of one function that
 * wait anyway go together, as many as take about a millisecond; each still ends by itself. Where one of them takes long
 * after all, the scheduler takes back those behind it.
 */

import { isWorthRetrying } from './call.js'
import type { CallSite } from './call-site.js'
import { Chunk, type FailedItem, type Failure, type Manner } from './chunk.js'
import type { WorkerId } from './executors/executor.js'
import type { Scheduler } from './scheduler.js'
import { pack } from './wire/columns.js'
import type { Shipped } from './wire/functions.js'
import type { Payload } from './wire/protocol.js'

/** Where a single call is: `cancelled` also stands for aborted by its signal. */
export type TaskState = 'pending' | 'running' | 'fulfilled' | 'rejected' | 'cancelled'

/** What a single call is made with. */
export interface SingleOptions {
  readonly scheduler: Scheduler
  readonly fn: Shipped
  readonly list: readonly unknown[]
  readonly manner: Manner
  readonly retries: number
  readonly site: CallSite
}

/** One call. */
export class Single extends Chunk {
  readonly list: readonly unknown[]
  status: TaskState = 'pending'
  /** When and to which worker it was sent. */
  sentAt: number | undefined = undefined
  worker: WorkerId | undefined = undefined
  /** To be called when it settles. */
  settled: (() => void) | undefined = undefined
  readonly #scheduler: Scheduler
  readonly #site: CallSite
  readonly #isOwnSite: boolean
  readonly #resolve: (value: never) => void
  readonly #reject: (error: unknown) => void
  #retries: number

  constructor(options: SingleOptions, resolve: (value: never) => void, reject: (error: unknown) => void) {
    super(options.fn, 0, 1, options.manner)
    this.list = options.list
    this.#scheduler = options.scheduler
    this.#site = options.site
    this.#isOwnSite = options.site.uses === 0
    this.#resolve = resolve
    this.#reject = reject
    this.#retries = options.retries
  }

  /** Whether it may travel with others of its function: not where it was sent before, or is timed. */
  get isSociable(): boolean {
    return this.sends === 0 && this.manner.timeout === undefined
  }

  payload(): Payload {
    return { rows: [this.list] }
  }

  *named(): Generator<[path: string, value: unknown]> {
    for (const [i, value] of this.list.entries()) yield [`args[${i}]`, value]
  }

  started(): void {
    this.status = 'running'
    this.sentAt = Date.now()
    this.worker = this.slot?.executor.id
  }

  ended(_from: number, results: ArrayLike<unknown>, [failed]: readonly FailedItem[]): void {
    if (failed === undefined) this.fulfil(results[0])
    else this.fail(failed[1])
  }

  lost(error: unknown): void {
    this.#settle('rejected')
    this.#reject(this.error({ error }))
  }

  fulfil(value: unknown): void {
    this.#settle('fulfilled')
    this.#resolve(value as never)
  }

  fail(failure: Failure): void {
    if (this.#retries > 0 && isWorthRetrying(failure)) {
      this.#retries -= 1
      this.settle()
      this.from = 0
      this.#scheduler.enqueue([this])
      return
    }
    this.#settle('rejected')
    this.#reject(this.error(failure))
  }

  /** Ends it early; a worker that does not stop with it soon is ended. */
  drop(error: unknown): void {
    this.#settle('cancelled', true)
    this.#reject(error)
  }

  error(failure: Failure): unknown {
    return this.#site.error(failure, undefined, this.#isOwnSite)
  }

  part(from: number, to: number): Chunk[] {
    if (from >= to || this.state === 'settled') return []
    this.from = 0
    return [this]
  }

  rest(): Chunk[] {
    return this.part(0, 1)
  }

  #settle(status: TaskState, drop = false): void {
    this.status = status
    this.settled?.()
    this.settled = undefined
    if (drop) this.#scheduler.drop([this], true)
    else this.settle()
  }
}

const TOGETHER: Manner = { priority: 0, timeout: undefined, independent: true }

/** Calls of one function, with as many arguments each, that travel together. */
export class Batch extends Chunk {
  readonly #singles: readonly Single[]

  constructor(singles: readonly Single[]) {
    const [{ fn, queuedAt }] = singles as [Single]
    super(fn, 0, singles.length, TOGETHER)
    this.queuedAt = queuedAt
    this.#singles = singles
  }

  override depart(): void {
    super.depart()
    for (const single of this.#singles) {
      single.state = 'running'
      single.sends += 1
    }
  }

  override isWanted(item: number): boolean {
    return this.#singles[item]!.state !== 'settled'
  }

  payload(transfer: ArrayBuffer[]): Payload {
    const singles = this.#singles
    return {
      columns: singles[0]!.list.map((_, column) =>
        pack(
          singles.map((single) => single.list[column]),
          0,
          singles.length,
          transfer,
        ),
      ),
    }
  }

  named(item: number): Iterable<readonly [path: string, value: unknown]> {
    return this.#singles[item]!.named()
  }

  started(): void {
    const sentAt = Date.now()
    const { slot } = this
    for (const single of this.#singles) {
      single.status = 'running'
      single.sentAt = sentAt
      single.worker = slot!.executor.id
      single.slot = slot
    }
  }

  ended(from: number, results: ArrayLike<unknown>, failures: readonly FailedItem[]): void {
    let failed = 0
    for (let next = 0, item = from; next < results.length || failed < failures.length; item++) {
      const single = this.#singles[item]!
      const isWanted = single.state !== 'settled'
      single.slot = undefined
      if (failures[failed]?.[0] === item) {
        const [, failure] = failures[failed++]!
        if (isWanted) single.fail(failure)
      } else {
        const value = results[next++]
        if (isWanted) single.fulfil(value)
      }
    }
  }

  lost(error: unknown): void {
    for (const single of this.part(this.from, this.to)) single.lost(error)
  }

  part(from: number, to: number): Chunk[] {
    const wanted = this.#singles.slice(from, to).filter((single) => single.state !== 'settled')
    for (const single of wanted) single.slot = undefined
    return wanted
  }

  rest(): Chunk[] {
    return this.part(this.from, this.to)
  }
}
