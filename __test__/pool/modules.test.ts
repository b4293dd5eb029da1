/** The exports of a module are tasks: typed, loaded by the workers alone, and each failure says what is wrong. */
import { readFileSync } from 'node:fs'
import { Pool, type Task } from 'allcores'
import ts from 'typescript'
import { afterAll, describe, expect, expectTypeOf, it } from 'vitest'
import { root, tool } from '../../scripts/command.mjs'
import { collect, rejection, thrown, within } from './helpers.js'
import { project } from './project.js'

const source = readFileSync(new URL('./fixtures/tasks.ts', import.meta.url), 'utf8')
const { outputText } = ts.transpileModule(source, {
  compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
})
const { folder, run } = project({
  'tasks.mjs': outputText,
  'common.cjs': `const half = (n) => n / 2; module.exports = Object.fromEntries([['halve', (n) => half(n)], ['size', 3]])`,
  'broken.mjs': `throw new RangeError('no database')`,
  'exits.mjs': 'process.exit(3)',
  'empty.mjs': 'export const size = 3',
  'tasks.ts': source,
  'enum.ts': 'export enum Kind { A }; export const a = () => Kind.A',
  'node_modules/a-package/package.json': '{ "exports": "./index.mjs" }',
  'node_modules/a-package/index.mjs': 'export const triple = (n) => n * 3',
  'named.mjs': `import { Pool } from ALLCORES
const pool = new Pool({ workers: 1 })
console.log(await pool.module('a-package').triple(5), await pool.module('./tasks.mjs').halve.map([2, 4]))`,
  'typed.ts': `import { Pool } from ALLCORES
const pool = new Pool({ workers: 1 })
const tasks = pool.module<typeof import('./tasks.ts')>(new URL('./tasks.ts', import.meta.url))
const inside: number = await pool.submit(async (n: number) => (await import('./tasks.ts')).halve(n), 5)
console.log(await tasks.halve.map([2, 4]), inside)`,
  'typed.mjs': `import { Pool } from ALLCORES
const pool = new Pool({ workers: 1 })
const { code, message, cause } = await pool.module(process.argv[2]).a().catch((error) => error)
console.log(JSON.stringify([code, message, cause?.code]))`,
  'package.json': '{ "type": "module" }',
})

const pool = new Pool({ workers: 2 })
afterAll(() => pool.close())
const tasks = pool.module<typeof import('./fixtures/tasks.js')>(new URL('tasks.mjs', `file://${folder}/`))

describe('the exports of a module', () => {
  it('run by every method, and by a call', async () => {
    expect(await within(tasks.halve(5))).toBe(2.5)
    expect(await within(tasks.halve.submit(5))).toBe(2.5)
    expect(await within(tasks.halve.apply([5], { signal: new AbortController().signal }))).toBe(2.5)
    expect(await within(tasks.halve.map([2, 4], { chunkSize: 1 }))).toEqual([1, 2])
    expect(await within(tasks.add.map([1, 2], [10, 20]))).toEqual([11, 22])
    expect(await within(tasks.add.starmap([[1, 2]]))).toEqual([3])
    expect(await collect(tasks.halve.imap([2, 4]))).toEqual([1, 2])
    expect((await collect(tasks.halve.imapUnordered([2, 4]))).sort()).toEqual([1, 2])
    expect(await within(tasks.default('a'))).toBe('A')
  })

  it('stand wherever the pool takes a function, of another pool, too', async () => {
    await using other = new Pool({ workers: 1 })
    expect(await within(pool.map(tasks.halve, [2, 4]))).toEqual([1, 2])
    expect(await within(pool.starmap(tasks.add, [[1, 2] as [number, number]]))).toEqual([3])
    expect(await collect(pool.imap(tasks.halve, [2, 4]))).toEqual([1, 2])
    expect(await within(pool.apply(tasks.halve, [5]))).toBe(2.5)
    expect(await within(other.submit(tasks.halve, 5))).toBe(2.5)
  })

  it('may prepare the workers of a pool', async () => {
    await using prepared = new Pool({ size: 1, initializer: tasks.count })
    expect(await within(prepared.submit(tasks.count))).toBe(2)
  })

  it('share the one module that their worker has', async () => {
    await using one = new Pool({ workers: 1 })
    const counting = one.module<typeof import('./fixtures/tasks.js')>(new URL('tasks.mjs', `file://${folder}/`))
    expect([await counting.count(), await counting.count.apply(), await counting.count.submit()]).toEqual([1, 2, 3])
  })

  it('are tasks that can be cancelled and named in messages', () => {
    const task = tasks.halve(1)
    expect(tasks.halve.name).toBe('halve')
    expect(tasks.halve).toBe(tasks.halve)
    expect(task.cancel()).toBe(true)
  })

  it('of a module that is no promise, though anything can be asked of it', async () => {
    expect(await Promise.resolve(tasks)).toBe(tasks)
    expect(String(Object.prototype.toString.call(tasks))).toBe('[object Object]')
  })

  it('may be those of a CommonJS module, a package, or Node', async () => {
    const common = pool.module<{ halve(n: number): number }>(`${folder}/common.cjs`)
    expect(await within(common.halve(5))).toBe(2.5)
    expect(await run([`${folder}/named.mjs`], { cwd: '/' })).toMatchObject({ stdout: '15 [ 1, 2 ]\n', stderr: '' })
    const path = pool.module<typeof import('node:path')>('node:path')
    expect(await within(path.basename.starmap([['a/b.txt', '.txt']]))).toEqual(['b'])
  })

  it('keep what they throw, with the frames of their file and of the caller', async () => {
    const error = await rejection(tasks.fail('too far'))
    expect(error).toBeInstanceOf(RangeError)
    expect(error.message).toBe('too far')
    expect(error.stack).toMatch(/tasks\.mjs[\s\S]*called from[\s\S]*modules\.test\.ts/)
    expect(error.stack).not.toMatch(/allcores\/dist|module\.js/)
  })
})

describe('what is wrong is the error of its call alone', () => {
  it('a name that is not exported, with those that are', async () => {
    const wrong = tasks as unknown as Record<string, () => Task<unknown>>
    expect(await rejection(wrong.halv!())).toMatchObject({
      code: 'MISSING_EXPORT',
      message: expect.stringMatching(
        /"halv" .*tasks\.mjs does not exist.*Point, add, count, default, fail, halve, label/,
      ),
    })
    expect(await rejection(wrong.version!())).toMatchObject({
      code: 'MISSING_EXPORT',
      message: expect.stringContaining(`is no function but '1'`),
    })
    const empty = pool.module<Record<string, () => number>>(`${folder}/empty.mjs`)
    expect(await rejection(empty.a!())).toMatchObject({ message: expect.stringContaining('exports no function') })
    expect(await within(tasks.halve(5))).toBe(2.5)
  })

  it('a module that throws when it is loaded, with the cause, at each call', async () => {
    const broken = pool.module<Record<string, () => number>>(`${folder}/broken.mjs`)
    for (let round = 0; round < 2; round++) {
      const error = await rejection(broken.a!())
      expect(error).toMatchObject({ name: 'AllcoresError', code: 'MODULE_LOAD_FAILED' })
      expect(error.cause).toBeInstanceOf(RangeError)
      expect(error.cause.message).toBe('no database')
    }
    expect(await within(tasks.halve(5))).toBe(2.5)
  })

  it('a module that is not there', async () => {
    const error = await rejection(pool.module<Record<string, () => number>>('./nowhere.mjs').a!())
    expect(error).toMatchObject({ code: 'MODULE_LOAD_FAILED', cause: { code: 'ERR_MODULE_NOT_FOUND' } })
  })

  it('a module that ends its worker', async () => {
    const exits = pool.module<Record<string, () => number>>(`${folder}/exits.mjs`)
    expect(await rejection(exits.a!())).toMatchObject({ code: 'WORKER_DIED', exitCode: 3 })
  })

  it.each([undefined, '', 5, null, {}])('%s for a module', (specifier) => {
    expect(thrown(() => pool.module(specifier as never))).toMatchObject({
      code: 'INVALID_TYPE',
      message: expect.stringContaining('specifier must be a URL'),
    })
  })

  it('a typed array as the items', () => {
    expect(thrown(() => pool.map(tasks.halve as never, Float64Array.of(1)))).toMatchObject({
      code: 'INVALID_FUNCTION',
      message: expect.stringContaining('Array.from(x)'),
    })
  })
})

describe('a module in TypeScript', () => {
  const tsx = tool('tsx')

  it.each([
    ['by its command', tsx.slice(1), {}],
    ['by --import', ['--import', `file://${root}/node_modules/tsx/dist/loader.mjs`], {}],
    ['by NODE_OPTIONS', [], { NODE_OPTIONS: `--import=file://${root}/node_modules/tsx/dist/loader.mjs` }],
  ])('is loaded where the program runs under tsx, %s', async (_, options, env) => {
    const { stdout, stderr } = await run([...options, 'typed.ts'], { env })
    expect([stdout, stderr]).toEqual(['[ 1, 2 ] 2.5\n', ''])
  })

  const strips = Reflect.get(process.features, 'typescript') === 'strip'

  it(`${strips ? 'is loaded' : 'says what to do'} where Node ${process.version} runs alone`, async () => {
    const { stdout } = await run(['typed.mjs', './tasks.ts'])
    const [code, message] = JSON.parse(stdout)
    expect(code).toBe(strips ? 'MISSING_EXPORT' : 'MODULE_LOAD_FAILED')
    expect(message).toMatch(strips ? 'halve' : /TypeScript needs Node 22\.18 or later.*--import tsx/)
  })

  it('says what to do where it has more than types', async () => {
    const { stdout } = await run(['typed.mjs', './enum.ts'])
    const [code, message] = JSON.parse(stdout)
    expect(code).toBe('MODULE_LOAD_FAILED')
    expect(message).toMatch(/TypeScript needs Node 22\.18 or later.*--import tsx/)
  })
})

it('has the types of its functions', () => {
  expectTypeOf(tasks.halve).parameters.toEqualTypeOf<[n: number]>()
  expectTypeOf(tasks.halve).returns.toEqualTypeOf<Task<number>>()
  expectTypeOf(tasks.count).returns.toEqualTypeOf<Task<number>>()
  expectTypeOf(tasks.halve.map([1])).resolves.toEqualTypeOf<number[]>()
  expectTypeOf(tasks.label.starmap([['a', 'b']])).resolves.toEqualTypeOf<string[]>()
  expectTypeOf(tasks.halve.imap([1])).toEqualTypeOf<AsyncGenerator<number, void, undefined>>()
  expectTypeOf(pool.map(tasks.halve, [1])).resolves.toEqualTypeOf<number[]>()
  const refused = () => {
    // @ts-expect-error a text is no number
    tasks.halve('a')
    // @ts-expect-error texts are no numbers
    tasks.halve.map(['a'])
    // @ts-expect-error the index would come as the suffix
    tasks.label.map(['a'])
    // @ts-expect-error a constant is no task
    tasks.version()
    // @ts-expect-error there is no such export
    tasks.nothing()
    // @ts-expect-error there is no such option
    tasks.halve.map([1], { chunksize: 1 })
  }
  expectTypeOf(refused).toBeFunction()
})
