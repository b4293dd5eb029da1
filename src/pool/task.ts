/** Single calls as promises that can be cancelled and watched, as Python's futures are. */
import { AllcoresError } from '../errors.js'
import type { Call } from './call.js'
import { type Arguments, Chunk, type Outcome } from './chunk.js'
import type { WorkerId } from './executors/executor.js'

/** Where a task is: `cancelled` also stands for aborted by its signal. */
export type TaskState = 'pending' | 'running' | 'fulfilled' | 'rejected' | 'cancelled'

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
  #state: TaskState = 'pending'
  #startedAt: number | undefined
  #worker: WorkerId | undefined
  #drop: ((error: unknown) => void) | undefined

  /** What `then` and its kin return. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise
  }

  /** Where the task is. */
  get state(): TaskState {
    return this.#state
  }

  /** When the task was given to its worker, if it was. */
  get startedAt(): Date | undefined {
    return this.#startedAt === undefined ? undefined : new Date(this.#startedAt)
  }

  /** The worker that the task was given to, if it was. */
  get worker(): WorkerId | undefined {
    return this.#worker
  }

  /**
   * Takes the task back: one that waits never runs; one that runs loses its worker if it does not end at once. The
   * promise rejects with an {@link AllcoresError} of code `CANCELLED`; where nobody handles that, it is no unhandled
   * rejection.
   *
   * @returns whether the task is cancelled: `false` if it had settled before.
   */
  cancel(): boolean {
    if (this.#drop !== undefined) {
      this.catch(() => {})
      this.#drop(new AllcoresError('CANCELLED', 'the task was cancelled'))
    }
    return this.#state === 'cancelled'
  }

  /** @internal Queues the call. */
  static start<T>(call: Call, args: Arguments): Task<T> {
    let resolve!: (value: T) => void
    let reject!: (error: unknown) => void
    const task = new Task<T>((...settlers) => {
      ;[resolve, reject] = settlers
    })
    const settle = (state: TaskState) => {
      unlisten()
      task.#state = state
      task.#drop = undefined
    }
    const outcome: Outcome = {
      chunks: new Set(),
      started: ({ slot }) => {
        task.#state = 'running'
        task.#startedAt = Date.now()
        task.#worker = slot?.executor.id
      },
      ended: (_from, results, [failed], chunk) => {
        if (failed !== undefined && call.retry(chunk, ...failed)) return
        settle(failed === undefined ? 'fulfilled' : 'rejected')
        if (failed === undefined) resolve(results[0] as T)
        else reject(call.error(failed[1]))
      },
      lost: (error) => {
        settle('rejected')
        reject(call.error({ error }))
      },
    }
    task.#drop = (error) => {
      settle('cancelled')
      reject(error)
      call.scheduler.drop(outcome.chunks, true)
    }
    const unlisten = call.onStop((error) => task.#drop?.(error))
    call.scheduler.enqueue([new Chunk(call.fn, args, 0, 1, outcome, call.manner)])
    return task
  }
}
