/** Where the words and the bytes of a queue or a pipe are. */
import { show, typeError } from '../errors.js'
import { placeIn, type Place as Words } from '../sync/place.js'

/** The words of an instance, and bytes behind them. */
export interface Place extends Words {
  /** Where the bytes begin. */
  readonly offset: number
}

/** Words and bytes of zeros for the threads of this process. */
export function newPlace(words: number, bytes: number): Place {
  return { ...placeIn(new SharedArrayBuffer(4 * words + bytes)), offset: 4 * words }
}

/** The place that a handle names, which must be of this type. */
export function placeOf(handle: unknown, type: string, words: number): Place {
  const { type: found, memory } = Object(handle) as { type?: unknown; memory?: unknown }
  if (found !== type) throw typeError('INVALID_TYPE', `handle must be that of a ${type}, got ${show(handle)}`)
  if (!(memory instanceof SharedArrayBuffer) || memory.byteLength < 4 * words) {
    throw typeError('INVALID_TYPE', `the handle has no memory of a ${type}, got ${show(memory)}`)
  }
  return { ...placeIn(memory), offset: 4 * words }
}
