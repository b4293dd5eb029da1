/** Memory that threads, processes and other languages have in common. */
export type { ShareableValue } from './list-values.js'
export { ShareableList, type ShareableListHandle } from './shareable-list.js'
export { sharedArray } from './shared-array.js'
export type { ShapedViewOptions, SharedMemoryHandle, ViewOptions } from './shared-memory.js'
export { SharedMemory } from './shared-memory.js'
