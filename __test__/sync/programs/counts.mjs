/** Increments a counter under a lock, in two steps between which others could come, were it not for the lock. */
import { Lock, RLock, Value } from 'allcores'
import { data, done, tell } from './partner.mjs'

const lock = data.lock.type === 'RLock' ? RLock.from(data.lock) : Lock.from(data.lock)
const counter = Value.from(data.counter)
for (let i = 0; i < data.times; i++) {
  const held = data.sync ? lock.acquireSync() : await lock.acquire()
  const value = counter.value
  if (i % 16 === 0) await null
  counter.value = value + 1
  held.release()
}
tell('done')
done()
