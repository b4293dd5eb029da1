/**
 * Four mistakes that articles on Python's multiprocessing warn of, each made on purpose. There is no Python program
 * beside this file, for there each of them ends in an error, in a machine without memory, or in a wait; here three of
 * them do no harm, and a captured variable gives an error that names it.
 */
import { availableParallelism, Pool, sharedArray } from 'allcores'

console.log('this file runs once')

// 1. No main guard. A worker process of Python that is spawned imports the script again, and without the guard starts
// workers of its own. A worker here never runs the script.
const processes = new Pool({ workers: 'process', size: 2 })
const squares = await processes.map((x) => x * x, [1, 2, 3])
console.log(`1. no main guard: ${squares.join(' ')}`)
await processes.close()

// 2. Functions that cannot be pickled. A lambda can be sent; what it captures cannot, and the error says what.
const pool = new Pool({ workers: 2 })
const lambda = await pool.map((x) => x + 1, [1, 2, 3])
console.log(`2. a lambda: ${lambda.join(' ')}`)
const rate = 3
const refused = await pool.map((x) => x * rate, [1, 2, 3]).catch((error) => error)
console.log(`   a captured variable: ${refused.message}`)
const given = await pool.starmap(
  (x, rate) => x * rate,
  [1, 2, 3].map((x) => [x, rate]),
)
console.log(`   the variable as an argument: ${given.join(' ')}`)

// 3. Too many workers. One warning says so, and workers start only as there is work for them.
process.on('warning', ({ message }) => console.log(`3. the warning: ${message.replace(/\d+ cores/, 'few cores')}`))
const crowd = new Pool({ workers: 1000 * availableParallelism() })
await crowd.map((x) => x, [1, 2])
console.log(`   more than two workers for two items: ${crowd.stats().started > 2}`)
await crowd.close()

// 4. Huge data. What lies in shared memory is not copied, not even for a worker that writes to it.
const data = sharedArray('float64', 10_000_000).fill(1)
const ranges = [0, 1].map((part) => [data, part * 5_000_000, (part + 1) * 5_000_000])
const sums = await pool.starmap((data, from, to) => {
  let sum = 0
  for (let i = from; i < to; i++) sum += data[i]
  data[from] = -1
  return sum
}, ranges)
console.log(`4. ${data.byteLength / 1e6} MB, shared: ${sums.join(' + ')}; written by a worker: ${data[0]}`)
await pool.close()
