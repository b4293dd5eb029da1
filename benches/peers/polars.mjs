/** Polars: columns of a data frame in Rust. Results stay in its memory, as its users would leave them. */
import { createRequire } from 'node:module'
import { contender } from '../harness.mjs'

const require = createRequire(import.meta.url)
const pl = require('nodejs-polars')

export const { version } = require('nodejs-polars/package.json')

export function prepare({ dtype, x, y, n, levels }) {
  if (dtype !== 'float64') return undefined
  const frame = pl.DataFrame({ x, y })
  const [column, a, b] = [frame.getColumn('x'), pl.col('x'), pl.col('y')]
  const select = (expression) => () => frame.select(expression).row(0)[0]
  const calls = {
    sum: () => column.sum(),
    dot: select(a.mul(b).sum()),
    mean: () => column.mean(),
    variance: select(a.var().mul((n - 1) / n)),
    std: select(a.std().mul(Math.sqrt((n - 1) / n))),
    min: () => column.min(),
    max: () => column.max(),
    argmin: () => column.argMin(),
    argmax: () => column.argMax(),
    cumsum: () => column.cumSum(),
    sort: () => column.sort(),
    argsort: () => column.argSort(),
    quantile: () => levels.map((level) => column.quantile(level, 'linear')),
    median: () => column.median(),
  }
  return {
    contender(name) {
      if (!calls[name]) return undefined
      const polars = contender('Polars', calls[name])
      return { ...polars, value: () => plain(polars.value()) }
    },
  }
}

const plain = (answer) => answer?.toTypedArray?.() ?? answer
