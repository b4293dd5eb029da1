/**
 * Compares the functions of `Math` in Rust with those of the engine that runs this, bit for bit, and in time.
 *
 * `node math_points.mjs BINARY [COUNT] [FUNCTION…]`, with the binary of `math_points.rs`; for each set of instructions
 * (`SETS`, all by default) and, for pow, for both variants, of which one must match. NaNs are all equal. Prints how many
 * results differ, and what an element takes, here and there, for usual arguments.
 */
import { spawnSync } from 'node:child_process'
import { arities, points, usualPoints } from './points.mjs'

const [binary, count = '2000000', ...chosen] = process.argv.slice(2)
const sets = (process.env.SETS ?? 'baseline avx2 avx512').split(' ')

function here(name, arity, values) {
  const results = new Float64Array(values.length / arity)
  const parameters = Array.from({ length: arity }, (_, k) => `values[i * ${arity} + ${k}]`)
  const loop = new Function(
    'values',
    'results',
    `for (let i = 0; i < results.length; i++) results[i] = Math.${name.replace(/^hypot./, 'hypot')}(${parameters})`,
  )
  let time = Infinity
  for (let run = 0; run < 4; run++) {
    const start = performance.now()
    loop(values, results)
    time = Math.min(time, ((performance.now() - start) * 1e6) / results.length)
  }
  return { results, time }
}

function compare(name, arity, set, variant, values, expected) {
  const run = spawnSync(binary, [name, variant, set], { input: new Uint8Array(values.buffer), maxBuffer: 2 ** 31 })
  if (run.status !== 0) throw new Error(run.stderr.toString())
  const actual = new Float64Array(
    run.stdout.buffer.slice(run.stdout.byteOffset, run.stdout.byteOffset + run.stdout.length),
  )
  let different = 0
  let first = ''
  for (let i = 0; i < expected.length; i++) {
    if (!Object.is(expected[i], actual[i])) {
      if (different++ === 0)
        first = `${name}(${[...values.subarray(i * arity, (i + 1) * arity)]}) is ${expected[i]}, not ${actual[i]}`
    }
  }
  if (actual.length !== expected.length) throw new Error(`${actual.length} results instead of ${expected.length}`)
  return { different, first, time: Number(run.stderr.toString()) }
}

let failed = false
for (const name of chosen.length > 0 ? chosen : Object.keys(arities)) {
  const arity = arities[name]
  const values = points(arity, Number(count))
  const { results } = here(name, arity, values)
  const timed = usualPoints(name, arity, Math.min(Number(count), 400000))
  const own = here(name, arity, timed)
  let line = ''
  let first = ''
  let match = false
  for (const variant of name === 'pow' ? ['fdlibm', 'platform'] : ['fdlibm']) {
    let total = 0
    for (const set of sets) {
      const outcome = compare(name, arity, set, variant, values, results)
      const quick = compare(name, arity, set, variant, timed, own.results)
      total += outcome.different + quick.different
      first ||= outcome.first || quick.first
      line += ` | ${variant} ${set} ${outcome.different + quick.different} differ, ${quick.time.toFixed(2)} ns`
    }
    match ||= total === 0
  }
  failed ||= !match
  console.log(
    `${process.version} ${name} of ${results.length}: here ${own.time.toFixed(2)} ns${line} ${match ? '' : first}`,
  )
}
process.exitCode = failed ? 1 : 0
