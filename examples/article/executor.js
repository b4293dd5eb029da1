/**
 * Tasks with names, reported as they complete: `executor.py` beside this file, which uses `ProcessPoolExecutor`, `submit`
 * and `as_completed`. It differs in that a task is a promise, and that `asCompleted` yields a record of the task and of how
 * it ended, so that one that failed needs no `try`.
 */
import { asCompleted, Pool } from 'allcores'

function analyse(values) {
  if (values.length === 0) throw new RangeError('no values')
  const total = values.reduce((sum, value) => sum + value, 0)
  return Math.floor(total / values.length)
}

const series = {
  temperatures: [21, 19, 24, 28],
  humidities: [40, 55, 61],
  pressures: [],
  winds: [3, 9, 12, 4, 7],
}

const pool = new Pool({ workers: 2 })
const names = new Map()
for (const [name, values] of Object.entries(series)) names.set(pool.submit(analyse, values), name)
for await (const { task, status, value, reason } of asCompleted(names.keys())) {
  const outcome = status === 'fulfilled' ? `mean ${value}` : `failed: ${reason.message}`
  console.log(`${names.get(task)}: ${outcome}`)
}
await pool.close()
