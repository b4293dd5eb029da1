/**
 * `npm run soak [-- --minutes 30] [--kind thread|process] [--seed N]`: random calls and faults on pools of both kinds, at
 * the same time. Prints what the programs hold once a minute, and fails if a call is lost, run too often or answered
 * wrongly, or if memory, files, processes or handles grow.
 */
import { parseArgs } from 'node:util'
import { soak } from '../__test__/faults/soak-run.mjs'

const CALLS = 60

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    kind: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
})
const seed = Number(values.seed)
const kinds = values.kind === undefined ? ['thread', 'process'] : [values.kind]
console.log(`seed ${seed}`)
const reports = await Promise.all(kinds.map(one))
process.exitCode = reports.every(({ problems }) => problems.length === 0) ? 0 : 1

async function one(kind) {
  let next = 0
  const report = await soak({ kind, seed, calls: CALLS, seconds: Number(values.minutes) * 60 }, (round) => {
    for (const line of round.wrong) console.log(`${kind}: ${line}`)
    if (round.seconds < next) return
    next += 60
    console.log(line(kind, round))
  })
  const last = report.rounds.at(-1)
  if (last !== undefined)
    console.log(`${line(kind, last)}\n${kind}: ${report.problems.join('\n') || 'nothing was lost, nothing grew'}`)
  return report
}

function line(kind, { seconds, calls, jobs, fulfilled, rejected, hung, heap, rss, files, processes, keepsAlive }) {
  const mebibytes = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`
  const counts = `${calls} calls of ${jobs} jobs: ${fulfilled} fulfilled, ${rejected} rejected, ${hung} hung`
  const holds = `heap ${mebibytes(heap)}, rss ${mebibytes(rss)}, ${files} files, ${processes} processes`
  return `${kind.padEnd(8)} ${String(seconds).padStart(5)} s  ${counts}; ${holds}, ${keepsAlive} handles`
}
