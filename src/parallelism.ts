/** How many threads this process may run at once: the default size of everything that is parallel. */
import os from 'node:os'

/** The number of threads this process may run at once. */
export function availableParallelism(): number {
  return os.availableParallelism()
}
