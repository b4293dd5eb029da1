/**
 * What a pool and a worker say to each other. Messages go over a port of their own, so that a task is free to use
 * `parentPort`; two words of shared memory go beside them, because a busy worker reads no messages and a dead one sends
 * none: the item it is at, and the chunk it is asked to stop.
 */
import type { MessagePort } from 'node:worker_threads'
import type { Range } from '../../compiled/loops.js'
import type { Column } from './columns.js'
import type { Source } from './functions.js'
import type { Thrown } from './remote-error.js'

/** What a worker is started with. */
export interface WorkerData {
  readonly allcores: { readonly port: MessagePort; readonly words: Int32Array }
}

/** Index of the word that says which item of its chunk the worker is at; NOT_BEGUN before the first. */
export const AT = 0
/** Index of the word that names the chunk to stop between two items. */
export const STOP = 1
/** The value of AT while a chunk was sent but not begun. */
export const NOT_BEGUN = -1

/**
 * The arguments of a chunk of calls: by parameter, or by call where calls differ in their number of arguments; or a range
 * of arrays to loop over.
 */
export interface Payload {
  readonly columns?: readonly Column[]
  readonly rows?: readonly (readonly unknown[])[]
  /** Where present, every call gets its index as the last argument, counting from here. */
  readonly index?: number
  /** A loop over typed arrays. The function that was sent makes those of the loop of its constants. */
  readonly range?: Range
  readonly consts?: object
  /** The function of allcores that was called, for messages. */
  readonly name?: string
}

/** To the worker. */
export type Request =
  | { readonly kind: 'close' }
  | ({
      readonly kind: 'run'
      readonly chunk: number
      readonly size: number
      readonly fn: number
      /** The function itself, when the worker does not have it yet. */
      readonly source?: Source
      /** A function that the worker can forget. */
      readonly forget?: number
    } & Payload)

/** From the worker. */
export type Reply =
  | { readonly kind: 'ready' }
  /** All calls returned, or the loop over the range ended: it has one result. */
  | { readonly kind: 'done'; readonly results: Column }
  /** The call at `at` failed; `results` are those before it. */
  | { readonly kind: 'failed'; readonly at: number; readonly thrown: Thrown; readonly results: Column }

/** The worker's end of the line to its pool, whatever kind of worker it is. */
export interface Connection {
  /** Shared with the pool. */
  readonly words: Int32Array
  /** Sends a reply; throws when its results cannot cross, and has sent nothing then. */
  post(reply: Reply, transfer: ArrayBuffer[]): void
  /** Calls back for every request, and for one that could not be read. */
  listen(received: (request: Request) => void, unreadable: (error: Error) => void): void
}
