/** Chunks of a call over items. */
import { Chunk, type FailedItem, type Manner } from './chunk.js'
import type { Shipped } from './wire/functions.js'
import type { Payload } from './wire/protocol.js'

/** Who wants to know what becomes of the items of chunks: a call. */
export interface Outcome {
  /** The chunks of the call that have not settled. */
  readonly chunks: Set<Chunk>
  /** Items of a chunk have ended; see {@link Chunk.ended}. */
  ended(from: number, results: ArrayLike<unknown>, failures: readonly FailedItem[], chunk: Chunk): void
  /** What is left of a chunk will not run. */
  lost(error: unknown, chunk: Chunk): void
}

/** Arguments of a call over items, from which chunks take theirs. */
export interface Arguments {
  readonly size: number
  /** Whether a chunk is one loop over its items, with one result. */
  readonly isRange?: boolean
  /** The wire form of the items `from…to`. */
  payload(from: number, to: number, transfer: ArrayBuffer[]): Payload
  /** The arguments of one item, each with the path that names it in messages. */
  named(item: number): Iterable<readonly [path: string, value: unknown]>
}

/** The items `from…to` of a call. */
export class Items extends Chunk {
  readonly #args: Arguments
  readonly #outcome: Outcome

  constructor(fn: Shipped, args: Arguments, from: number, to: number, outcome: Outcome, manner: Manner) {
    super(fn, from, to, manner)
    this.#args = args
    this.#outcome = outcome
  }

  override get isRange(): boolean {
    return this.#args.isRange === true
  }

  override enter(state?: 'queued' | 'assigned'): void {
    super.enter(state)
    this.#outcome.chunks.add(this)
  }

  override settle(): void {
    super.settle()
    this.#outcome.chunks.delete(this)
  }

  payload(transfer: ArrayBuffer[]): Payload {
    return this.#args.payload(this.from, this.to, transfer)
  }

  named(item: number): Iterable<readonly [path: string, value: unknown]> {
    return this.#args.named(item)
  }

  started(): void {}

  ended(from: number, results: ArrayLike<unknown>, failures: readonly FailedItem[]): void {
    this.#outcome.ended(from, results, failures, this)
  }

  lost(error: unknown): void {
    this.#outcome.lost(error, this)
  }

  part(from: number, to: number): Chunk[] {
    return from < to ? [new Items(this.fn, this.#args, from, to, this.#outcome, this.manner)] : []
  }

  rest(): Chunk[] {
    return [this]
  }
}
