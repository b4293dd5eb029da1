/**
 * `npm run faults [-- FAULT …] [--peers]`: the table of faults of __test__/faults, for allcores, and beside its peers,
 * which it installs in a folder of their own; with `--pools piscina,tinypool` for some. Prints each cell as it ends and
 * then the table, writes all of it as JSON, and with `--docs` the table into docs/faults.md. With `--keep`, what the last
 * report has beyond this run's cells stays. Fails if a cell of allcores does.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { allcores, peers } from '../__test__/faults/contenders/index.mjs'
import { lanes, runCell } from '../__test__/faults/judge.mjs'
import { cellsOf, faults } from '../__test__/faults/table.mjs'
import { npm, root, run, tool } from './command.mjs'
import { cellText, tables } from './faults-table.mjs'

const LIMITS = { bound: 10_000, bytes: 2 ** 30, total: 600_000 }
const folder = join(root, '__test__', 'faults', 'peers')

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    peers: { type: 'boolean', default: false },
    pools: { type: 'string' },
    keep: { type: 'boolean', default: false },
    docs: { type: 'boolean', default: false },
    json: { type: 'string', default: join(root, '.cache', 'faults.json') },
  },
})
const unknown = positionals.filter((name) => !(name in faults))
if (unknown.length > 0) {
  console.error(`no fault is called ${unknown.join(', ')}; there are: ${Object.keys(faults).join(', ')}`)
  process.exit(2)
}

if (values.peers) await install()
const pools = values.pools?.split(',')
const contenders = (values.peers ? [...allcores, ...peers] : allcores).filter(({ id }) => pools?.includes(id) ?? true)
const asked = (name) => positionals.length === 0 || positionals.includes(name)
const inTurn = lanes(availableParallelism())
const measured = await Promise.all(
  contenders.flatMap((contender) =>
    cellsOf(contender)
      .filter(asked)
      .map((name) => inTurn(() => cell(contender, name))),
  ),
)
const report = kept({
  when: new Date().toISOString(),
  machine: machine(),
  limits: LIMITS,
  contenders: await versions(),
  cells: measured,
})
mkdirSync(dirname(resolve(values.json)), { recursive: true })
writeFileSync(resolve(values.json), `${JSON.stringify(report, null, 2)}\n`)
const text = tables(report)
console.log(`\n${text}\nreport: ${resolve(values.json)}`)
if (values.docs) await document(text)
const failed = measured.filter((cell) => cell.contender === 'allcores' && !cell.ok)
process.exitCode = failed.length === 0 ? 0 : 1

async function cell(contender, name) {
  const result = await runCell(contender, name, LIMITS)
  const { id, kind } = contender
  const seconds = `${(result.ms / 1000).toFixed(1)} s`.padStart(8)
  console.log(`${id.padEnd(20)} ${kind.padEnd(8)} ${name.padEnd(22)} ${seconds}  ${cellText(result)}`)
  if (contender.exact) for (const line of [...result.hung, ...result.wrong]) console.log(`  ${line}`)
  return result
}

/** The report, with what the last one has of other cells; rows and columns keep the order of the table. */
function kept(report) {
  if (!values.keep) return report
  const last = JSON.parse(readFileSync(resolve(values.json), 'utf8'))
  const same = (a) => (b) => a.kind === b.kind && a.fault === b.fault && a.contender === b.contender && a.id === b.id
  const add = (older, newer) => [...newer, ...older.filter((one) => !newer.some(same(one)))]
  const order = [...allcores, ...peers].map(({ id, kind }) => `${id} ${kind}`)
  const names = Object.keys(faults)
  const place = ({ id, kind }) => order.indexOf(`${id} ${kind}`)
  return {
    ...report,
    contenders: add(last.contenders, report.contenders).sort((a, b) => place(a) - place(b)),
    cells: add(last.cells, report.cells).sort((a, b) => names.indexOf(a.fault) - names.indexOf(b.fault)),
  }
}

async function install() {
  console.log('installing the peers')
  const { code, output } = await run([
    ...npm(),
    'install',
    '--prefix',
    folder,
    '--no-package-lock',
    '--no-audit',
    '--no-fund',
  ])
  if (code !== 0) throw new Error(output)
}

/** The version of each contender, and of the Node or Python that it runs on. */
async function versions() {
  const version = (path) => JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')).version
  return Promise.all(
    contenders.map(async ({ id, kind, node, command }) => {
      if (command !== undefined) {
        const { output } = await run([...command.slice(0, -1), 'version', '{}'])
        return { id, kind, version: null, runtime: `Python ${output.trim()}` }
      }
      const runtime = node === undefined ? process.version : (await run([node, '--version'])).output.trim()
      return {
        id,
        kind,
        version: version(id === 'allcores' ? root : join(folder, 'node_modules', id)),
        runtime: `Node ${runtime}`,
      }
    }),
  )
}

function machine() {
  return {
    cpu: cpus()[0]?.model ?? null,
    cores: availableParallelism(),
    memory: totalmem(),
    load: loadavg()[0],
    platform: `${process.platform}-${process.arch}`,
  }
}

/** Puts the tables between the marks of docs/faults.md. */
async function document(text) {
  const file = join(root, 'docs', 'faults.md')
  const [before, , after] = readFileSync(file, 'utf8').split(/^<!-- (?:begin|end) of what .* -->$/m)
  const mark = (which) => `<!-- ${which} of what \`npm run faults -- --peers --docs\` writes -->`
  writeFileSync(file, `${before}${mark('begin')}\n\n${text}\n\n${mark('end')}${after}`)
  await run([...tool('@biomejs/biome', 'biome'), 'format', '--write', file])
}
