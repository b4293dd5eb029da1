/** Programs that use the pool work as bundles, made by the bundlers that people use, minified or not. */
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { type BuildOptions, build as esbuild } from 'esbuild'
import { rollup } from 'rollup'
import { minify } from 'terser'
import { build as vite } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import webpack from 'webpack'
import { root } from '../../scripts/command.mjs'
import { output, temporary } from './installed.js'

const { folder, remove } = temporary()
const main = join(folder, 'main.js')
const addon = readdirSync(join(root, 'src', 'native')).find((name) => name.endsWith('.node'))!
afterAll(remove)

beforeAll(() => {
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(root, join(folder, 'node_modules', 'allcores'), 'junction')
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(
    main,
    `import { AllcoresError, Pool, registerError, sum } from 'allcores'

class Missing extends Error {}
registerError(Missing, 'Missing')

const main = async () => {
  const pool = new Pool({ workers: 2 })
  const squares = await pool.map((n, index) => n * n + index, [1, 2, 3])
  const paths = pool.module('node:path')
  const names = await paths.basename.starmap([['a/b.txt', '.txt']])
  const thrown = await pool.submit(() => { throw new RangeError('too far') }).catch((error) => error)
  const { code, cause } = await pool.submit(() => notThere).catch((error) => error)
  const died = await pool.submit(() => process.exit(3)).catch((error) => error)
  let total
  try {
    total = sum(Float64Array.of(1, 2))
  } catch (error) {
    total = [error.code, error instanceof AllcoresError]
  }
  await pool.close()
  console.log(JSON.stringify({
    squares,
    names,
    thrown: [thrown instanceof RangeError, /\\[task [\\s\\S]*called from/.test(thrown.stack), thrown.stack.includes('allcores-worker')],
    missing: [code, cause instanceof ReferenceError],
    died: [died.code, died.exitCode, died instanceof AllcoresError],
    total,
  }))
}
main()
`,
  )
})

const expected = {
  squares: [1, 5, 11],
  names: ['b'],
  thrown: [true, true, false],
  missing: ['CAPTURED_VARIABLE', true],
  died: ['WORKER_DIED', 3, true],
}

/** Bundles the program into `out`, as a user of the tool would. */
const tools: Record<string, (out: string) => Promise<unknown>> = {
  'esbuild.mjs': (outfile) => esbuild({ ...forEsbuild, format: 'esm', outfile }),
  'esbuild.cjs': (outfile) => esbuild({ ...forEsbuild, format: 'cjs', outfile, logLevel: 'error' }),
  'esbuild.min.mjs': (outfile) => esbuild({ ...forEsbuild, format: 'esm', minify: true, outfile }),
  'rollup.mjs': (file) => rolled(file, 'es'),
  'rollup.cjs': (file) => rolled(file, 'cjs'),
  async 'terser.mjs'(file) {
    await rolled(file, 'es')
    const { code } = await minify(readFileSync(file, 'utf8'), { module: true, toplevel: true })
    writeFileSync(file, code!)
  },
  'vite.mjs': (out) =>
    vite({
      root: folder,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: {
        ssr: main,
        outDir: join(out, '..'),
        emptyOutDir: false,
        minify: true,
        rolldownOptions: { output: { entryFileNames: 'vite.mjs' } },
      },
    }),
  'webpack.cjs': (out) => packed(out, {}),
  'webpack.mjs': (out) =>
    packed(out, {
      experiments: { outputModule: true },
      output: { path: join(out, '..'), filename: 'webpack.mjs', module: true },
    }),
}

const forEsbuild: BuildOptions = { entryPoints: [main], bundle: true, platform: 'node' }

async function rolled(file: string, format: 'es' | 'cjs'): Promise<void> {
  const bundle = await rollup({ input: main, plugins: [nodeResolve()], external: /^node:/ })
  await bundle.write({ file, format })
}

function packed(out: string, more: webpack.Configuration): Promise<void> {
  return new Promise((resolve, reject) => {
    const options: webpack.Configuration = {
      mode: 'production',
      target: 'node20',
      entry: main,
      context: folder,
      output: { path: join(out, '..'), filename: 'webpack.cjs' },
      ...more,
    }
    webpack(options, (error, stats) => {
      if (error) reject(error)
      else if (stats!.hasErrors()) reject(new Error(stats!.toString('errors-only')))
      else resolve()
    })
  })
}

/** What the bundle prints, run where nothing of the project or the checkout is in reach. */
async function printed(file: string): Promise<unknown> {
  const { stdout, stderr } = await output([process.execPath, file], join(file, '..'))
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

describe('a program that uses the pool, bundled', () => {
  it.each(Object.keys(tools))('as %s', async (name) => {
    const built = join(folder, 'built')
    await tools[name]!(join(built, name))
    const { folder: deployed, remove } = temporary()
    try {
      cpSync(built, deployed, { recursive: true, filter: (file) => !file.endsWith('.map') })
      const file = join(deployed, name)
      expect(await printed(file)).toEqual({ ...expected, total: ['UNSUPPORTED_PLATFORM', true] })
      copyFileSync(join(root, 'src', 'native', addon), join(deployed, 'allcores.node'))
      expect(await printed(file)).toEqual({ ...expected, total: 3 })
    } finally {
      remove()
    }
  })

  it('or with allcores left out', async () => {
    const outfile = join(folder, 'external.mjs')
    await esbuild({ ...forEsbuild, format: 'esm', external: ['allcores'], outfile })
    expect(await printed(outfile)).toEqual({ ...expected, total: 3 })
  })
})
