/**
 * Item by item: an async iterator that pulls its input only while fewer than two chunks per worker are open, so that
 * an endless or huge input is never held in memory and a slow consumer slows the producer down. A chunk is open from
 * when its items were pulled until the last of its results was taken.
 */
import { AllcoresError } from '../errors.js'
import { sideBySide } from './arguments.js'
import type { Call } from './call.js'
import { place } from './chunk.js'
import { Items, type Outcome } from './items.js'
import { isIterable } from './options.js'
import { type Input, zip, zipAsync } from './zip.js'

/** A chunk whose results were not all taken. */
interface Open {
  readonly outcome: Outcome
  readonly results: unknown[]
  /** Which items have ended, and up to which they count: those after a failure do not. */
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
  inputs: readonly Input[],
  pace: Pace,
): AsyncGenerator<unknown, void, undefined> {
  const source = new Source(call, inputs, pace.chunkSize)
  /** In the order of their items. */
  const open = new Set<Open>()
  /** In the order in which they were ready. */
  const ready = new Set<Open>()
  let pulled = 0
  let wake = () => {}
  const drop = (force: boolean) => {
    for (const { outcome } of open) call.scheduler.drop(outcome.chunks, force)
  }
  const unlisten = call.onStop(() => {
    drop(true)
    wake()
  })
  const unwatch = call.scheduler.onFailed(() => wake())

  const send = (rows: unknown[][]) => {
    const start = pulled
    const size = rows.length
    pulled += size
    const fail = (reason: unknown, at: number) => {
      if (at >= entry.end) return
      entry.end = at
      entry.results.length = at
      entry.error = { reason }
    }
    const settle = () => {
      if (!isReady(entry)) return
      ready.add(entry)
      wake()
    }
    const outcome: Outcome = {
      chunks: new Set(),
      ended(from, values, failures, chunk) {
        place(entry.results, from, values, failures)
        entry.came.fill(1, from, from + values.length + failures.length)
        for (const [at, failure] of failures) {
          if (call.retry(chunk, at, failure)) entry.came[at] = 0
          else fail(call.error(failure, start + at), at)
        }
        settle()
      },
      lost(error, { from }) {
        fail(call.error({ error }), from)
        settle()
      },
    }
    const entry: Open = { outcome, results: new Array(size), came: new Uint8Array(size), end: size, error: undefined }
    open.add(entry)
    const lists = inputs.map((_, column) => rows.map((row) => row[column]))
    const args = sideBySide(lists, size, true, start)
    call.scheduler.enqueue([new Items(call.fn, args, 0, size, outcome, call.manner)])
  }

  try {
    for (;;) {
      if (call.stop.error !== undefined) throw call.error({ error: call.stop.error })
      while (open.size < pace.workers * 2) {
        const rows = source.take(() => wake())
        if (rows === undefined) break
        send(rows)
      }
      const [next] = pace.ordered ? open : ready
      if (next !== undefined && isReady(next)) {
        for (let i = 0; i < next.results.length; i++) yield next.results[i]
        if (next.error !== undefined) throw next.error.reason
        open.delete(next)
        ready.delete(next)
      } else if (open.size === 0 && source.ended) break
      else {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    }
    if (source.error !== undefined) throw source.error.reason
  } finally {
    unlisten()
    unwatch()
    drop(false)
    await source.close()
  }
}

/** The input of an iterator, in chunks. */
class Source {
  readonly #call: Call
  readonly #size: number
  readonly #input
  /** Pulled asynchronously: a chunk that is there, and whether one is on its way. */
  #rows: unknown[][] | undefined
  #pulling = false
  #exhausted = false
  #closed = false
  /** What the input threw. */
  error: { readonly reason: unknown } | undefined

  constructor(call: Call, inputs: readonly Input[], size: number) {
    this.#call = call
    this.#size = size
    this.#input = inputs.every(isIterable) ? zip(inputs) : zipAsync(inputs)
  }

  /** Whether nothing more will come. */
  get ended(): boolean {
    if (this.#pulling && this.#call.scheduler.failed) this.#fail(closedUnderIterator())
    return this.#exhausted && this.#rows === undefined
  }

  /** The next chunk; where it has to be waited for, it will be told that there is one. A closed pool takes none. */
  take(tell: () => void): unknown[][] | undefined {
    const rows = this.#next(tell)
    if (rows === undefined || !this.#call.scheduler.closed) return rows
    this.#fail(closedUnderIterator())
    return undefined
  }

  #next(tell: () => void): unknown[][] | undefined {
    if (!(Symbol.iterator in this.#input)) {
      const rows = this.#rows
      this.#rows = undefined
      if (rows === undefined && !this.#exhausted && !this.#pulling) void this.#pull(this.#input, tell)
      return rows
    }
    const rows: unknown[][] = []
    try {
      while (!this.#exhausted && rows.length < this.#size) {
        if (this.#call.scheduler.closed) throw closedUnderIterator()
        const step = this.#input.next()
        if (step.done) this.#exhausted = true
        else rows.push(step.value)
      }
    } catch (reason) {
      this.#fail(reason)
    }
    return rows.length > 0 ? rows : undefined
  }

  /** Ends the input; one that is being waited for is not waited for any longer. */
  async close(): Promise<void> {
    this.#closed = true
    const closed = this.#input.return()
    if (!this.#pulling) await closed
    else Promise.resolve(closed).catch(() => {})
  }

  async #pull(input: AsyncGenerator<unknown[]>, tell: () => void): Promise<void> {
    this.#pulling = true
    const rows: unknown[][] = []
    try {
      while (!this.#exhausted && !this.#closed && rows.length < this.#size) {
        if (this.#call.scheduler.closed) throw closedUnderIterator()
        const step = await input.next()
        if (step.done) this.#exhausted = true
        else rows.push(step.value)
      }
    } catch (reason) {
      this.#fail(reason)
    }
    if (rows.length > 0) this.#rows = rows
    this.#pulling = false
    tell()
  }

  #fail(reason: unknown): void {
    this.error ??= { reason }
    this.#exhausted = true
  }
}

function isReady({ came, end }: Open): boolean {
  const missing = came.indexOf(0)
  return missing < 0 || missing >= end
}

function closedUnderIterator(): Error {
  return new AllcoresError('POOL_CLOSED', 'the pool was closed before the iterator had ended')
}
