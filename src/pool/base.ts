/** What every pool has, whatever it calls: workers, and what becomes of them. */
import { EventEmitter } from 'node:events'
import type { Place } from '../compiled/operations.js'
import { availableParallelism } from '../info.js'
import { ArrayCalls } from './arrays.js'
import type { PoolEvents } from './events.js'
import type { WorkerKind } from './executors/kinds.js'
import { ARRAY_OPTIONS, checkCount, checkPoolOptions, type PoolOptions, withWorkers } from './options.js'
import { Scheduler } from './scheduler.js'
import type { PoolStats } from './stats.js'
import { SyncCalls } from './sync.js'

/** More workers per core than this are probably a mistake. */
const MANY_WORKERS = 4
let warned = false

/**
 * The workers of a pool, and its life. It emits `workerStart`, `workerExit` and `chunkEnd`; see {@link PoolEvents}.
 */
export abstract class BasePool extends EventEmitter<PoolEvents> implements AsyncDisposable {
  /** The kind of its workers. */
  readonly kind: WorkerKind
  /** @internal */
  protected readonly scheduler: Scheduler
  /** @internal */
  protected readonly syncCalls: SyncCalls
  readonly #arrays: ArrayCalls

  /** `method` is the constructor that the user called. */
  constructor(options: PoolOptions | undefined, method: unknown) {
    super()
    const plan = checkPoolOptions(options, method)
    this.kind = plan.kind
    this.scheduler = new Scheduler(withWorkers(plan), this)
    this.syncCalls = new SyncCalls(plan)
    this.#arrays = new ArrayCalls(this.scheduler)
    warnOfMany(plan.workers)
  }

  /** How many workers the pool has at most. */
  get workers(): number {
    return this.scheduler.size
  }

  /** Whether the pool takes no more calls. */
  get closed(): boolean {
    return this.scheduler.closed
  }

  /**
   * Starts all workers; resolves when they are ready, their `initializer` included. Without it, workers start when there
   * is work for them.
   *
   * @example
   * ```ts
   * await pool.ready
   * ```
   */
  get ready(): Promise<void> {
    return this.scheduler.ready()
  }

  /**
   * Changes how many workers the pool has at most. Workers beyond that end when they have done what they are at.
   *
   * @throws RangeError `OUT_OF_RANGE`, TypeError `INVALID_TYPE` unless `workers` is an integer of 1 or more
   */
  resize(workers: number): void {
    const size = checkCount('workers', workers) ?? availableParallelism()
    this.scheduler.checkOpen()
    warnOfMany(size)
    this.scheduler.resize(size)
  }

  /**
   * What the pool has done and does: its workers with their time and memory, items by what became of them, and how long
   * chunks waited and ran.
   *
   * @example
   * ```ts
   * pool.stats().queued // 0
   * ```
   */
  stats(): PoolStats {
    return this.scheduler.stats()
  }

  /**
   * Takes no more calls, finishes those it has, and ends the workers. Also what `await using` does. Calls after it throw
   * with code `POOL_CLOSED`.
   */
  async close(): Promise<void> {
    await Promise.all([this.scheduler.close(), this.#arrays.settled(), this.syncCalls.end()])
  }

  /** Takes no more calls, rejects those it has with code `POOL_TERMINATED`, and ends the workers now. */
  async terminate(): Promise<void> {
    this.#arrays.terminate()
    await Promise.all([this.scheduler.terminate(), this.#arrays.settled(), this.syncCalls.end()])
  }

  /** Closes the pool, as {@link BasePool.close} does. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /** @internal Runs a call over typed arrays. `method` is what the user called. */
  protected overArrays(method: unknown, call: (place: Place) => unknown): Promise<unknown> {
    return call(this.#arrays.place(method, ARRAY_OPTIONS)) as Promise<unknown>
  }
}

function warnOfMany(workers: number): void {
  const cores = availableParallelism()
  if (workers <= cores * MANY_WORKERS || warned) return
  warned = true
  const message = `a pool of ${workers} workers on ${cores} cores: more workers than cores cost memory and gain nothing`
  process.emitWarning(message, 'AllcoresWarning')
}
