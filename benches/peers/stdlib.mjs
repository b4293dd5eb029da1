/** stdlib: numerical routines in JavaScript, on the caller's typed arrays; what its packages have for Float64. */
import { createRequire } from 'node:module'
import { contender } from '../harness.mjs'

const require = createRequire(import.meta.url)
const dsum = require('@stdlib/blas-ext-base-dsum')
const ddot = require('@stdlib/blas-base-ddot')
const dmean = require('@stdlib/stats-strided-dmean')
const dmin = require('@stdlib/stats-base-dmin')
const dcusum = require('@stdlib/blas-ext-base-dcusum')
const dsorthp = require('@stdlib/blas-ext-base-dsorthp')

export const version = require('@stdlib/blas-ext-base-dsum/package.json').version

export function prepare({ dtype, x, y, n, out }) {
  if (dtype !== 'float64') return undefined
  const calls = {
    sum: () => dsum(n, x, 1),
    dot: () => ddot(n, x, 1, y, 1),
    mean: () => dmean(n, x, 1),
    min: () => dmin(n, x, 1),
    cumsum: () => dcusum(n, 0, x, 1, out, 1),
    sort() {
      out.set(x)
      return dsorthp(n, 1, out, 1)
    },
  }
  return { contender: (name) => calls[name] && contender('@stdlib', calls[name]) }
}
