/**
 * Item by item: an async iterator that pulls its input only while fewer than two chunks per worker are open, so that
 * an endless or huge input is never held in memory and a slow consumer slows the producer down. A chunk is open from
 * when its items were pulled until the last of its results was taken.
 */
import { AllcoresError } from '../errors.js'
import { sideBySide } from './arguments.js'
import type { Call } from './call.js'
import { Chunk, type Outcome } from './chunk.js'
import { zip } from './zip.js'

/** A chunk whose results were not all taken. */
interface Open {
  readonly outcome: Outcome
  readonly results: unknown[]
  /** Which items have returned, and up to which they count: those after a failure do not. */
  readonly came: Uint8Array
  end: number
  error: { readonly reason: unknown } | undefined
}

/** How an iterator goes over its input. */
export interface Pace {
  readonly workers: number
  readonly chunkSize: number
  /** Whether results come in the order of the items, or as they are ready. */
  readonly ordered: boolean
}

/** Yields the results of the calls; ends with the first failure. Nothing happens before the first `next()`. */
export async function* iterate(
  call: Call,
  inputs: readonly Iterable<unknown>[],
  pace: Pace,
): AsyncGenerator<unknown, void, undefined> {
  const input = zip(inputs)
  /** In the order of their items. */
  const open = new Set<Open>()
  /** In the order in which they were ready. */
  const ready = new Set<Open>()
  let pulled = 0
  let exhausted = false
  let inputError: { readonly reason: unknown } | undefined
  let wake = () => {}
  const drop = (force: boolean) => {
    for (const { outcome } of open) call.scheduler.drop(outcome.chunks, force)
  }
  const unlisten = call.onStop(() => {
    drop(true)
    wake()
  })

  /** One item of each input; `undefined` at the end of the shortest. */
  const pull = (): unknown[] | undefined => {
    try {
      if (call.scheduler.closed) throw closedUnderIterator()
      const step = input.next()
      if (!step.done) return step.value
    } catch (reason) {
      inputError = { reason }
    }
    exhausted = true
    return undefined
  }

  const send = (rows: unknown[][]) => {
    const start = pulled
    pulled += rows.length
    const lists = inputs.map((_, column) => rows.map((row) => row[column]))
    const fail = (reason: unknown, at: number) => {
      if (at >= entry.end) return
      entry.end = at
      entry.results.length = at
      entry.error = { reason }
      settle()
    }
    const settle = () => {
      if (!isReady(entry)) return
      ready.add(entry)
      wake()
    }
    const outcome: Outcome = {
      chunks: new Set(),
      ended(from, values, [failed]) {
        for (let i = 0; i < values.length; i++) entry.results[from + i] = values[i]
        entry.came.fill(1, from, from + values.length)
        if (failed === undefined) settle()
        else fail(call.error(failed[1], start + failed[0]), failed[0])
      },
      lost: (error, chunk) => fail(call.error({ error }), chunk.from),
    }
    const size = rows.length
    const entry: Open = { outcome, results: new Array(size), came: new Uint8Array(size), end: size, error: undefined }
    open.add(entry)
    call.scheduler.enqueue([
      new Chunk(call.fn, sideBySide(lists, rows.length, true, start), 0, rows.length, outcome, call.manner),
    ])
  }

  const fill = () => {
    while (!exhausted && open.size < pace.workers * 2) {
      const rows: unknown[][] = []
      while (rows.length < pace.chunkSize) {
        const row = pull()
        if (row === undefined) break
        rows.push(row)
      }
      if (rows.length > 0) send(rows)
    }
  }

  try {
    for (;;) {
      if (call.stop.error !== undefined) throw call.error({ error: call.stop.error })
      fill()
      const [next] = pace.ordered ? open : ready
      if (open.size === 0) break
      if (next === undefined || !isReady(next)) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        continue
      }
      for (let i = 0; i < next.results.length; i++) yield next.results[i]
      if (next.error !== undefined) throw next.error.reason
      open.delete(next)
      ready.delete(next)
    }
    if (inputError !== undefined) throw inputError.reason
  } finally {
    unlisten()
    drop(false)
    input.return()
  }
}

function isReady({ came, end }: Open): boolean {
  const missing = came.indexOf(0)
  return missing < 0 || missing >= end
}

function closedUnderIterator(): Error {
  return new AllcoresError('POOL_CLOSED', 'the pool was closed before the iterator had ended')
}
