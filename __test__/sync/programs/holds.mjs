/** Holds what it is given, or waits for it, until it is killed. */
import { Barrier, BoundedSemaphore, Lock, RLock, Semaphore } from 'allcores'
import { data, tell } from './partner.mjs'

const classes = { Barrier, BoundedSemaphore, Lock, RLock, Semaphore }
const shared = classes[data.shared.type].from(data.shared)
setInterval(() => {}, 1000)
if (data.act === 'hold') shared.acquireSync()
tell('ready')
if (data.act === 'wait') await (shared.acquire ?? shared.wait).call(shared)
if (data.act === 'waitSync') (shared.acquireSync ?? shared.waitSync).call(shared)
tell('went on')
