/**
 * Chunks as requests to one worker: a function goes along only where the worker does not have it any more, so both sides
 * have to forget the same ones.
 */
import { LruMap } from '../wire/lru.js'
import type { Reply, Run } from '../wire/protocol.js'
import type { Work } from './executor.js'

/** Functions a worker remembers; older ones are sent again when they come back. */
const REMEMBERED = 256

/** The requests to one worker. */
export class Requests {
  readonly #known = new LruMap<number, true>(REMEMBERED)
  /** The function that went along with the last request, if one did. */
  #last: number | undefined

  /** Posts a chunk; where `post` throws, nothing was sent. */
  send(work: Work, post: (request: Run, transfer: ArrayBuffer[]) => void): void {
    const transfer: ArrayBuffer[] = []
    const { id } = work.fn
    const payload = work.payload(transfer)
    const isNew = this.#known.get(id) === undefined
    const forget = isNew ? this.#known.set(id, true) : undefined
    const request: Run = {
      kind: 'run',
      chunk: work.id,
      size: work.size,
      fn: id,
      ...(isNew && { source: work.fn }),
      ...(forget !== undefined && { forget }),
      ...(work.independent && { independent: true }),
      ...(work.timeout !== undefined && { timed: true }),
      ...payload,
    }
    this.#last = isNew ? id : undefined
    try {
      post(request, transfer)
    } catch (error) {
      if (isNew) this.#known.delete(id)
      throw error
    }
  }

  /** Hears a reply: a worker that could not read a request has not got the function that went along with it. */
  hear({ kind }: Reply): void {
    if (kind === 'unreadable' && this.#last !== undefined) this.#known.delete(this.#last)
  }
}
