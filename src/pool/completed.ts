/**
 * Tasks in the order in which they settle. What is yielded is a record with the task in it, not the task: the types of
 * `for await` take every promise for its value, so a yielded task would be typed as what it resolves to.
 */
import { show, typeError } from '../errors.js'

/** How a task ended, as `Promise.allSettled` tells it, and which task it was. */
export type Completed<P> = PromiseSettledResult<Awaited<P>> & {
  /** The promise that settled. */
  readonly task: P
}

/**
 * Yields tasks, or any promises, in the order in which they settle, fulfilled or rejected, Python's `as_completed`. One
 * that is given twice is yielded once. Rejections of these promises count as handled. Leaving the loop early cancels
 * nothing.
 *
 * @param tasks - the tasks to wait for
 * @throws TypeError `INVALID_TYPE` if `tasks` is not an iterable of promises
 *
 * @example
 * ```ts
 * const tasks = ['1', '{'].map((text) => pool.submit((text) => JSON.parse(text), text))
 * const outcomes = []
 * for await (const done of asCompleted(tasks)) outcomes.push([tasks.indexOf(done.task), done.status])
 * outcomes.sort() // [[0, 'fulfilled'], [1, 'rejected']]
 * ```
 */
export function asCompleted<P extends PromiseLike<unknown>>(
  tasks: Iterable<P>,
): AsyncGenerator<Completed<P>, void, undefined> {
  if (typeof tasks?.[Symbol.iterator] !== 'function') {
    throw typeError('INVALID_TYPE', `tasks must be an iterable of promises, got ${show(tasks)}`)
  }
  const given = [...tasks]
  for (const [i, task] of given.entries()) {
    if (typeof task?.then !== 'function')
      throw typeError('INVALID_TYPE', `tasks[${i}] must be a promise, got ${show(task)}`)
  }
  const all = new Set(given)
  const settled: Completed<P>[] = []
  let wake = () => {}
  const note = (done: Completed<P>) => {
    settled.push(done)
    wake()
  }
  let left = all.size
  for (const task of all) {
    task.then(
      (value) => note({ status: 'fulfilled', value: value as Awaited<P>, task }),
      (reason) => note({ status: 'rejected', reason, task }),
    )
  }
  return (async function* () {
    for (; left > 0; left--) {
      if (settled.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      yield settled.shift()!
    }
  })()
}
