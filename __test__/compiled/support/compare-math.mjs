/**
 * Compares every function of `Math`, compiled, with the engine's own, point by point, and prints what differs, as JSON:
 * `node compare-math.mjs COUNT SEED`. The instruction set is that of `ALLCORES_ISA`, which is why this is a process of its
 * own.
 */
import { info, map } from '../../../dist/index.js'
import { FUNCTIONS, parameters, points } from './points.mjs'

const BATCH = 50_000
const [count, seed] = process.argv.slice(2).map(Number)
const functions = {}
for (const name of FUNCTIONS) {
  const list = parameters(name)
  const fn = new Function(`return (${list}) => Math.${name}(${list})`)()
  const call = `Math.${name}(${list.map((parameter) => `${parameter}[i]`)})`
  const loop = new Function(...list, 'out', `for (let i = 0; i < out.length; i++) out[i] = ${call}; return out`)
  const result = { points: 0, mismatches: 0, examples: [] }
  functions[name] = result
  for (let from = 0; from < count; from += BATCH) {
    const inputs = points(name, Math.min(BATCH, count - from), seed + from)
    const got = map(fn, ...inputs, { strict: true })
    const wanted = loop(...inputs, new Float64Array(got.length))
    result.points += got.length
    for (let i = 0; i < got.length; i++) {
      if (Object.is(got[i], wanted[i])) continue
      result.mismatches += 1
      if (result.examples.length < 3) {
        result.examples.push(`Math.${name}(${inputs.map((input) => input[i])}): ${got[i]} and not ${wanted[i]}`)
      }
    }
  }
}
console.log(JSON.stringify({ isa: info().isa, functions }))
