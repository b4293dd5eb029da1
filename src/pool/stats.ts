/** What a pool counts: for dashboards and logs, and cheap enough to be always on. */
import { createHistogram, type RecordableHistogram } from 'node:perf_hooks'
import type { WorkerId } from './executors/executor.js'
import type { Slot, WorkerState } from './slot.js'

/** How durations are distributed, in ms. */
export interface Durations {
  readonly count: number
  readonly mean: number
  readonly p50: number
  readonly p90: number
  readonly p99: number
  readonly max: number
}

/** One worker of a pool. */
export interface WorkerStats {
  /** Its thread or process. */
  readonly id: WorkerId
  readonly state: WorkerState
  /** How many items it has run. */
  readonly items: number
  /** Time on a processor in ms, when it told last; where Node does not tell it of a thread, its time of activity. */
  readonly cpu: number | undefined
  /** Memory in bytes, when it told last: a thread's own heap, or a process. */
  readonly memory: number | undefined
}

/** What `pool.stats()` gives. */
export interface PoolStats {
  readonly workers: readonly WorkerStats[]
  /** Items that wait for a worker. */
  readonly queued: number
  /** Items that are with a worker. */
  readonly running: number
  /** Items that returned. */
  readonly completed: number
  /** Items that failed, each time they were tried. */
  readonly failed: number
  /** Workers that were started. */
  readonly started: number
  /** Workers that ended without being told to. */
  readonly died: number
  /** How long chunks waited for a worker. */
  readonly wait: Durations
  /** How long chunks ran. */
  readonly run: Durations
}

/** The counts of one pool. */
export class Meter {
  completed = 0
  failed = 0
  started = 0
  died = 0
  readonly #wait = createHistogram()
  readonly #run = createHistogram()

  /** A chunk waited this long, in ms. */
  waited(ms: number): void {
    this.#wait.record(micros(ms))
  }

  /** A chunk ran this long, in ms. */
  ran(ms: number): void {
    this.#run.record(micros(ms))
  }

  stats(slots: Iterable<Slot>, queued: number): PoolStats {
    const { completed, failed, started, died } = this
    const all = [...slots]
    return {
      workers: all.map(({ executor: { id }, state, items, usage }) => ({
        id,
        state,
        items,
        cpu: usage?.cpu,
        memory: usage?.memory,
      })),
      queued,
      running: all.reduce((sum, { chunk }) => sum + (chunk?.size ?? 0), 0),
      completed,
      failed,
      started,
      died,
      wait: durations(this.#wait),
      run: durations(this.#run),
    }
  }
}

/** Histograms hold integers from 1 on. */
function micros(ms: number): number {
  return Math.max(1, Math.round(ms * 1000))
}

function durations(histogram: RecordableHistogram): Durations {
  const { count } = histogram
  const of = (value: number) => (count === 0 ? 0 : value / 1000)
  return {
    count,
    mean: of(histogram.mean),
    p50: of(histogram.percentile(50)),
    p90: of(histogram.percentile(90)),
    p99: of(histogram.percentile(99)),
    max: of(histogram.max),
  }
}
