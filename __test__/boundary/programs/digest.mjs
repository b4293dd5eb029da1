/** Prints the instruction set in use, and a digest of every answer over arrays of many classes and lengths. */
import { createHash } from 'node:crypto'
import { inspect } from 'node:util'
import * as now from 'allcores'

const hash = createHash('sha256')
let state = 1
function next() {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return state / 2 ** 32
}
for (const Class of [Float64Array, Float32Array, Int8Array, Uint16Array, Int32Array, Uint32Array, BigInt64Array]) {
  for (const length of [1, 7, 100, 1000, 70_001]) {
    const x = new Class(length)
    for (let i = 0; i < length; i++)
      x[i] = Class === BigInt64Array ? BigInt(Math.floor(next() * 1e18)) : next() * 200 - 100
    const all = [now.sum(x), now.dot(x, x), now.mean(x), now.variance(x), now.min(x), now.max(x), now.argmin(x)]
    all.push(now.argmax(x), now.sort(x), now.argsort(x), now.quantile(x, [0.3, 0.6]), now.histogram(x), now.cumsum(x))
    hash.update(inspect(all, { depth: 3, maxArrayLength: null }))
  }
}
console.log(now.info().isa, hash.digest('hex'))
