/** The other process of a contended hand-over: acquires the next lock, gives back the last one, round and round. */
import { Lock } from 'allcores'

const names = process.argv.slice(2)
const locks = names.map((name) => Lock.attach(name))

/** Goes on from the lock `at`, which is held, for so many locks. */
function walk(at, held, count) {
  for (let i = 0; i < count; i++) {
    at = (at + 1) % locks.length
    const next = locks[at].acquireSync()
    held.release()
    held = next
  }
  return [at, held]
}

let place = [1, locks[1].acquireSync()]
process.on('message', (count) => {
  place = walk(...place, count)
  process.send('done')
})
process.send('ready')
