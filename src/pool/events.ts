/** What a pool tells those who watch it: enough for a log. */
import type { WorkerId } from './executors/executor.js'

/** A worker is ready for work. */
export interface WorkerStart {
  readonly worker: WorkerId
}

/** A worker has ended. */
export interface WorkerExit {
  readonly worker: WorkerId
  readonly exitCode: number | null
  readonly signal?: string | null | undefined
  /** The uncaught error that ended it, if one did. */
  readonly error?: unknown
  /** Whether nobody had told it to. */
  readonly unasked: boolean
}

/** A worker is through with a chunk. */
export interface ChunkEnd {
  readonly worker: WorkerId
  /** The name of the function. */
  readonly name: string
  /** How many items the chunk had. */
  readonly items: number
  /** How long it waited and ran, in ms. */
  readonly waited: number
  readonly ran: number
}

/** The events of a pool, with what their listeners get. */
export interface PoolEvents {
  workerStart: [WorkerStart]
  workerExit: [WorkerExit]
  chunkEnd: [ChunkEnd]
}
