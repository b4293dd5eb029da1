/**
 * A function of several arguments: `starmap.py` beside this file. It differs in that no `itertools` is needed for columns:
 * `map` takes several iterables, side by side. Its function gets the index as its last argument, that of `starmap` does not.
 */
import { Pool } from 'allcores'

function power(base, exponent) {
  return base ** exponent
}

const bases = [2, 3, 4, 5]
const exponents = [10, 5, 3, 2]

const pool = new Pool({ workers: 4 })
const rows = await pool.starmap(power, [
  [2, 10],
  [3, 5],
  [4, 3],
  [5, 2],
])
console.log(`starmap: ${rows.join(' ')}`)
const columns = await pool.map(power, bases, exponents)
console.log(`columns: ${columns.join(' ')}`)
await pool.close()
