/** The kinds of worker that a pool can have. */
import type { ResourceLimits } from 'node:worker_threads'
import { type Border, threadBorder } from '../wire/cloneable.js'
import { processBorder } from '../wire/frames.js'
import type { Spawn } from './executor.js'
import { processes } from './process.js'
import { threads } from './thread.js'

const KINDS = {
  thread: { spawner: threads, border: threadBorder },
  process: { spawner: processes, border: processBorder },
} as const

/** A kind of worker. */
export type WorkerKind = keyof typeof KINDS

/** The names of the kinds. */
export const WORKER_KINDS = Object.keys(KINDS) as WorkerKind[]

/** What starts workers of this kind, of which there are so many at most. */
export function spawner(kind: WorkerKind, resourceLimits: ResourceLimits | undefined, workers: number): Spawn {
  return KINDS[kind].spawner(resourceLimits, workers)
}

/** What lies between a pool and workers of this kind. */
export function borderOf(kind: WorkerKind): Border {
  return KINDS[kind].border
}
