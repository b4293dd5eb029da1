/**
 * `npm run bench -- [cases …]`: runs the benchmarks, prints a table and writes a report. See README.md beside this file.
 *
 * What a machine lacks is left out, and named: a run never fails for a peer that is not installed. It does fail for a
 * wrong answer of allcores, which no time excuses.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { availableParallelism, info } from 'allcores'
import { agree, digest } from './agree.mjs'
import * as arrays from './arrays.mjs'
import * as background from './background.mjs'
import * as compiled from './compiled.mjs'
import { race, summary } from './harness.mjs'
import * as ipc from './ipc.mjs'
import { processes, threads } from './pool.mjs'
import { head, line, verdicts } from './report.mjs'
import * as sync from './sync.mjs'
import { judge } from './targets.mjs'

const groups = { arrays, background, compiled, ipc, pool: threads, processes, sync }
const THOROUGH = { rounds: 7, time: 50 }
const QUICK = { rounds: 3, time: 5 }
const QUICK_SIZES = [100, 1e6]
/** Who needs longer than this for a call is not asked for the next size; milliseconds. */
const SLOW = 500

const { wanted, sizes, effort, file } = options()
const busy = loadavg()[0]
const peers = new Map()
const skipped = []
const results = []

if (busy > availableParallelism() / 2) {
  console.log(`the machine is busy (load ${busy.toFixed(1)}): what uses all cores will look slower than it is`)
}
for (const group of Object.keys(groups)) await runGroup(group)
for (const peer of peers.values()) await peer.close?.()

const targets = judge(results)
console.log(['', ...verdicts(targets)].join('\n'))
save({ when: new Date().toISOString(), machine: machine(), effort, skipped, results, targets })

async function runGroup(group) {
  const { title, names, sizes: usual, columns, cases } = groups[group]
  const chosen = names.filter((name) => wanted.length === 0 || wanted.includes(name) || wanted.includes(group))
  const slow = new Set()
  let printed = false
  for await (const { name, dtype, n, unit = 'ms', moves = null, contenders: all } of cases({
    names: chosen,
    sizes: sizes ?? usual,
    load,
  })) {
    const key = (contender) => `${contender} for larger ${name} ${dtype}`
    const contenders = all.filter((contender) => !slow.has(key(contender.name)))
    const baseline = contenders[0].name
    const agreements = await compare(contenders, `${name} ${dtype} ${n}`, dtype)
    const summaries = summary(await race(contenders, effort), baseline, n, unit)
    for (const [contender, entry] of Object.entries(summaries)) {
      entry.agrees = agreements[contender] ?? null
      if (entry.ms > SLOW && usual) slow.add(key(contender))
    }
    const result = { group, name, dtype, n, unit, moves, baseline, contenders: summaries }
    results.push(result)
    if (!printed) console.log(head(title, baseline, columns))
    printed = true
    console.log(line(result, columns))
  }
  for (const what of slow) skip(what, `a call takes more than ${SLOW} ms`)
}

/** Which contenders answer as the first one does. Where the plain loop does not, the answer of allcores is wrong. */
async function compare([first, ...others], what, dtype) {
  const agreements = {}
  if (first.value === undefined) return agreements
  const expected = digest(await first.value())
  for (const { name, value } of others) {
    if (value === undefined) continue
    agreements[name] = agree(expected, digest(await value()), dtype)
    if (name === 'plain JS' && !agreements[name])
      throw new Error(`allcores answers ${what} otherwise than the plain loop`)
  }
  return agreements
}

/** A contender's module, or undefined where this machine cannot run it. */
async function load(name, open) {
  if (skipped.some(({ what }) => what === name)) return undefined
  try {
    peers.set(name, await open())
    return peers.get(name)
  } catch (error) {
    skip(name, error.code === 'ERR_MODULE_NOT_FOUND' ? 'not installed' : error.message.split('\n')[0])
    return undefined
  }
}

function skip(what, why) {
  skipped.push({ what, why })
  console.log(`left out: ${what}: ${why}`)
}

function options() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'string', default: fileURLToPath(new URL('./results/latest.json', import.meta.url)) },
      sizes: { type: 'string' },
      rounds: { type: 'string' },
    },
  })
  const known = Object.entries(groups).flatMap(([group, { names }]) => [group, ...names])
  const unknown = positionals.filter((name) => !known.includes(name))
  if (unknown.length > 0) stop(`no case is called ${unknown.join(', ')}; there are: ${known.join(', ')}`)
  const effort = values.quick ? QUICK : THOROUGH
  return {
    wanted: positionals,
    sizes: values.sizes?.split(',').map(positive) ?? (values.quick ? QUICK_SIZES : undefined),
    effort: { ...effort, rounds: values.rounds ? positive(values.rounds) : effort.rounds },
    file: resolve(values.json),
  }
}

function positive(text) {
  const value = Number(text)
  return Number.isSafeInteger(value) && value > 0 ? value : stop(`${text} is not a positive integer`)
}

function stop(message) {
  console.error(message)
  process.exit(2)
}

function machine() {
  const versions = Object.fromEntries([...peers].map(([name, { version = null }]) => [name, version]))
  return {
    cpu: cpus()[0]?.model ?? null,
    cores: availableParallelism(),
    memory: totalmem(),
    load: busy,
    platform: `${process.platform}-${process.arch}`,
    allcores: info(),
    peers: versions,
  }
}

function save(report) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`)
  console.log(`\nreport: ${file}`)
}
