/** Single calls as promises that can be cancelled and watched, as Python's futures are. */
import { AllcoresError } from '../errors.js'
import type { Stop } from '../stop.js'
import type { WorkerId } from './executors/executor.js'
import { Single, type SingleOptions, type TaskState } from './single.js'

export type { TaskState } from './single.js'

/**
 * The promise of a call on a pool's worker, Python's `Future`. It can be awaited like any promise; `then` gives an
 * ordinary promise.
 *
 * @example
 * ```ts
 * const task = pool.submit((n: number) => n ** 2, 20)
 * await task // 400
 * task.state // 'fulfilled'
 * ```
 */
export class Task<T> extends Promise<T> {
  #single!: Single

  /** What `then` and its kin return. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise
  }

  /** Where the task is. */
  get state(): TaskState {
    return this.#single.status
  }

  /** When the task was given to its worker, if it was. */
  get startedAt(): Date | undefined {
    const { sentAt } = this.#single
    return sentAt === undefined ? undefined : new Date(sentAt)
  }

  /** The worker that the task was given to, if it was. */
  get worker(): WorkerId | undefined {
    return this.#single.worker
  }

  /**
   * Takes the task back: one that waits never runs; one that runs loses its worker if it does not end at once. The
   * promise rejects with an {@link AllcoresError} of code `CANCELLED`; where nobody handles that, it is no unhandled
   * rejection.
   *
   * @returns whether the task is cancelled: `false` if it had settled before.
   */
  cancel(): boolean {
    if (this.#single.status === 'pending' || this.#single.status === 'running') {
      this.catch(() => {})
      this.#single.drop(new AllcoresError('CANCELLED', 'the task was cancelled'))
    }
    return this.#single.status === 'cancelled'
  }

  /** @internal Queues the call. */
  static start<T>(options: SingleOptions): Task<T> {
    let single!: Single
    const task = new Task<T>((resolve, reject) => {
      single = new Single(options, resolve, reject)
    })
    task.#single = single
    options.scheduler.enqueueOne(single)
    return task
  }
}

/** Queues a call, and resolves to what it gives. */
export function runSingle<T>(options: SingleOptions, stop: Stop | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const single = new Single(options, resolve, reject)
    if (stop !== undefined) single.settled = stop.on((error) => single.drop(single.error({ error })))
    options.scheduler.enqueueOne(single)
  })
}
