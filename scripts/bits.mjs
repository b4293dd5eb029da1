/**
 * `node scripts/bits.mjs [PROGRAMS] [FIRST]`: random programs, compiled and in a plain loop, bit for bit, on every
 * instruction set of this machine and on all cores. Prints the programs that differ, and fails if there are any.
 */
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { root } from './command.mjs'

const [programs = 100_000, first = 0] = process.argv.slice(2).map(Number)
const BATCH = 2000
const levels = process.arch === 'x64' ? ['avx512', 'avx2', 'baseline'] : ['neon']
const batches = levels.flatMap((isa) =>
  Array.from({ length: Math.ceil(programs / BATCH) }, (_, k) => ({
    isa,
    first: first + k * BATCH,
    count: Math.min(BATCH, programs - k * BATCH),
  })),
)
const totals = {}
let failed = 0

await Promise.all(Array.from({ length: availableParallelism() }, work))
for (const [isa, count] of Object.entries(totals)) console.log(`${isa}: ${count} programs compared`)
console.log(`${failed} differ`)
process.exitCode = failed === 0 ? 0 : 1

async function work() {
  for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
    const { isa, count, failures } = await compare(batch)
    totals[isa] = (totals[isa] ?? 0) + count
    failed += failures.length
    for (const failure of failures) console.log(isa, failure)
  }
}

/** The levels that a CPU lacks fall back to the best it has, and are counted as that. */
function compare({ isa, first, count }) {
  const script = join(root, '__test__', 'compiled', 'support', 'compare.mjs')
  const child = spawn(process.execPath, [script, String(first), String(count)], {
    env: { ...process.env, ALLCORES_ISA: isa },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (text) => (output += text))
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(output))
      else reject(new Error(`the programs from ${first} on, on ${isa}: exit ${code}`))
    })
  })
}
