/** The options of queues and pipes. */
import { rangeError, show, typeError } from '../errors.js'
import { checkOptions } from '../options.js'
import { LEAST, MOST } from './ring.js'

/** How much a queue holds. */
export interface QueueOptions {
  /** Bytes of the memory that messages wait in, rounded up to a power of two. Larger messages go in parts. Default 1 MiB. */
  bytes?: number | undefined
}

/** How to create a queue between processes. */
export interface QueueCreateOptions extends QueueOptions {
  /** The most values that are in it at a time. Default 0: as many as there is memory for. */
  maxsize?: number | undefined
  /** 1 to 30 characters of `A-Z a-z 0-9 . _ -`. Default: a new one. */
  name?: string | undefined
}

/** How to make a pipe. */
export interface PipeOptions extends QueueOptions {
  /** Whether its ends may be in other processes, or only in threads of this one. Default `'threads'`. */
  between?: 'threads' | 'processes' | undefined
}

const DEFAULT = 1 << 20

/** Checks how many bytes a ring is to have. */
export function bytesIn(options: unknown, names: readonly string[] = ['bytes']): number {
  const { bytes = DEFAULT } = checkOptions(options, names) as QueueOptions
  const wanted = `bytes must be an integer from ${LEAST} to ${MOST}, got ${show(bytes)}`
  if (typeof bytes !== 'number') throw typeError('INVALID_TYPE', wanted)
  if (!(Number.isInteger(bytes) && bytes >= LEAST && bytes <= MOST)) throw rangeError('OUT_OF_RANGE', wanted)
  return 2 ** Math.ceil(Math.log2(bytes))
}

/** Checks how many values a queue is to hold. */
export function checkMaxsize(maxsize: unknown = 0): number {
  const wanted = `maxsize must be an integer from 0 to ${2 ** 31 - 1}, got ${show(maxsize)}`
  if (typeof maxsize !== 'number') throw typeError('INVALID_TYPE', wanted)
  if (!(Number.isInteger(maxsize) && maxsize >= 0 && maxsize < 2 ** 31)) throw rangeError('OUT_OF_RANGE', wanted)
  return maxsize
}
