/** The pool's public names. */
export { asCompleted, type Completed } from './completed.js'
export type { ModuleTask, ModuleTasks, OverItems } from './module.js'
export { type CallOptions, type MapOptions, Pool, type PoolOptions } from './pool.js'
export { Task, type TaskState } from './task.js'
export { type ErrorClass, registerError } from './wire/error-classes.js'
