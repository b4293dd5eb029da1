/**
 * Prices a call option by simulation: `node examples/monte-carlo/main.js [--paths 1000000] [--steps 1] [--asian] [--compare]`.
 *
 * `payoff` is a plain function of one path, compiled. Without `--asian` the closed form stands beside the estimate.
 * `--compare` runs the same function in a plain loop, says how long both took, and checks that the bits are the same.
 */
import { parseArgs } from 'node:util'
import { kernel, mean, std } from 'allcores'
import { blackScholes, payoff } from './option.js'

const { values } = parseArgs({
  options: {
    paths: { type: 'string', default: '1000000' },
    steps: { type: 'string' },
    asian: { type: 'boolean', default: false },
    compare: { type: 'boolean', default: false },
  },
})
const paths = Number(values.paths)
const steps = Number(values.steps ?? (values.asian ? 52 : 1))
if (!(Number.isInteger(paths) && paths > 1 && Number.isInteger(steps) && steps > 0)) {
  console.error('--paths must be an integer above 1, --steps one above 0')
  process.exit(2)
}
const [price, strike, rate, volatility, years] = [100, 105, 0.03, 0.25, 1]
const option = [price, strike, rate, volatility, years, steps, Number(values.asian)]
const numbers = Uint32Array.from({ length: paths }, (_, path) => path)

const simulate = kernel(payoff)
const [payoffs, compiled] = timed(() => simulate(numbers, ...option))
const error = std(payoffs, { ddof: 1 }) / Math.sqrt(paths)
console.log(`estimate: ${mean(payoffs).toFixed(4)} ± ${error.toFixed(4)} (${paths} paths, ${compiled.toFixed(0)} ms)`)
if (!values.asian) console.log(`closed form: ${blackScholes(price, strike, rate, volatility, years).toFixed(4)}`)

if (values.compare) {
  const [loop, plain] = timed(() => Float64Array.from(numbers, (path) => payoff(path, ...option)))
  const same = payoffs.every((value, i) => Object.is(value, loop[i]))
  console.log(`plain loop: ${plain.toFixed(0)} ms, ${(plain / compiled).toFixed(1)} times as long`)
  console.log(same ? 'every bit is the same' : 'the payoffs differ')
  process.exitCode = same ? 0 : 1
}

function timed(work) {
  const start = performance.now()
  const result = work()
  return [result, performance.now() - start]
}
