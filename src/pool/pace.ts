/**
 * How many calls go together. A message should take about a millisecond to work through: then what it costs is nothing,
 * and nobody waits for it long. How long a function takes is learned as it runs; the first call of it goes alone.
 */
import type { Chunk } from './chunk.js'
import type { PriorityQueue } from './queue.js'
import { Batch, Single } from './single.js'
import type { Shipped } from './wire/functions.js'

/** How long a batch should take, in ms, and how many calls it has at most. */
const TOGETHER = 1
const MOST = 1000

/** So many calls go alone after one that held others up; twice as many the next time. */
const ALONE = 1000

/** What is known of a function. */
interface Known {
  /** The time of a call, in ms. */
  time: number
  /** How many calls go alone, and how many will the next time. */
  alone: number
  penalty: number
}

/** How fast functions are, and what follows from that. */
export class Pace {
  readonly #known = new WeakMap<Shipped, Known>()

  /** So many calls of this function took so long, in ms. A slow one is believed at once, a quick one by halves. */
  learn(fn: Shipped, calls: number, ms: number): void {
    const time = ms / calls
    const known = this.#known.get(fn)
    if (known === undefined) this.#known.set(fn, { time, alone: 0, penalty: ALONE })
    else {
      known.time = time > known.time ? time : (time + known.time) / 2
      known.alone -= Math.min(known.alone, calls)
    }
  }

  /** A call of this function held up others that went with it. */
  part(fn: Shipped): void {
    const known = this.#known.get(fn)
    if (known === undefined) return
    known.alone = known.penalty
    known.penalty *= 2
  }

  /** The next chunk of a queue that is not empty; for one of `workers`, with no more than `most` items where it can be. */
  next(queue: PriorityQueue<Chunk>, workers: number, most: number): Chunk {
    const share = Math.ceil(queue.size / workers)
    const first = queue.shift()!
    if (!(first instanceof Single) || !first.isSociable) return first
    const known = this.#known.get(first.fn)
    if (known === undefined || known.alone > 0) return first
    const limit = Math.min(TOGETHER / known.time, MOST, share, most)
    const singles = [first]
    while (singles.length < limit) {
      const next = queue.first
      if (!(next instanceof Single) || !next.isSociable || next.fn !== first.fn) break
      if (next.list.length !== first.list.length || next.priority !== first.priority) break
      queue.remove(next)
      singles.push(next)
    }
    return singles.length > 1 ? new Batch(singles) : first
  }
}
