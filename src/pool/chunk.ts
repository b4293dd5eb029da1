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

/** Items that travel together, those from `from` to `to` of some list. */
export abstract class Chunk implements Work, Prioritised<Chunk> {
  /** Names it to the worker that it is sent to; another each time it is sent. */
  id = 0
  readonly fn: Shipped
  readonly manner: Manner
  /** The first item that has not ended. */
  from: number
  to: number
  /** The first item when it was sent: workers count from there. */
  base: number
  /** Where it is; a settled or dropped chunk tells nobody anything. */
  state: 'new' | 'queued' | 'assigned' | 'running' | 'settled' = 'new'
  /** The worker that runs it. */
  slot: Slot | undefined = undefined
  /** How often it was sent: a worker may end before it begins with it. */
  sends = 0
  /** When it was queued, by `performance.now()`, and how long it waited then, in ms. */
  queuedAt = 0
  waited = 0
  before: Chunk | undefined = undefined
  after: Chunk | undefined = undefined

  constructor(fn: Shipped, from: number, to: number, manner: Manner) {
    this.fn = fn
    this.from = from
    this.to = to
    this.base = from
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

  /** Whether it is one loop over its items, with one result. */
  get isRange(): boolean {
    return false
  }

  /** Whether it waits in the queue. */
  get isQueued(): boolean {
    return this.state === 'queued'
  }

  /** It is about to be sent. */
  depart(): void {
    lastId = (lastId % 0x7fffffff) + 1
    this.id = lastId
    this.base = this.from
    this.sends += 1
    this.state = 'running'
  }

  /** It waits: in the queue, or for one worker alone. */
  enter(state: 'queued' | 'assigned' = 'queued'): void {
    this.state = state
  }

  /** Nothing more will be told of it. */
  settle(): void {
    this.state = 'settled'
  }

  /** Whether somebody wants to know what becomes of this item. */
  isWanted(_item: number): boolean {
    return this.state !== 'settled'
  }

  /** The wire form of its items. */
  abstract payload(transfer: ArrayBuffer[]): Payload
  /** The arguments of one item, each with the path that names it in messages. */
  abstract named(item: number): Iterable<readonly [path: string, value: unknown]>
  /** It was sent to a worker. */
  abstract started(): void
  /**
   * Its next items have ended, those from `from` on: `results` are of those that returned, in their order, and the others
   * are in `failures`.
   */
  abstract ended(from: number, results: ArrayLike<unknown>, failures: readonly FailedItem[]): void
  /** What is left of it will not run. */
  abstract lost(error: unknown): void
  /** Some of its items, as chunks that can be queued again. */
  abstract part(from: number, to: number): Chunk[]
  /** What is left of it, likewise. */
  abstract rest(): Chunk[]
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
