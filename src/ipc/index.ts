/** Messages between threads and between processes: queues and pipes. */
export type { PipeOptions, QueueCreateOptions, QueueOptions } from './options.js'
export { Connection, type ConnectionHandle, Pipe } from './pipe.js'
export { type AnyQueue, JoinableQueue, Queue } from './queue.js'
