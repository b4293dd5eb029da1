/**
 * `node --expose-gc soak.mjs REQUEST`: random calls and faults on one pool, round after round. After each round all calls
 * have settled as they may, no job has begun more than once, each of a call that was fulfilled has begun, and what the
 * program holds is counted: memory, open files, worker processes, what keeps it alive. It prints a line of JSON for each
 * round, and ends by itself.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { marked } from './processes.mjs'
import { random } from './random.mjs'
import { make, randomCall } from './soak-calls.mjs'

const { Pool } = await import(new URL('../../dist/index.js', import.meta.url).href)

/** How many calls are open at a time. */
const OPEN = 8
/** A call that takes longer hangs, ms. */
const BOUND = 60_000

const { kind, seed, calls, rounds, seconds } = JSON.parse(process.argv[2])
const choose = random(seed)
const folder = mkdtempSync(join(tmpdir(), 'allcores-soak-'))
const file = join(folder, 'begun')
const started = Date.now()
const totals = { calls: 0, jobs: 0, fulfilled: 0, rejected: 0, hung: 0 }
let lastId = 0
let pool = open()

try {
  for (let number = 1; goesOn(number); number++) {
    const wrong = await round()
    const holds = await census()
    console.log(
      JSON.stringify({ round: number, seconds: Math.round((Date.now() - started) / 1000), ...totals, ...holds, wrong }),
    )
    if (wrong.length > 0) process.exitCode = 1
    if (totals.hung > 0) process.exit(1)
    if (choose.chance(0.1)) {
      await pool.close()
      pool = open()
    }
  }
  await pool.close()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function goesOn(number) {
  return rounds === undefined ? Date.now() - started < seconds * 1000 : number <= rounds
}

function open() {
  return new Pool({ workers: kind, size: 2 })
}

async function round() {
  writeFileSync(file, '')
  const wrong = []
  const ended = []
  const nextJob = (more) => ({ id: ++lastId, file, ...more })
  let left = calls
  const oneAfterTheOther = async () => {
    while (left-- > 0) {
      const call = randomCall(kind, nextJob, choose)
      const result = await bounded(make(pool, call))
      if (result.wrong !== undefined) wrong.push(result.wrong)
      totals[result.outcome] += 1
      ended.push(call)
    }
  }
  await Promise.all(Array.from({ length: OPEN }, oneAfterTheOther))
  return [...wrong, ...account(ended)]
}

async function bounded(promise) {
  let timer
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, BOUND, { outcome: 'hung', wrong: 'a call hangs' })
  })
  const result = await Promise.race([promise, late])
  clearTimeout(timer)
  return result
}

/** Every job has begun once; where its call was stopped or failed, perhaps never; beside one that ended a worker, perhaps again. */
function account(ended) {
  const begun = new Map()
  for (const id of readFileSync(file, 'utf8').split('\n').filter(Boolean).map(Number)) {
    begun.set(id, (begun.get(id) ?? 0) + 1)
  }
  const wrong = []
  for (const { method, jobs, options, reasons, begins, leaveAfter } of ended) {
    const mayMiss = reasons.size > 0 || leaveAfter !== undefined
    const isAlone = (job) => job.harm !== undefined && jobs.length > 1 && !options.retries
    const most = (job) => (isAlone(job) ? 1 : begins)
    totals.calls += 1
    totals.jobs += jobs.length
    for (const job of jobs) {
      const times = begun.get(job.id) ?? 0
      begun.delete(job.id)
      if (times > most(job)) wrong.push(`${method}: a job began ${times} times beside ${[...reasons]}`)
      if (times === 0 && !mayMiss) wrong.push(`${method}: a job never began`)
    }
  }
  if (begun.size > 0) wrong.push(`${begun.size} jobs of other rounds began`)
  return wrong
}

/** What the program holds when it has nothing to do. */
async function census() {
  await new Promise((resolve) => setTimeout(resolve, 200))
  for (let i = 0; i < 2; i++) globalThis.gc()
  const { heapUsed, rss } = process.memoryUsage()
  return {
    heap: heapUsed,
    rss,
    files: process.platform === 'linux' ? readdirSync('/proc/self/fd').length : null,
    processes: marked(process.env.ALLCORES_FAULTS).length,
    keepsAlive: process.getActiveResourcesInfo().filter((what) => what !== 'Immediate').length,
  }
}
