/**
 * How much the size of chunks matters: `chunk_size.py` beside this file. The same 10,000 small tasks travel one by one,
 * and in chunks of 10, 100 and 1000. It differs in what stands where no `chunkSize` is given: chunks begin at the size that
 * Python has, and shrink toward the end.
 */
import { Pool } from 'allcores'

function square(x) {
  return x * x
}

const ITEMS = 10_000
const pool = new Pool({ workers: 2 })
await pool.ready
console.log('chunk size | total        | time')
for (const chunkSize of [1, 10, 100, 1000]) {
  const start = performance.now()
  const squares = await pool.map(square, Array(ITEMS).keys(), { chunkSize })
  const seconds = (performance.now() - start) / 1000
  const total = squares.reduce((sum, value) => sum + value, 0)
  console.log(`${String(chunkSize).padStart(10)} | ${total} | ${seconds.toFixed(3)} s`)
}
await pool.close()
