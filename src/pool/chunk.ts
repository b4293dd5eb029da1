/** A chunk of calls: the unit that waits, is sent, runs, and settles exactly once. */
import type { Work } from './executors/executor.js'
import type { Links } from './queue.js'
import type { Shipped } from './wire/functions.js'
import type { Payload } from './wire/protocol.js'
import type { Thrown } from './wire/remote-error.js'

/** Why a chunk failed: what its function threw, or what happened to it. */
export type Failure = { readonly thrown: Thrown } | { readonly error: unknown }

/** What becomes of a chunk, told to the call it belongs to. */
export interface Outcome {
  /** The chunk was sent to a worker. */
  started?(): void
  /** All calls returned. */
  done(results: ArrayLike<unknown>): void
  /** The call at `at` failed, or all of them where there is no `at`; `results` are those before it. */
  failed(failure: Failure, at: number | undefined, results: ArrayLike<unknown>): void
}

/** Arguments of a call over items, from which chunks take theirs. */
export interface Arguments {
  readonly size: number
  /** The wire form of the items `from…to`. */
  payload(from: number, to: number, transfer: ArrayBuffer[]): Payload
  /** The arguments of one item, each with the path that names it in messages. */
  named(at: number): Iterable<readonly [path: string, value: unknown]>
}

let lastId = 0

/** The items `from…to` of a call. */
export class Chunk implements Work, Links<Chunk> {
  readonly id: number
  readonly fn: Shipped
  readonly args: Arguments
  readonly from: number
  readonly to: number
  readonly outcome: Outcome
  /** Where it is; a settled or dropped chunk tells nobody anything. */
  state: 'new' | 'queued' | 'running' | 'settled' = 'new'
  /** How often it was sent: a worker may end before it begins with it. */
  sends = 0
  before: Chunk | undefined
  after: Chunk | undefined

  constructor(fn: Shipped, args: Arguments, from: number, to: number, outcome: Outcome) {
    lastId = (lastId % 0x7fffffff) + 1
    this.id = lastId
    this.fn = fn
    this.args = args
    this.from = from
    this.to = to
    this.outcome = outcome
  }

  get size(): number {
    return this.to - this.from
  }

  payload(transfer: ArrayBuffer[]): Payload {
    return this.args.payload(this.from, this.to, transfer)
  }
}
