/**
 * What stands before every command: missing and stale parts are made, fresh ones are left alone. It runs in a small
 * checkout of its own, with an npm that only notes what it was asked for and leaves the outputs that the real one would.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { root } from '../../scripts/command.mjs'

const addon = `src/native/allcores.${process.platform}-${process.arch}-test.node`

const npm = `
  import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
  const asked = process.argv.slice(2).filter((word) => !word.startsWith('--')).join(' ')
  appendFileSync('asked', asked + '\\n')
  const [folder, file] = { ci: ['node_modules', '.package-lock.json'], 'run build:ts': ['dist', 'index.js'] }[asked]
  mkdirSync(folder, { recursive: true })
  writeFileSync(folder + '/' + file, '')`

let folder: string

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), text)
}

/** Runs ready.mjs without anything on PATH; gives how it ended, and what it asked npm for. */
function ready(...args: string[]) {
  rmSync(join(folder, 'asked'), { force: true })
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.toUpperCase() !== 'PATH'))
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/ready.mjs', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...env, npm_execpath: join(folder, 'npm.js') },
  })
  const asked = existsSync(join(folder, 'asked')) ? readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n') : []
  return { status, stdout, stderr, asked }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'allcores-ready-'))
  for (const file of ['scripts/ready.mjs', 'scripts/command.mjs', 'package.json', 'Cargo.toml']) {
    cpSync(join(root, file), join(folder, file))
  }
  write('npm.js', npm)
  write('package-lock.json', '{}')
  write('src/index.ts', 'export const a = 1')
  write(addon, 'an addon')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('makes what is missing and says so, and the second time does nothing and says nothing', () => {
  const first = ready('--prebuilt')
  expect(first).toMatchObject({ status: 0, asked: ['ci', 'run build:ts'] })
  expect(first.stdout).toContain('npm ci')
  expect(first.stdout).toContain('build:ts')
  expect(ready()).toEqual({ status: 0, stdout: '', stderr: '', asked: [] })
})

it('compiles again when a source has other content, and not when it only has another time', () => {
  ready('--prebuilt')
  utimesSync(join(folder, 'src/index.ts'), new Date(), new Date(0))
  expect(ready().asked).toEqual([])
  write('src/index.ts', 'export const a = 2')
  expect(ready().asked).toEqual(['run build:ts'])
})

it('makes an output again that was deleted or changed', () => {
  ready('--prebuilt')
  rmSync(join(folder, 'dist'), { recursive: true })
  expect(ready().asked).toEqual(['run build:ts'])
  write('dist/index.js', 'changed')
  expect(ready().asked).toEqual(['run build:ts'])
})

it('installs again when the lock file changes', () => {
  ready('--prebuilt')
  write('package-lock.json', '{ "changed": true }')
  expect(ready().asked).toEqual(['ci'])
})

it('says in one line what to install where Rust is missing', () => {
  const { status, stderr } = ready()
  expect(status).toBe(1)
  expect(stderr).toMatch(/^allcores: Rust [\d.]+ or newer is needed.*https:\/\/rustup\.rs\n$/)
})

it('shows the output of a step that fails, and tries again the next time', () => {
  write('npm.js', `console.log('the reason'); process.exit(3)`)
  const { status, stderr } = ready('--prebuilt')
  expect(status).toBe(1)
  expect(stderr).toContain('the reason')
  expect(stderr).toContain('failed with exit code 3')
  write('npm.js', npm)
  expect(ready('--prebuilt').status).toBe(0)
})

it('takes over from a command that was killed while it prepared the checkout', () => {
  const gone = spawnSync(process.execPath, ['--version']).pid
  write('.cache/ready/lock', String(gone))
  expect(ready('--prebuilt').status).toBe(0)
})
