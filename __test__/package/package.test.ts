/** What is published works: the packed package in an empty folder, beside the package of this platform. */
import { copyFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root, tool } from '../../scripts/command.mjs'
import { install, output, type Packed, pack, packPlatform, temporary } from './installed.js'

const { folder, remove } = temporary()
const project = join(folder, 'project')
const withoutAddon = join(folder, 'without-addon')
let packed: Packed

beforeAll(async () => {
  packed = await pack(root, folder)
  const platform = await packPlatform(folder)
  await install(project, [packed.tarball, platform.tarball])
  await install(withoutAddon, [packed.tarball])
})
afterAll(remove)

/** Runs a program in a project and gives what it printed, which is JSON. */
async function printed(by: string, source: string, where = project): Promise<unknown> {
  writeFileSync(join(where, by), source)
  const { stdout, stderr } = await output([process.execPath, by], where)
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

/** Compiles the user's program against the packed package, its declarations included. */
function compile(options: Record<string, unknown>): Promise<unknown> {
  copyFileSync(join(root, '__test__', 'package', 'types.ts'), join(project, 'types.ts'))
  const compilerOptions = {
    ...options,
    target: 'ES2022',
    lib: ['ES2023', 'ESNext.Disposable'],
    types: ['node'],
    typeRoots: [join(root, 'node_modules', '@types')],
    strict: true,
    skipLibCheck: false,
    noEmit: true,
  }
  const config = `tsconfig.${options.moduleResolution}.json`
  writeFileSync(join(project, config), JSON.stringify({ compilerOptions, files: ['types.ts'] }))
  return output([...tool('typescript', 'tsc'), '-p', config], project)
}

describe('the packed package, installed in an empty folder', () => {
  it('computes and maps when it is imported', async () => {
    const program = `
      import { Pool, sum } from 'allcores'
      const pool = new Pool()
      const squares = await pool.map((v) => v * v, [1, 2, 3])
      await pool.close()
      console.log(JSON.stringify([sum(new Float64Array([1, 2, 3])), squares]))`
    expect(await printed('import.mjs', program)).toEqual([6, [1, 4, 9]])
  })

  it('computes off the event loop through allcores/promises', async () => {
    const program = `
      import { sum } from 'allcores/promises'
      console.log(JSON.stringify(await sum(new Float64Array([1, 2, 3]))))`
    expect(await printed('promises.mjs', program)).toBe(6)
  })

  it('computes when it is required', async () => {
    const program = `
      const { sum } = require('allcores')
      console.log(JSON.stringify(sum(new Float64Array([1, 2, 3]))))`
    expect(await printed('require.cjs', program)).toBe(6)
  })

  it('has types that compile, and refuse what is wrong, with NodeNext resolution', async () => {
    await compile({ module: 'NodeNext', moduleResolution: 'NodeNext' })
  })

  it('has types that compile, and refuse what is wrong, with Bundler resolution', async () => {
    await compile({ module: 'ESNext', moduleResolution: 'Bundler' })
  })

  it('says on a machine without an addon which platforms have one and what to do', async () => {
    const program = `
      import('allcores').catch(({ code, message }) => console.log(JSON.stringify({ code, message })))`
    const error = (await printed('bare.mjs', program, withoutAddon)) as { code: string; message: string }
    expect(error.code).toBe('UNSUPPORTED_PLATFORM')
    expect(error.message).toContain(`${process.platform} ${process.arch}`)
    expect(error.message).toContain('aarch64-apple-darwin')
    expect(error.message).toContain('--include=optional')
  })
})

describe('the tarball', () => {
  it('holds the compiled sources, the types and the loader, and nothing else', () => {
    const strays = packed.files
      .map(({ path }) => path)
      .filter((path) => !/^(dist\/.+\.c?js|(index|promises)\.d\.ts|src\/native\/binding\.cjs)$/.test(path))
    expect(strays.sort()).toEqual(['LICENSE', 'README.md', 'package.json'])
  })

  it('is small', () => {
    expect(statSync(packed.tarball).size).toBeLessThan(200_000)
    expect(packed.unpackedSize).toBeLessThan(1_000_000)
  })

  it('passes publint without a warning', async () => {
    await output([...tool('publint'), packed.tarball, '--strict'])
  })

  it('resolves to the right types, as Are The Types Wrong sees it', async () => {
    await output([...tool('@arethetypeswrong/cli', 'attw'), packed.tarball, '--profile', 'esm-only'])
  })
})
