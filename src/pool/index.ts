/** The pool's public names. */
export { asCompleted, type Completed } from './completed.js'
export { defaultPool } from './default.js'
export type { ChunkEnd, PoolEvents, WorkerExit, WorkerStart } from './events.js'
export type { WorkerId } from './executors/executor.js'
export type { WorkerKind } from './executors/kinds.js'
export type { ModuleTask, ModuleTasks, OverItems } from './module.js'
export type {
  ArrayOptions,
  CallOptions,
  IterateOptions,
  MapOptions,
  MapSyncOptions,
  PoolOptions,
  Progress,
} from './options.js'
export { Pool } from './pool.js'
export type { WorkerState } from './slot.js'
export type { Durations, PoolStats, WorkerStats } from './stats.js'
export { Task, type TaskState } from './task.js'
export { type ErrorClass, registerError } from './wire/error-classes.js'
