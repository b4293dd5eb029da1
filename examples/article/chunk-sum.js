/**
 * The sum of an array that workers add up chunk by chunk: `chunk_sum.py` beside this file. It differs in that the chunks
 * are not sent: the workers see one memory. `node chunk-sum.js [1000000]`: how many elements; 100000000 are 800 MB.
 */
import { Pool, sharedArray } from 'allcores'

function sumOf(array, from, to) {
  let sum = 0
  for (let i = from; i < to; i++) sum += array[i]
  return sum
}

const length = Number(process.argv[2] ?? 1_000_000)
const CHUNKS = 16
const array = sharedArray('float64', length)
for (let i = 0; i < length; i++) array[i] = i
const pool = new Pool()
const size = Math.ceil(length / CHUNKS)
const chunks = Array.from({ length: CHUNKS }, (_, i) => [
  array,
  Math.min(length, i * size),
  Math.min(length, (i + 1) * size),
])
const sums = await pool.starmap(sumOf, chunks)
await pool.close()
console.log(`sum: ${sums.reduce((a, b) => a + b, 0)}`)
