/**
 * The seam between the scheduler and what runs chunks: a thread here, another process or machine elsewhere. An executor
 * runs one chunk at a time and reports what became of it; it knows nothing of queues, calls or promises.
 */
import type { Shipped } from '../wire/functions.js'
import type { Payload, Reply } from '../wire/protocol.js'

/** A chunk as an executor sees it. */
export interface Work {
  readonly id: number
  readonly fn: Shipped
  readonly size: number
  /** The arguments; buffers to move are added to `transfer`. */
  payload(transfer: ArrayBuffer[]): Payload
}

/** What an executor reports. */
export interface Listener {
  ready(): void
  answered(reply: Exclude<Reply, { kind: 'ready' }>): void
  /** It has ended, and reports no more. */
  died(death: Death): void
}

/** How an executor ended. */
export interface Death {
  readonly exitCode: number
  readonly threadId: number
  /** The uncaught error that ended it, if one did. */
  readonly error?: unknown
  /** The item of the chunk it was at; negative if it had not begun. */
  readonly at: number
}

/** One worker. */
export interface Executor {
  /** Sends a chunk. Throws when its arguments cannot cross; nothing was sent then. */
  run(work: Work): void
  /** Asks it to stop before its next item. */
  stop(work: Work): void
  /** Whether it keeps the program alive. */
  hold(alive: boolean): void
  /** Lets it end in order. */
  close(): void
  /** Ends it now. */
  terminate(): void
}

/** Starts an executor; its reports come later, never during the call. */
export type Spawn = (listener: Listener) => Executor
