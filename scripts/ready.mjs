/**
 * Makes a checkout runnable: installs the development tools, builds the native addon and compiles the TypeScript, each
 * only when it is missing or stale. Every command of the repository starts here, so a fresh clone needs no preparation.
 * Fresh is decided by content and not by time, because git sets times as it likes: a step's stamp is the hash of what
 * it read and what it wrote, so an edited source, a switched branch and a deleted output are all noticed.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { npm, root, run } from './command.mjs'

const cache = join(root, '.cache', 'ready')

const steps = [
  {
    name: 'install',
    says: 'installing the development tools (npm ci)',
    reads: ['package-lock.json'],
    writes: ['node_modules/.package-lock.json'],
    product: /\.package-lock\.json$/,
    make: () => run([...npm(), 'ci', '--no-audit', '--no-fund']),
  },
  {
    name: 'native',
    says: 'building the native addon (npm run build:native; the first build takes minutes)',
    reads: ['crates', 'Cargo.toml', 'Cargo.lock', '.cargo'],
    writes: ['src/native'],
    product: new RegExp(`allcores\\.${process.platform}-${process.arch}\\b.*\\.node$`),
    async make() {
      await requireRust()
      return run([...npm(), 'run', 'build:native'])
    },
  },
  {
    name: 'typescript',
    says: 'compiling the TypeScript (npm run build:ts)',
    reads: ['src', 'tsconfig.json', 'tsconfig.build.json', 'scripts/workers.mjs'],
    writes: ['dist'],
    product: /dist[\\/]index\.js$/,
    make() {
      rmSync(join(root, 'dist'), { recursive: true, force: true })
      return run([...npm(), 'run', 'build:ts'])
    },
  },
]

/**
 * Brings the checkout up to date, or throws an error whose message is meant for the person at the terminal. With
 * `prebuilt`, the addon that lies in src/native counts as built from these sources: for machines without Rust that
 * were handed the file.
 */
export async function ready({ prebuilt = false, say = console.log } = {}) {
  requireNode()
  const stale = steps.some((step) => !isFresh(step))
  if (!stale) return
  const unlock = await lock(say)
  try {
    for (const step of steps) {
      if (isFresh(step)) continue
      if (prebuilt && step.name === 'native' && hasProduct(step)) {
        stamp(step)
        continue
      }
      say(`allcores: ${step.says}`)
      const started = Date.now()
      const { code, output } = await step.make()
      if (code !== 0) throw new Error(`${output}\nallcores: ${step.says}: failed with exit code ${code}`)
      stamp(step)
      say(`allcores: done in ${((Date.now() - started) / 1000).toFixed(1)} s`)
    }
  } finally {
    unlock()
  }
}

function requireNode() {
  const wanted = json('package.json').engines.node.replace('>=', '')
  if (older(process.versions.node, wanted)) {
    throw new Error(`allcores: needs Node ${wanted} or newer, this is ${process.versions.node}: see nodejs.org`)
  }
}

async function requireRust() {
  const wanted = readFileSync(join(root, 'Cargo.toml'), 'utf8').match(/^rust-version = "(.+)"/m)[1]
  const { code, output } = await run(['cargo', '--version'])
  if (code !== 0)
    throw new Error(`allcores: Rust ${wanted} or newer is needed and not on PATH: install it from https://rustup.rs`)
  const found = output.match(/\d+\.\d+\.\d+/)[0]
  if (older(found, wanted))
    throw new Error(`allcores: needs Rust ${wanted} or newer, this is ${found}: run rustup update`)
}

function older(version, wanted) {
  return version.localeCompare(wanted, 'en', { numeric: true }) < 0
}

function isFresh(step) {
  return hasProduct(step) && readStamp(step) === fingerprint(step)
}

function hasProduct(step) {
  return filesUnder(step.writes).some((file) => step.product.test(file))
}

function readStamp(step) {
  try {
    return readFileSync(join(cache, step.name), 'utf8')
  } catch {
    return undefined
  }
}

function stamp(step) {
  mkdirSync(cache, { recursive: true })
  writeFileSync(join(cache, step.name), fingerprint(step))
}

/** The hash of every file the step reads and writes. An addon is only ever written, and never an input. */
function fingerprint({ reads, writes }) {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`)
  for (const file of [...filesUnder(reads).filter((file) => !file.endsWith('.node')), ...filesUnder(writes)]) {
    hash.update(`\0${relative(root, file).split(sep).join('/')}\0`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

function filesUnder(paths) {
  return paths.flatMap((path) => {
    const full = join(root, path)
    const stats = statSync(full, { throwIfNoEntry: false })
    if (!stats?.isDirectory()) return stats ? [full] : []
    return readdirSync(full, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
  })
}

/** Two commands at once take turns; a lock left by a process that is gone is taken over. */
async function lock(say) {
  const file = join(cache, 'lock')
  mkdirSync(cache, { recursive: true })
  for (let waited = false; ; waited = true) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (!isHeld(file)) {
      rmSync(file, { force: true })
      continue
    }
    if (!waited) say('allcores: waiting for another command that prepares this checkout')
    await sleep(200)
  }
}

function isHeld(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    if (pid) process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function json(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await ready({ prebuilt: process.argv.includes('--prebuilt') }).catch((error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
