/**
 * `node scripts/math-bits.mjs [POINTS] [SEED]`: every function of `Math`, compiled, against the engine's own, bit for bit,
 * on every instruction set of this machine. Prints points and mismatches of each, and fails if there are any.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './command.mjs'

const [points = 2_000_000, seed = 1] = process.argv.slice(2).map(Number)
const script = join(root, '__test__', 'compiled', 'support', 'compare-math.mjs')
const seen = new Set()
for (const level of process.arch === 'x64' ? ['avx512', 'avx2', 'baseline'] : ['neon']) {
  const { status, stdout, signal } = spawnSync(process.execPath, [script, String(points), String(seed)], {
    encoding: 'utf8',
    env: { ...process.env, ALLCORES_ISA: level },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error(`the functions on ${level}: exit ${status ?? signal}`)
  const { isa, functions } = JSON.parse(stdout)
  // A level that the CPU lacks falls back to the best that it has.
  if (seen.has(isa)) continue
  seen.add(isa)
  for (const [name, { points, mismatches, examples }] of Object.entries(functions)) {
    console.log(`${process.version} ${isa} ${name.padEnd(8)} ${points} points, ${mismatches} mismatches`)
    for (const example of examples) console.log(`  ${example}`)
    if (mismatches > 0) process.exitCode = 1
  }
}
