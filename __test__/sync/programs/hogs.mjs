/** Takes a lock again as soon as it has given it back. */
import { Lock, Value } from 'allcores'
import { data, done, tell } from './partner.mjs'

const lock = Lock.from(data.lock)
const stop = Value.from(data.stop)
tell('ready')
while (stop.value === 0) {
  const held = lock.acquireSync()
  for (const until = performance.now() + 0.05; performance.now() < until; );
  held.release()
}
tell('done')
done()
