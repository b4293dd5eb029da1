/**
 * The seam between the scheduler and what runs chunks: a thread here, another process or machine elsewhere. An executor
 * runs one chunk at a time and reports what became of it; it knows nothing of queues, calls or promises.
 */
import type { Border } from '../wire/cloneable.js'
import type { Shipped } from '../wire/functions.js'
import type { Payload, Reply, Settings } from '../wire/protocol.js'
import type { Words } from '../wire/words.js'

/** A chunk as an executor sees it. */
export interface Work {
  readonly id: number
  readonly fn: Shipped
  readonly size: number
  /** Whether calls go on after one that failed. */
  readonly independent: boolean
  /** How long a call may run, in ms. */
  readonly timeout: number | undefined
  /** The arguments; buffers to move are added to `transfer`. */
  payload(transfer: ArrayBuffer[]): Payload
}

/** Which worker it is. */
export type WorkerId =
  | { readonly kind: 'thread'; readonly threadId: number }
  | { readonly kind: 'process'; readonly pid: number }

/** What an executor reports. */
export interface Listener {
  received(reply: Reply): void
  /** It has ended, and reports no more. */
  died(death: Death): void
}

/** How an executor ended. */
export interface Death {
  readonly exitCode: number | null
  readonly signal?: NodeJS.Signals | null
  /** The uncaught error that ended it, if one did. */
  readonly error?: unknown
}

/** One worker. */
export interface Executor {
  readonly id: WorkerId
  /** Where it is; readable after its end, too. */
  readonly words: Words
  /** What lies between it and this thread. */
  readonly border: Border
  /** Sends a chunk. Throws when its arguments cannot cross; nothing was sent then. */
  run(work: Work): void
  /** Whether it keeps the program alive. */
  hold(alive: boolean): void
  /** Lets it end in order. */
  close(): void
  /** Ends it now. */
  terminate(): void
}

/** Starts an executor and sends it its settings; its reports come later, never during the call. */
export type Spawn = (listener: Listener, settings: Settings) => Executor
