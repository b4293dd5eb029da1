/** A chunk of calls: the unit that waits, is sent, and runs; what becomes of its items is told once for each of them. */
import type { Work } from './executors/executor.js'
import type { Prioritised } from './queue.js'
import type { Slot } from './slot.js'
import type { Shipped } from './wire/functions.js'
import type { Payload } from './wire/protocol.js'
import type { Thrown } from './wire/remote-error.js'

/** Why an item failed: what its function threw, or what happened to it. */
export type Failure = { readonly thrown: Thrown } | { readonly error: unknown }

/** An item that failed. */
export type FailedItem = readonly [item: number, failure: Failure]

/** Who wants to know what becomes of the items of chunks: a call. */
export interface Outcome {
  /** The chunks of the call that have not settled. */
  readonly chunks: Set<Chunk>
  /** A chunk was sent to a worker. */
  started?(chunk: Chunk): void
  /**
   * The next items of a chunk have ended, those from `from` on: `results` are of those that returned, in their order, and
   * the others are in `failures`.
   */
  ended(from: number, results: ArrayLike<unknown>, failures: readonly FailedItem[], chunk: Chunk): void
  /** What is left of a chunk will not run. */
  lost(error: unknown, chunk: Chunk): void
}

/** Puts results of items from `from` on where they belong, in a list of all; those that failed have none. */
export function place(
  all: unknown[],
  from: number,
  results: ArrayLike<unknown>,
  failures: readonly FailedItem[],
): void {
  let failed = 0
  for (let next = 0, item = from; next < results.length; item++) {
    if (failures[failed]?.[0] === item) failed += 1
    else all[item] = results[next++]
  }
}

/** Arguments of a call over items, from which chunks take theirs. */
export interface Arguments {
  readonly size: number
  /** Whether a chunk is one loop over its items, with one result. */
  readonly isRange?: boolean
  /** The wire form of the items `from…to`. */
  payload(from: number, to: number, transfer: ArrayBuffer[]): Payload
  /** The arguments of one item, each with the path that names it in messages. */
  named(at: number): Iterable<readonly [path: string, value: unknown]>
}

/** How the chunks of a call run. */
export interface Manner {
  /** Chunks of a higher priority run first. */
  readonly priority: number
  /** How long an item may run, in ms. */
  readonly timeout: number | undefined
  /** Whether items go on after one that failed. */
  readonly independent: boolean
}

let lastId = 0

/** The items `from…to` of a call. */
export class Chunk implements Work, Prioritised<Chunk> {
  /** Names it to the worker that it is sent to; another each time it is sent. */
  id = 0
  readonly fn: Shipped
  readonly args: Arguments
  readonly outcome: Outcome
  readonly manner: Manner
  /** The first item that has not ended. */
  from: number
  to: number
  /** The first item when it was sent: workers count from there. */
  base: number
  /** Where it is; a settled or dropped chunk tells nobody anything. */
  state: 'new' | 'queued' | 'running' | 'settled' = 'new'
  /** The worker that runs it. */
  slot: Slot | undefined
  /** How often it was sent: a worker may end before it begins with it. */
  sends = 0
  /** When it was queued, by `performance.now()`, and how long it waited then, in ms. */
  queuedAt = 0
  waited = 0
  before: Chunk | undefined
  after: Chunk | undefined

  constructor(fn: Shipped, args: Arguments, from: number, to: number, outcome: Outcome, manner: Manner) {
    this.fn = fn
    this.args = args
    this.from = from
    this.to = to
    this.base = from
    this.outcome = outcome
    this.manner = manner
  }

  get size(): number {
    return this.to - this.from
  }

  get independent(): boolean {
    return this.manner.independent
  }

  get timeout(): number | undefined {
    return this.manner.timeout
  }

  get priority(): number {
    return this.manner.priority
  }

  /** It is about to be sent. */
  depart(): void {
    lastId = (lastId % 0x7fffffff) + 1
    this.id = lastId
    this.base = this.from
    this.sends += 1
  }

  payload(transfer: ArrayBuffer[]): Payload {
    return this.args.payload(this.from, this.to, transfer)
  }

  /** Some of its items, as chunks of their own. */
  part(from: number, to: number): Chunk[] {
    return from < to ? [new Chunk(this.fn, this.args, from, to, this.outcome, this.manner)] : []
  }
}
