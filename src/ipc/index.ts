/** Messages between threads and between processes: queues and pipes. */
export type { QueueCreateOptions, QueueOptions } from './options.js'
export { type AnyQueue, JoinableQueue, Queue } from './queue.js'
