/** An array that four workers double in place, each its quarter: `shared_array.py` beside this file. */
import { Pool, sharedArray, sum } from 'allcores'

function double(array, from, to) {
  for (let i = from; i < to; i++) array[i] *= 2
}

const length = Number(process.argv[2] ?? 1000)
const array = sharedArray('float64', length)
for (let i = 0; i < length; i++) array[i] = i
const pool = new Pool({ workers: 4 })
const quarter = Math.ceil(length / 4)
const parts = [0, 1, 2, 3].map((part) => [array, part * quarter, Math.min(length, (part + 1) * quarter)])
await pool.starmap(double, parts)
await pool.close()
console.log(`first: ${array.subarray(0, 5).join(' ')}`)
console.log(`sum: ${sum(array)}`)
