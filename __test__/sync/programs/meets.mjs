/** Meets the others, round after round, and looks whether all are there. */
import { Barrier, Value } from 'allcores'
import { data, done, tell } from './partner.mjs'

const barrier = Barrier.from(data.barrier)
const arrived = Value.from(data.arrived)
let all = true
for (let round = 0; round < data.rounds; round++) {
  arrived.add(1)
  const index = data.sync ? barrier.waitSync() : await barrier.wait()
  all &&= arrived.value >= (round + 1) * barrier.parties && index >= 0 && index < barrier.parties
}
tell(all ? 'all were there' : 'somebody was missing')
done()
