/** How workers end, in words: for errors and warnings. */
import { show, WorkerDiedError } from '../errors.js'
import type { Death, WorkerId } from './executors/executor.js'

/** The error of a task that lost its worker. */
export function diedError({ kind: _, ...which }: WorkerId, death: Death): WorkerDiedError {
  const { exitCode, signal, error } = death
  return new WorkerDiedError(
    `the worker that ran the task ended ${ending(death)}`,
    { exitCode, ...(signal && { signal }), ...which },
    error === undefined ? {} : { cause: error },
  )
}

/** How a worker ended. */
export function ending({ error, exitCode, signal }: Death): string {
  if (error !== undefined) return `by an uncaught error (${show(error)})`
  return signal ? `by signal ${signal}` : `with exit code ${exitCode}`
}
