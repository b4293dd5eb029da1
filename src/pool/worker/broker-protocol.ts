/** What a thread that waits, and the one that runs its blocking calls, say to each other. */
import type { MessagePort } from 'node:worker_threads'
import type { PoolPlan } from '../options.js'
import type { SyncCall } from '../sync.js'
import type { Thrown } from '../wire/remote-error.js'

/** What the thread is started with. */
export interface BrokerData {
  readonly port: MessagePort
  /** Changes with every message that it sends, and is {@link ENDED} at the end. */
  readonly word: Int32Array
  readonly plan: PoolPlan
}

/** To the thread: a call, and how many workers there are to be. */
export type Question = SyncCall & { readonly workers: number }

/** What became of a call. */
export type Answer = { readonly results: unknown[] } | { readonly thrown: Thrown }

/** The word of a thread that has ended. */
export const ENDED = -1
