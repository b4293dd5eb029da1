/** Clocks on workers: what a worker is at is looked up in its words when time is over, for a busy one says nothing. */
import type { Chunk } from './chunk.js'
import type { Batch } from './single.js'
import type { Slot } from './slot.js'

/** How long a worker may take to begin with a timed chunk, in ms: it is idle when that is sent. */
const BEGIN_GRACE = 5000
/** How long an item of a batch may hold up those behind it, in ms. */
const OVERDUE = 10

/** Tells when an item of the worker's chunk has run longer than `timeout` ms, or the worker does not begin. */
export function watchItems(slot: Slot, timeout: number, tell: () => void): void {
  const sent = performance.now()
  const look = (ms: number) => {
    slot.watch = setTimeout(() => {
      const { at } = slot
      if (isThrough(slot.chunk!, at)) return
      const left = at < 0 ? sent + BEGIN_GRACE - performance.now() : timeout - slot.executor.words.spent()
      if (left > 0) look(Math.min(left, timeout))
      else tell()
    }, ms)
  }
  look(timeout)
}

/** Tells when the worker has been at one item of a batch for too long, and which one that is. */
export function watchBatch(slot: Slot, batch: Batch, tell: (at: number) => void): void {
  const look = (before: number) => {
    slot.watch = setTimeout(() => {
      const { at } = slot
      if (at < 0 || at !== before) look(at)
      else if (at < batch.to - batch.base - 1) tell(at)
    }, OVERDUE)
  }
  look(-1)
}

/** Asks the worker to stop with its chunk. Tells when, after `grace` ms, it is still at an item that nobody wants. */
export function stopWithin(slot: Slot, grace: number, tell: () => void): void {
  slot.executor.words.stop(slot.chunk!.id)
  slot.timer ??= setTimeout(() => {
    slot.timer = undefined
    const { at } = slot
    const chunk = slot.chunk!
    if (at < 0) tell()
    else if (!isThrough(chunk, at) && !chunk.isWanted(chunk.base + at)) tell()
  }, grace)
}

/** Whether a worker that is `at` an item of a chunk has run all of them: its answer is on the way. */
function isThrough(chunk: Chunk, at: number): boolean {
  return at >= chunk.to - chunk.base
}
