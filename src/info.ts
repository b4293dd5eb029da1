/** What allcores runs on: threads, instruction set, runtime. */
import { described, rangeError, typeError } from './errors.js'
import { native } from './native.js'

/** What `info` gives. */
export interface Info {
  /** Version of allcores. */
  version: string
  /** Vector instructions in use: `'avx512'`, `'avx2'`, `'neon'` or `'baseline'`. */
  isa: string
  /** Threads in use by the array functions. */
  threads: number
  /** The runtime and its version, such as `'node 20.19.0'`. */
  runtime: string
}

/**
 * Says what allcores runs on.
 *
 * @example
 * ```ts
 * typeof info().isa // 'string'
 * ```
 */
export function info(): Info {
  const { bun, deno, node } = process.versions
  const runtime = bun ? `bun ${bun}` : deno ? `deno ${deno}` : `node ${node}`
  return { ...native.info(), runtime }
}

/**
 * The number of cores that this process may use: affinity and container quotas are respected.
 *
 * @example
 * ```ts
 * availableParallelism() >= 1 // true
 * ```
 * @see Node's `os.availableParallelism`, Python's `os.process_cpu_count`.
 */
export function availableParallelism(): number {
  return native.availableParallelism()
}

/** More threads than this are a mistake. */
const MOST_THREADS = 1024

/**
 * Sets how many threads the array functions use, in this process, from the next call on.
 *
 * The environment variable `ALLCORES_THREADS` sets the number to start with; without it, it is
 * `availableParallelism()`. Answers do not depend on it.
 *
 * @param count - An integer from 1 to 1024.
 * @throws TypeError `INVALID_TYPE`, RangeError `OUT_OF_RANGE`.
 * @example
 * ```ts
 * setThreads(2)
 * info().threads // 2
 * ```
 */
export function setThreads(count: number): void {
  if (typeof count !== 'number') throw typeError('INVALID_TYPE', `count must be a number, got ${described(count)}`)
  if (!Number.isInteger(count) || count < 1 || count > MOST_THREADS) {
    throw rangeError('OUT_OF_RANGE', `count must be an integer from 1 to ${MOST_THREADS}, got ${count}`)
  }
  native.setThreads(count)
}
