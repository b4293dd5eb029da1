/** What a shipped function imports and requires is meant from the file that makes the call. */
import { describe, expect, it } from 'vitest'
import { built } from './helpers.js'
import { project } from './project.js'

/** A program that prints what its function finds beside it; `make` is how it gets the pool. */
const program = (make: string) => `${make}
const pool = new Pool({ workers: 1 })
const where = async () => [
  (await import('./beside.mjs')).default,
  (await import('../up.mjs')).default,
  (await import('a-package')).default,
  require('./data.json').name,
  __dirname.split(/[\\\\/]/).at(-1),
]
const all = async () => console.log(JSON.stringify([await pool.submit(where), await pool.apply(where)]))
all()
`
const esm = program(`import { Pool } from ALLCORES`)
const inFolder = (folder: string) => ({
  [`${folder}/beside.mjs`]: `export default 'beside in ${folder}'`,
  [`${folder}/data.json`]: `{ "name": "data in ${folder}" }`,
  [`${folder}/node_modules/a-package/package.json`]: '{ "exports": "./index.mjs" }',
  [`${folder}/node_modules/a-package/index.mjs`]: `export default 'package in ${folder}'`,
})
const found = (folder: string) => {
  const values = [`beside in ${folder}`, 'up', `package in ${folder}`, `data in ${folder}`, folder]
  return [values, values]
}
const { run, folder } = project({
  'up.mjs': `export default 'up'`,
  ...inFolder('a b#c'),
  ...inFolder('there'),
  'a b#c/main.mjs': esm,
  'there/main.mjs': esm,
  'both.mjs': `await import('./a b%23c/main.mjs'); await import('./there/main.mjs')`,
  'there/main.cjs': `import(ALLCORES).then(({ Pool }) => {${program('')}})`,
  'there/evaluated.mjs': `import { Pool } from ALLCORES
eval(${JSON.stringify(program('').replace('all()', ''))} + 'globalThis.all = all')
globalThis.all()`,
  'there/frozen.mjs': `import { Pool } from ALLCORES
Error.stackTraceLimit = 0
Error.prepareStackTrace = () => { throw new Error('not asked') }
${program('')}`,
  'there/nested/prepared.mjs': `import { Pool } from ALLCORES
class Prepared extends Pool {}
const initializer = async () => { globalThis.found = (await import('../beside.mjs')).default }
const pool = new Prepared({ size: 1, initializer })
console.log(await pool.submit(() => found))`,
  'there/nested/callback.mjs': `import { Pool } from ALLCORES
const pool = new Pool({ workers: 1 })
const fns = [async () => (await import('../beside.mjs')).default, async () => require('../data.json').name]
console.log(JSON.stringify(await Promise.all(fns.map((fn) => Reflect.apply(pool.submit, pool, [fn])))))
for (const call of [
  () => pool.map(async (x) => (await import('../beside.mjs')).default, [1]),
  () => pool.starmap(async (x) => (await import('../beside.mjs')).default, [[1]]),
  () => pool.imap(async (x) => (await import('../beside.mjs')).default, [1]).next(),
  () => pool.imapUnordered(async (x) => (await import('../beside.mjs')).default, [1]).next(),
  () => pool.broadcast(async () => (await import('../beside.mjs')).default),
  () => pool.map((x) => require('../data.json').length ?? x, Float64Array.of(3)),
]) console.log(JSON.stringify(await call()))`,
})
const json = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('imports inside a function resolve from the file of the caller', () => {
  it.each(['a b#c/main.mjs', 'there/main.mjs', 'there/main.cjs', 'there/evaluated.mjs', 'there/frozen.mjs'])(
    '%s, whatever the current directory',
    async (file) => {
      for (const cwd of [folder, '/']) {
        const { stdout, stderr } = await run([`${folder}/${file}`], { cwd })
        expect(stderr).toBe('')
        expect(json(stdout)).toEqual([found(file.slice(0, file.indexOf('/')))])
      }
    },
  )

  it('where two files have the same source, from each its own', async () => {
    const { stdout, stderr } = await run(['both.mjs'])
    expect(stderr).toBe('')
    expect(json(stdout).sort()).toEqual([found('a b#c'), found('there')])
  })

  it('also in an initializer', async () => {
    const { stdout, stderr } = await run(['there/nested/prepared.mjs'])
    expect([stdout, stderr]).toEqual(['beside in there\n', ''])
  })

  it('for every method, also where the language calls it', async () => {
    const { stdout, stderr } = await run(['there/nested/callback.mjs'])
    expect(stderr).toMatch(/^$|AllcoresWarning/)
    const beside = 'beside in there'
    const [mapped, ...others] = json(stdout)
    expect(mapped).toEqual([beside, 'data in there'])
    expect(others).toEqual([
      [beside],
      [beside],
      { value: beside, done: false },
      { value: beside, done: false },
      [beside],
      { 0: 3 },
    ])
  })

  it.each([
    ['--eval', ['--eval']],
    ['--eval of a module', ['--input-type=module', '--eval']],
    ['standard input', ['--input-type=commonjs', '-']],
    ['the REPL', ['-i']],
  ])('and from the current directory in %s', async (_, options) => {
    const source = `import(${JSON.stringify(built)}).then(async ({ Pool }) => {
      const found = async () => (await import('./beside.mjs')).default + ', ' + require('./data.json').name
      console.log('found: ' + (await new Pool({ workers: 1 }).submit(found)))
      process.exit()
    })\n`
    const evaluated = options.at(-1) === '--eval'
    const { stdout } = await run(evaluated ? [...options, source] : options, {
      cwd: `${folder}/there`,
      ...(!evaluated && { stdin: source }),
    })
    expect(stdout).toContain('found: beside in there, data in there')
  })
})
