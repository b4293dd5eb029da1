/**
 * Writes the public contract: index.d.ts and promises.d.ts, the types of each entry rolled into one file that a person
 * can read and a reviewer can diff. They are committed, so a change of the API shows as a change of the contract.
 * With `--check` nothing is written, and a contract that differs from the sources is an error; so is a committed
 * loader of the native addon that differs from what the committed Rust generates.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rollup } from 'rollup'
import { dts } from 'rollup-plugin-dts'
import { root, run } from './command.mjs'

const head = '// The public contract of allcores, generated from src by `npm run contract`. Do not edit.\n\n'

async function rollUp(entry) {
  const bundle = await rollup({
    input: join(root, 'dist', `${entry}.d.ts`),
    external: (id) => id.startsWith('node:') || id === './index.js',
    plugins: [dts({ tsconfig: join(root, 'tsconfig.json') })],
    onwarn(warning) {
      throw new Error(`${entry}.d.ts: ${warning.message}`)
    },
  })
  const { output } = await bundle.generate({ format: 'es' })
  return head + output[0].code
}

/** The first line in which two texts differ, for a message that says where to look. */
function firstDifference(committed, generated) {
  const [was, is] = [committed.split('\n'), generated.split('\n')]
  const line = is.findIndex((text, index) => text !== was[index])
  const at = line === -1 ? is.length : line
  return `line ${at + 1}:\n  committed: ${was[at] ?? '(end of file)'}\n  generated: ${is[at] ?? '(end of file)'}`
}

function read(file) {
  try {
    return readFileSync(join(root, file), 'utf8').replaceAll('\r\n', '\n')
  } catch {
    return ''
  }
}

/** The generated loader is compared only when the Rust is as committed: while someone works on it, both differ. */
async function loaderDrift() {
  const differs = async (...paths) => (await run(['git', 'diff', '--quiet', 'HEAD', '--', ...paths])).code === 1
  if (await differs('crates', 'Cargo.toml', 'Cargo.lock', 'package.json', 'package-lock.json')) return []
  if (!(await differs('src/native'))) return []
  return ['src/native: what the committed Rust generates is not what is committed; commit the files of src/native']
}

const check = process.argv.includes('--check')
const drift = check ? await loaderDrift() : []
for (const entry of ['index', 'promises']) {
  const file = `${entry}.d.ts`
  const [committed, generated] = [read(file), await rollUp(entry)]
  if (committed === generated) continue
  if (check) drift.push(`${file} differs from src, ${firstDifference(committed, generated)}`)
  else writeFileSync(join(root, file), generated)
}
if (drift.length > 0) {
  console.error(`${drift.join('\n')}\nIf the change is meant: npm run contract, and commit the result.`)
  process.exitCode = 1
}
