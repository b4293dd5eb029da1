/**
 * The first pool: `process_item.py` beside this file. It differs in that the pool needs no main guard, for a worker never
 * runs this file; that `map` gives a promise; and that the pool is closed by `close`, or by `await using` where the
 * runtime has it.
 */
import { Pool } from 'allcores'

function processItem(item) {
  return item * item
}

const pool = new Pool({ workers: 4 })
const results = await pool.map(processItem, Array(10).keys())
console.log(`results: ${results.join(' ')}`)
await pool.close()
