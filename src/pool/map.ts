/**
 * All items at once: the items are cut into chunks up front, the results come back in order. By default chunks are
 * ceil(n / (workers × 4)) items, as in Python, and shrink toward the end, so that the last worker to finish is not long
 * after the first.
 */
import { AsyncResource } from 'node:async_hooks'
import { ItemsFailedError } from '../errors.js'
import type { Call } from './call.js'
import { type FailedItem, place } from './chunk.js'
import { type Arguments, Items, type Outcome } from './items.js'
import type { Progress } from './options.js'

/** What a call over items wants, beside results. */
export interface Wishes {
  readonly failFast: boolean
  readonly onProgress: ((progress: Progress) => void) | undefined
}

/** Runs the calls and resolves to their results; rejects with the first failure, or at the end with all of them. */
export async function mapAll(
  call: Call,
  args: Arguments,
  sizes: Iterable<number>,
  wishes?: Wishes,
): Promise<unknown[]> {
  const results: unknown[] = new Array(args.size)
  const errors = await runChunks(
    call,
    args,
    sizes,
    (values, from, failures) => place(results, from, values, failures),
    wishes,
  )
  if (errors.size === 0) return results
  for (const item of errors.keys()) results[item] = undefined
  const inOrder = [...errors].sort(([a], [b]) => a - b).map(([, error]) => error)
  throw call.error({ error: new ItemsFailedError(inOrder, results) })
}

/**
 * Runs calls in chunks and hands over what each chunk gives. Resolves after the last, to the errors of items that failed,
 * and rejects with the first of them where that is to end the call.
 */
export function runChunks(
  call: Call,
  args: Arguments,
  sizes: Iterable<number>,
  take: (values: ArrayLike<unknown>, from: number, failures: readonly FailedItem[]) => void,
  { failFast, onProgress }: Wishes = { failFast: true, onProgress: undefined },
): Promise<Map<number, unknown>> {
  const errors = new Map<number, unknown>()
  if (args.size === 0) return Promise.resolve(errors)
  const progress = onProgress && AsyncResource.bind(onProgress)
  return new Promise((resolve, reject) => {
    let left = args.size
    const fail = (error: unknown, force: boolean) => {
      unlisten()
      reject(error)
      call.scheduler.drop(outcome.chunks, force)
    }
    const outcome: Outcome = {
      chunks: new Set(),
      ended(from, values, failures, chunk) {
        left -= args.isRange ? chunk.from - from : values.length + failures.length
        for (const [item, failure] of failures) {
          if (call.retry(chunk, item, failure)) left += 1
          else {
            const error = call.error(failure, item)
            if (failFast) return fail(error, false)
            errors.set(item, error)
          }
        }
        take(values, from, failures)
        try {
          progress?.({ done: args.size - left, failed: errors.size, total: args.size })
        } catch (error) {
          return fail(error, false)
        }
        if (left > 0) return
        unlisten()
        resolve(errors)
      },
      lost: (error) => fail(call.error({ error }), false),
    }
    const unlisten = call.onStop((error) => fail(error, true))
    const chunks: Items[] = []
    let from = 0
    for (const size of sizes) {
      chunks.push(new Items(call.fn, args, from, from + size, outcome, call.manner))
      from += size
    }
    call.scheduler.enqueue(chunks)
  })
}

/** The sizes of the chunks for `n` items. */
export function* chunkSizes(n: number, workers: number, fixed: number | undefined): Generator<number> {
  const largest = fixed ?? Math.ceil(n / (workers * 4))
  const smallest = fixed ?? Math.ceil(largest / 8)
  for (let left = n; left > 0; ) {
    const size = Math.min(left, Math.max(smallest, Math.min(largest, Math.ceil(left / (workers * 2)))))
    yield size
    left -= size
  }
}
