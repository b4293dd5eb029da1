/**
 * Sources as tools leave them compile: the functions of `tools/functions.ts` go through each real tool, the result is
 * loaded, and the strict kernel of every function gives what the untouched function gives in a plain loop.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { transformSync as swc } from '@swc/core'
import { kernel } from 'allcores'
import { transformSync as esbuild } from 'esbuild'
import { createInstrumenter } from 'istanbul-lib-instrument'
import { minify } from 'terser'
import ts from 'typescript'
import { afterAll, describe, expect, test } from 'vitest'
import * as functions from './tools/functions.js'

const { transformSync: strip } = createRequire(import.meta.url)('amaro') as typeof import('amaro')
const file = fileURLToPath(new URL('./tools/functions.ts', import.meta.url))
const source = readFileSync(file, 'utf8')
const javascript = esbuild(source, { loader: 'ts' }).code
const folder = mkdtempSync(join(tmpdir(), 'allcores-tools-'))
afterAll(() => rmSync(folder, { recursive: true }))

type Numeric = (x: number, i: number) => number
const originals = Object.entries(functions).filter(
  (entry): entry is [string, Numeric] => typeof entry[1] === 'function',
)
const x = Float64Array.from({ length: 90 }, (_, i) => (i % 5 === 0 ? (i - 40) / 7 : i - 30))
const looped = (fn: Numeric) => x.map((value, i) => fn(value, i))

const typescript = (target: ts.ScriptTarget) =>
  ts.transpileModule(source, { compilerOptions: { target, module: ts.ModuleKind.ESNext } }).outputText
const swcTo = (target: 'es5' | 'es2015' | 'es2022', minified = false) =>
  swc(source, {
    jsc: { parser: { syntax: 'typescript' }, target, minify: { compress: minified, mangle: minified } },
    minify: minified,
    module: { type: 'es6' },
  }).code

const tools: Record<string, () => string | Promise<string>> = {
  esbuild: () => javascript,
  'esbuild, minified': () => esbuild(source, { loader: 'ts', minify: true }).code,
  'esbuild, keepNames': () => esbuild(source, { loader: 'ts', keepNames: true }).code,
  'esbuild, minified with keepNames': () => esbuild(source, { loader: 'ts', minify: true, keepNames: true }).code,
  'esbuild, to ES2015': () => esbuild(source, { loader: 'ts', target: 'es2015' }).code,
  'esbuild, to ES2015, minified with keepNames': () =>
    esbuild(source, { loader: 'ts', target: 'es2015', minify: true, keepNames: true }).code,
  terser: async () => (await minify(javascript, { module: true })).code!,
  'terser, three passes with unsafe': async () =>
    (await minify(javascript, { module: true, compress: { passes: 3, unsafe: true, unsafe_math: false } })).code!,
  swc: () => swcTo('es2022'),
  'swc, minified': () => swcTo('es2022', true),
  'swc, to ES2015': () => swcTo('es2015'),
  'swc, to ES5': () => swcTo('es5'),
  'swc, to ES5, minified': () => swcTo('es5', true),
  TypeScript: () => typescript(ts.ScriptTarget.ESNext),
  'TypeScript, to ES2015': () => typescript(ts.ScriptTarget.ES2015),
  'type stripping of Node': () => strip(source, { mode: 'strip-only' }).code,
}

describe.each(Object.entries(tools))('%s', (name, transform) => {
  test('leaves functions that compile and give the same bits', async () => {
    const module = join(folder, `${name.replaceAll(/\W+/g, '-')}.mjs`)
    writeFileSync(module, await transform())
    const transformed = (await import(/* @vite-ignore */ pathToFileURL(module).href)) as Record<string, Numeric>
    for (const [key, original] of originals) {
      // The minifier gave `Math.pow` a letter for a name, outside of the function that needs it.
      if (key === 'power' && /es2015.*keepnames/i.test(name)) {
        expect(() => kernel(transformed[key]!)(x)).toThrow(expect.objectContaining({ code: 'CAPTURED_VARIABLE' }))
        continue
      }
      expect(kernel(transformed[key]!)(x), `${key}: ${transformed[key]}`).toEqual(looped(original))
    }
  })
})

/** Runs a program that compiles each function and compares it with the plain loop. */
function runs(nodeOptions: string[], env: NodeJS.ProcessEnv = {}) {
  const entry = join(folder, 'compare.mjs')
  const allcores = new URL('../../dist/index.js', import.meta.url).href
  writeFileSync(
    entry,
    `import { kernel } from ${JSON.stringify(allcores)}
    const functions = await import(process.argv[2])
    const x = Float64Array.from({ length: 90 }, (_, i) => i - 30)
    let count = 0
    for (const fn of Object.values(functions).filter((value) => typeof value === 'function')) {
      const [got, wanted] = [kernel(fn)(x), x.map((value, i) => fn(value, i))]
      if (!got.every((value, i) => Object.is(value, wanted[i]))) throw new Error(String(fn))
      count += 1
    }
    console.log(count)`,
  )
  const plain = join(folder, 'plain.mjs')
  writeFileSync(plain, javascript)
  const target = nodeOptions.length > 0 ? pathToFileURL(file).href : pathToFileURL(plain).href
  return spawnSync(process.execPath, [...nodeOptions, entry, target], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '', ...env },
  })
}

test('tsx runs TypeScript whose functions compile', () => {
  const loader = import.meta.resolve('tsx')
  const { stdout, stderr } = runs(['--import', loader])
  expect(stderr).toBe('')
  expect(stdout.trim()).toBe(String(originals.length))
})

test('coverage by V8 changes no source', () => {
  const { stdout, stderr } = runs([], { NODE_V8_COVERAGE: join(folder, 'coverage') })
  expect(stderr).toBe('')
  expect(stdout.trim()).toBe(String(originals.length))
})

test('counters of istanbul are recognised: the error says what they are and what to do', () => {
  const instrumented = createInstrumenter({ esModules: true }).instrumentSync(
    'const f = (x) => { if (x > 1) return x; return -x }',
    'f.js',
  )
  const fn = new Function(`${instrumented}; return f`)() as Numeric
  expect(() => kernel(fn)(x)).toThrow(
    expect.objectContaining({ code: 'NOT_COMPILABLE', message: expect.stringMatching(/coverage/) }),
  )
})

describe('what is no plain function', () => {
  const refused: [string, unknown, RegExp][] = [
    ['an async function', async (v: number) => v, /async/],
    ['a generator', function* (v: number) { yield v }, /generator/], // biome-ignore format: on one line
    ['an async generator', async function* (v: number) { yield v }, /async|generator/], // biome-ignore format: on one line
    ['a bound function', ((v: number) => v).bind(null), /bound|native/],
    ['a native function', Math.sqrt, /bound|native/],
    ['a class', class Example {}, /class/],
    ['a getter', Object.getOwnPropertyDescriptor({ get v() { return 1 } }, 'v')!.get, /accessor/], // biome-ignore format: on one line
  ]
  test.each(refused)('%s is refused by its kind', (_, fn, words) => {
    expect(() => kernel(fn as Numeric)(x)).toThrow(
      expect.objectContaining({
        code: expect.stringMatching(/NOT_COMPILABLE|INVALID_FUNCTION/),
        message: expect.stringMatching(words),
      }),
    )
  })
})
