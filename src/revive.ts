/**
 * What came of an instance on its way to another thread or process, as an instance again, with every class that has a
 * handle: shared memory, locks and queues are the same ones on both sides.
 */
import './ipc/index.js'
import './memory/index.js'
import './sync/index.js'

export { revive } from './memory/handles.js'
