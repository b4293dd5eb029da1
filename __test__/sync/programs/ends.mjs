/** An event that nobody sets keeps no program alive unless somebody waits for it; a pending wait does. */
import { Event, Lock } from 'allcores'

const lock = Lock.create()
const event = Event.create()
const held = lock.acquireSync()
setTimeout(() => held.release(), 50).unref()
setTimeout(() => event.set(), 100).unref()
await event.wait()
;(await lock.acquire()).release()
console.log('waited')
