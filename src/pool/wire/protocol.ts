/**
 * What a pool and a worker say to each other. The pool begins with `init`, the worker answers `ready` once it can work, and
 * from then on each `run` is answered by one `done`. Messages go over a line of their own, so that a task is free to use
 * `parentPort`; {@link Words} go beside them.
 */
import type { Range } from '../../compiled/loops.js'
import type { Column } from './columns.js'
import type { Source } from './functions.js'
import type { Thrown } from './remote-error.js'
import type { Words } from './words.js'

/** What a worker needs to know before its first chunk. */
export interface Settings {
  /** Called once in every worker before it works. */
  readonly initializer?: { readonly source: Source; readonly args: readonly unknown[] } | undefined
  /** Whether it tells its usage with every answer, and not now and then. */
  readonly measured?: boolean
}

/** What a worker has used so far. */
export interface Usage {
  /** Time on a processor, in ms. */
  readonly cpu: number
  /** Memory in bytes. */
  readonly memory: number
}

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

/** Calls of one function. */
export interface Run extends Payload {
  readonly kind: 'run'
  readonly chunk: number
  readonly size: number
  readonly fn: number
  /** The function itself, when the worker does not have it yet. */
  readonly source?: Source
  /** A function that the worker can forget. */
  readonly forget?: number
  /** A call that fails does not stop those after it. */
  readonly independent?: boolean
  /** The pool wants to know how long an item has been running. */
  readonly timed?: boolean
}

/** To the worker. */
export type Request = ({ readonly kind: 'init' } & Settings) | Run | { readonly kind: 'close' }

/** What became of the first calls of a chunk: what those that returned gave, in their order, and which failed of what. */
export interface Ended {
  readonly chunk: number
  readonly results: Column
  readonly failures?: readonly Failed[] | undefined
}

/** A call that failed: its place in the chunk, and what it threw. */
export type Failed = readonly [at: number, thrown: Thrown]

/** From the worker. */
export type Reply =
  | { readonly kind: 'ready' }
  /** It cannot start: the initializer threw. */
  | { readonly kind: 'refused'; readonly thrown: Thrown }
  /** How far it is with a chunk that it still runs; later answers go on from there. */
  | ({ readonly kind: 'partial' } & Ended)
  /** It is through with a chunk, or has stopped. A loop over a range has one result. */
  | ({
      readonly kind: 'done'
      /** How long it took, in ms. */
      readonly ran: number
      readonly usage?: Usage | undefined
    } & Ended)
  /** A request could not be read. */
  | { readonly kind: 'unreadable'; readonly thrown: Thrown }

/** From a worker process that ends because nobody caught an error. */
export interface Uncaught {
  readonly kind: 'uncaught'
  readonly thrown: Thrown
}

/** The worker's end of the line to its pool, whatever kind of worker it is. */
export interface Connection {
  readonly words: Words
  /** Sends a reply; throws when its results cannot cross, and has sent nothing then. */
  post(reply: Reply, transfer: ArrayBuffer[]): void
  /** Calls back for every request, and for one that could not be read. */
  listen(received: (request: Request) => void, unreadable: (error: Error) => void): void
  /** What this worker has used so far. */
  usage(): Usage
}
