/** What came of an instance on its way to another thread or process, as an instance again. */
import { isHandle } from './handles.js'
import { ShareableList, type ShareableListHandle } from './shareable-list.js'
import { SharedMemory, type SharedMemoryHandle } from './shared-memory.js'

/** An instance of what a handle is of; any other value as it is. */
export function revive(value: unknown): unknown {
  if (isHandle(value, 'SharedMemory')) return SharedMemory.attach(value as SharedMemoryHandle)
  if (isHandle(value, 'ShareableList')) return ShareableList.attach(value as ShareableListHandle)
  return value
}
