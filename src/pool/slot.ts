/** One worker as the scheduler sees it. */
import type { Chunk } from './chunk.js'
import type { Executor } from './executors/executor.js'

/** A worker, what it does, and what it has done. */
export class Slot {
  readonly executor: Executor
  state: 'starting' | 'idle' | 'busy' | 'ending' = 'starting'
  /** What it runs. */
  chunk: Chunk | undefined
  /** Why it was refused by itself, while it started. */
  refusal: unknown
  /** Ends it when it takes too long: to start, to stop, to end. */
  timer: NodeJS.Timeout | undefined
  /** Ends it when an item takes too long. */
  watch: NodeJS.Timeout | undefined

  constructor(executor: Executor) {
    this.executor = executor
  }

  /** The worker has nothing to do with its chunk any more. */
  clear(): Chunk | undefined {
    clearTimeout(this.timer)
    clearTimeout(this.watch)
    this.timer = undefined
    this.watch = undefined
    const { chunk } = this
    this.chunk = undefined
    if (chunk !== undefined) chunk.slot = undefined
    return chunk
  }

  /** The item of its chunk that it is at; negative where it has not begun. */
  get at(): number {
    return this.chunk === undefined ? -1 : this.executor.words.at(this.chunk.id)
  }
}
