/** One worker as the scheduler sees it. */
import type { Chunk } from './chunk.js'
import type { Executor } from './executors/executor.js'
import type { Usage } from './wire/protocol.js'

/** Where a worker is. */
export type WorkerState = 'starting' | 'idle' | 'busy' | 'ending'

/** A worker, what it does, and what it has done. */
export class Slot {
  readonly executor: Executor
  state: WorkerState = 'starting'
  /** What it runs. */
  chunk: Chunk | undefined
  /** What is for this worker alone, and waits. */
  readonly own: Chunk[] = []
  /** Why it was refused by itself, while it started. */
  refusal: unknown
  /** How many items it has run. */
  items = 0
  /** What it has used, when it told last. */
  usage: Usage | undefined
  /** Ends it when it takes too long: to start, to stop, to end, to be needed. */
  timer: NodeJS.Timeout | undefined
  /** Ends it when an item takes too long. */
  watch: NodeJS.Timeout | undefined

  constructor(executor: Executor) {
    this.executor = executor
  }

  /** The worker has nothing to do with its chunk any more. */
  clear(): void {
    clearTimeout(this.timer)
    clearTimeout(this.watch)
    this.timer = undefined
    this.watch = undefined
    if (this.chunk !== undefined) this.chunk.slot = undefined
    this.chunk = undefined
  }

  /** The item of its chunk that it is at; negative where it has not begun. */
  get at(): number {
    return this.chunk === undefined ? -1 : this.executor.words.at(this.chunk.id)
  }
}
