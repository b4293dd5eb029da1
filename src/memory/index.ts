/** Memory that threads, processes and other languages have in common. */
export type { SharedMemoryHandle, TypedArrayClass, ViewOptions } from './shared-memory.js'
export { SharedMemory } from './shared-memory.js'
