/**
 * `npm test`: every check of the repository, one after the other. A check that fails does not hide the later ones, and
 * the last line sums what the runners themselves reported, so the number is theirs and not this script's. A runner that
 * ends with an error and no failed test counts as one failure: a crash is never a pass.
 * `npm test -- --only vitest,cargo` runs the named checks; `--prebuilt` takes the addon that is there as it is.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs, stripVTControlCharacters } from 'node:util'
import { root, run, tool } from './command.mjs'
import { ready } from './ready.mjs'

const report = join(root, '.cache', 'vitest.json')
const script = (name, ...args) => [process.execPath, join(root, 'scripts', name), ...args]

const checks = {
  biome: () => verdict(() => [...tool('@biomejs/biome', 'biome'), 'ci', '.']),
  rustfmt: () => verdict(() => ['cargo', 'fmt', '--all', '--check']),
  clippy: () => verdict(() => ['cargo', 'clippy', '--workspace', '--all-targets', '--locked', '--', '-D', 'warnings']),
  types: () => verdict(() => [...tool('typescript', 'tsc'), '-p', 'tsconfig.json']),
  contract: () => verdict(() => script('contract.mjs', '--check')),
  targets: () => verdict(() => script('targets.mjs')),
  cargo: () => rustTests(['--workspace', '--no-fail-fast']),
  loom: () =>
    rustTests(['-p', 'allcores-wait', '--release', '--test', 'loom', '--target-dir', 'target/loom'], '--cfg loom'),
  vitest: typescriptTests,
}

/** A check that is one yes or no. */
async function verdict(commandLine) {
  const { code } = await run(commandLine(), { echo: true })
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** cargo prints one result line for each test binary and each crate's documentation. */
async function rustTests(what, flags = '') {
  const env = flags ? { ...process.env, RUSTFLAGS: `${process.env.RUSTFLAGS ?? ''} ${flags}`.trim() } : process.env
  const { code, output } = await run(['cargo', 'test', '--locked', ...what], { echo: true, env })
  const count = { passed: 0, failed: 0 }
  for (const [, passed, failed] of stripVTControlCharacters(output).matchAll(
    /^test result: .*?(\d+) passed; (\d+) failed;/gm,
  )) {
    count.passed += Number(passed)
    count.failed += Number(failed)
  }
  return notHidden(code, count)
}

async function typescriptTests() {
  rmSync(report, { force: true })
  mkdirSync(join(root, '.cache'), { recursive: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { code } = await run([...tool('vitest'), 'run', ...reporters], { echo: true })
  const count = { passed: 0, failed: 0 }
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'))
    Object.assign(count, { passed: numPassedTests, failed: numFailedTests })
  } catch {
    console.error('vitest left no report')
  }
  return notHidden(code, count)
}

function notHidden(code, { passed, failed }) {
  return { passed, failed: code !== 0 || passed === 0 ? Math.max(failed, 1) : failed }
}

const { values } = parseArgs({ options: { only: { type: 'string' }, prebuilt: { type: 'boolean' } } })
const names = values.only?.split(',') ?? Object.keys(checks)
const unknown = names.filter((name) => !(name in checks))
if (unknown.length > 0) {
  console.error(`no check is called ${unknown.join(', ')}; there are ${Object.keys(checks).join(', ')}`)
  process.exit(2)
}

const results = []
const attempt = async (name, check) => {
  const started = Date.now()
  console.log(`\n— ${name}`)
  const count = await check().catch((error) => {
    console.error(error.message)
    return { passed: 0, failed: 1 }
  })
  results.push({ name, ...count, seconds: (Date.now() - started) / 1000 })
}

await attempt('ready', async () => {
  await ready({ prebuilt: values.prebuilt ?? false })
  return { passed: 0, failed: 0 }
})
for (const name of names) await attempt(name, checks[name])

console.log()
for (const { name, passed, failed, seconds } of results) {
  console.log(
    `${name.padEnd(10)} ${String(passed).padStart(6)} passed ${String(failed).padStart(4)} failed ${seconds.toFixed(1).padStart(8)} s`,
  )
}
const sum = (key) => results.reduce((total, result) => total + result[key], 0)
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
process.exitCode = sum('failed') === 0 ? 0 : 1
