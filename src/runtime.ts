/**
 * Which runtime this is. Deno and Bun have most of what Node has, and what rests on the rest of it is refused at the
 * call: otherwise it would be found out by a worker that never starts, or by a limit that nobody keeps.
 */
import { AllcoresError } from './errors.js'

const { bun, deno } = process.versions

/** The runtime's name. */
const RUNTIME = bun !== undefined ? 'Bun' : deno !== undefined ? 'Deno' : 'Node'

/**
 * Refuses what these runtimes cannot do.
 *
 * @throws AllcoresError `UNSUPPORTED_RUNTIME`
 */
export function refuseOn(runtimes: readonly (typeof RUNTIME)[], what: string, instead: string): void {
  if (!runtimes.includes(RUNTIME)) return
  throw new AllcoresError(
    'UNSUPPORTED_RUNTIME',
    `${what} cannot be had on ${RUNTIME}: ${instead}, or run this with Node`,
  )
}
