/**
 * All items at once: the items are cut into chunks up front, the results come back in order. By default chunks are
 * ceil(n / (workers × 4)) items, as in Python, and shrink toward the end, so that the last worker to finish is not long
 * after the first.
 */
import type { Call } from './call.js'
import { type Arguments, Chunk, type Outcome } from './chunk.js'

/** Runs the calls and resolves to their results; rejects with the first failure. */
export async function mapAll(call: Call, args: Arguments, sizes: Iterable<number>): Promise<unknown[]> {
  const results: unknown[] = new Array(args.size)
  await runChunks(call, args, sizes, (values, from) => {
    for (let i = 0; i < values.length; i++) results[from + i] = values[i]
  })
  return results
}

/** Runs calls in chunks and hands over what each chunk gives; resolves after the last and rejects with the first failure. */
export function runChunks(
  call: Call,
  args: Arguments,
  sizes: Iterable<number>,
  take: (values: ArrayLike<unknown>, from: number) => void,
): Promise<void> {
  if (args.size === 0) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const fail = (error: unknown, force: boolean) => {
      unlisten()
      reject(error)
      call.scheduler.drop(outcome.chunks, force)
    }
    const outcome: Outcome = {
      chunks: new Set(),
      ended(from, values, [failed]) {
        if (failed !== undefined) return fail(call.error(failed[1], failed[0]), false)
        take(values, from)
        if (outcome.chunks.size > 0) return
        unlisten()
        resolve()
      },
      lost: (error) => fail(call.error({ error }), false),
    }
    const unlisten = call.onStop((error) => fail(error, true))
    const chunks: Chunk[] = []
    let from = 0
    for (const size of sizes) {
      chunks.push(new Chunk(call.fn, args, from, from + size, outcome, call.manner))
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
