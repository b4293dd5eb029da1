/** The pool's public names. */
export type { CallOptions, MapOptions, PoolOptions } from './pool.js'
export { Pool } from './pool.js'
export type { TaskState } from './task.js'
export { asCompleted, Task } from './task.js'
