/** The pool of a program that wants one and no more. */
import { Pool } from './pool.js'

let shared: Pool | undefined

/**
 * The pool of this program: made at the first call, the same from then on, with one worker per core. It need not be
 * closed, as an idle pool does not keep the program alive; after a `close()` the next call makes a new one.
 *
 * @example
 * ```ts
 * await defaultPool().map((text) => text.length, ['one', 'three']) // [3, 5]
 * ```
 */
export function defaultPool(): Pool {
  if (shared === undefined || shared.closed) shared = new Pool()
  return shared
}
