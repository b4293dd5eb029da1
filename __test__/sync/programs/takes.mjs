/** Takes from a buffer that is a number, until all have been taken. */
import { Condition, Value } from 'allcores'
import { data, done, tell } from './partner.mjs'

const condition = Condition.from(data.condition)
const full = Value.from(data.full)
const taken = Value.from(data.taken)
const ready = () => full.value > 0 || taken.value === data.COUNT
for (;;) {
  const held = data.sync ? condition.acquireSync() : await condition.acquire()
  if (data.sync) condition.waitForSync(ready)
  else await condition.waitFor(ready)
  const over = taken.value === data.COUNT
  if (!over) {
    full.add(-1)
    taken.add(1)
    condition.notifyAll()
  }
  held.release()
  if (over) break
}
tell('done')
done()
