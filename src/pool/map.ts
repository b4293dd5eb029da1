/**
 * All items at once: the items are cut into chunks up front, the results come back in order. By default chunks are
 * ceil(n / (workers × 4)) items, as in Python, and shrink toward the end, so that the last worker to finish is not long
 * after the first.
 */
import type { Call } from './call.js'
import { type Arguments, Chunk } from './chunk.js'

/** Runs the calls and resolves to their results; rejects with the first failure. */
export async function mapAll(call: Call, args: Arguments, sizes: Iterable<number>): Promise<unknown[]> {
  const results: unknown[] = new Array(args.size)
  await runChunks(call, args, sizes, (values, from, to) => {
    for (let i = from; i < to; i++) results[i] = values[i - from]
  })
  return results
}

/** Runs calls in chunks and hands over what each chunk gives; resolves after the last and rejects with the first failure. */
export function runChunks(
  call: Call,
  args: Arguments,
  sizes: Iterable<number>,
  take: (values: ArrayLike<unknown>, from: number, to: number) => void,
): Promise<void> {
  if (args.size === 0) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const chunks: Chunk[] = []
    let left = args.size
    const fail = (error: unknown, force: boolean) => {
      unlisten()
      reject(error)
      call.scheduler.drop(chunks, force)
    }
    const unlisten = call.onStop((error) => fail(error, true))
    let from = 0
    for (const size of sizes) {
      const start = from
      from += size
      chunks.push(
        new Chunk(call.fn, args, start, from, {
          done: (values) => {
            take(values, start, start + size)
            left -= size
            if (left > 0) return
            unlisten()
            resolve()
          },
          failed: (failure, at) => fail(call.error(failure, at === undefined ? at : start + at), false),
        }),
      )
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
