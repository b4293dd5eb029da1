/** One call on every worker. */
import type { Call } from './call.js'
import { type Arguments, Items, type Outcome } from './items.js'

/** Resolves to the results; rejects with the first failure. */
export function broadcast(call: Call, args: Arguments): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const results: unknown[] = []
    const fail = (error: unknown, force: boolean) => {
      unlisten()
      reject(error)
      call.scheduler.drop(outcome.chunks, force)
    }
    const outcome: Outcome = {
      chunks: new Set(),
      ended(_from, values, [failed]) {
        if (failed !== undefined) return fail(call.error(failed[1]), false)
        results.push(values[0])
        if (outcome.chunks.size > 0) return
        unlisten()
        resolve(results)
      },
      lost: (error) => fail(call.error({ error }), false),
    }
    const unlisten = call.onStop((error) => fail(error, true))
    call.scheduler.enqueueForEach(() => new Items(call.fn, args, 0, 1, outcome, call.manner))
  })
}
