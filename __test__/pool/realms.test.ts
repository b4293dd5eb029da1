/** Values and callers of other realms: contexts of `node:vm`, and worker threads that have pools of their own. */
import vm from 'node:vm'
import { Worker } from 'node:worker_threads'
import { Pool } from 'allcores'
import { afterAll, describe, expect, it } from 'vitest'
import { built, rejection, within } from './helpers.js'
import { project } from './project.js'

const pool = new Pool({ workers: 1 })
afterAll(() => pool.close())

describe('what another context made', () => {
  const context = vm.createContext({ pool, URL })
  const inContext = (source: string) => vm.runInContext(source, context)

  it('are functions, items, arguments and options as any', async () => {
    expect(await within(inContext('pool.map((n) => n * 2, [1, 2, 3], { chunkSize: 1 })'))).toEqual([2, 4, 6])
    expect(await within(inContext('pool.starmap((a, b) => a + b, new Set([[1, 2]]))'))).toEqual([3])
    expect(await within(inContext('pool.map((n) => n * 2, Float64Array.of(1, 2))'))).toEqual(Float64Array.of(2, 4))
    expect(await within(inContext('pool.submit(async (bytes) => bytes.map((b) => b + 1), Uint8Array.of(1))'))).toEqual(
      Uint8Array.of(2),
    )
    expect(await within(inContext(`pool.module('node:path').basename('a/b')`))).toBe('b')
  })

  it('are mistakes with the same codes', () => {
    expect(() => inContext('pool.map(5, [1])')).toThrow(expect.objectContaining({ code: 'INVALID_TYPE' }))
    expect(() => inContext('pool.map((x) => x, [1], { chunksize: 1 })')).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_OPTION' }),
    )
  })

  it('are errors of the language, thrown in a worker', async () => {
    const error = await rejection(
      pool.submit(() => {
        const { runInNewContext } = process.getBuiltinModule('node:vm')
        throw runInNewContext(
          `Object.assign(new RangeError('there', { cause: new TypeError('deeper') }), { code: 'E' })`,
        )
      }),
    )
    expect(error).toBeInstanceOf(RangeError)
    expect(error).toMatchObject({ message: 'there', code: 'E', cause: expect.any(TypeError) })
  })
})

describe('a pool in a worker thread', () => {
  const program = `
    import { parentPort } from 'node:worker_threads'
    import { Pool } from ALLCORES
    const pool = new Pool({ workers: 2 })
    const found = [
      await pool.map((n) => n * 2, [1, 2, 3]),
      await pool.submit(async () => (await import('./beside.mjs')).default),
      await pool.module('./beside.mjs').name(),
      await pool.submit(() => { throw new RangeError('far') }).catch((error) => error instanceof RangeError),
      await pool.submit(() => process.exit(3)).catch((error) => error.code),
    ]
    parentPort.postMessage(found)`
  const { folder } = project({
    'inner.mjs': program,
    'beside.mjs': `export default 'beside'; export const name = () => 'named'`,
  })

  it('works, and ends with its thread', async () => {
    const worker = new Worker(`${folder}/inner.mjs`)
    const exit = new Promise((resolve) => worker.once('exit', resolve))
    const found = await within(new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject)))
    expect(found).toEqual([[2, 4, 6], 'beside', 'named', true, 'WORKER_DIED'])
    expect(await within(exit)).toBe(0)
  })

  it('works in a worker of a pool', async () => {
    const nested = await within(
      pool.submit(
        // Not as the test runner rewrites it.
        new Function(`return async (url) => {
          const { Pool } = await import(url)
          const inner = new Pool({ workers: 2 })
          const results = await inner.map((n) => n * 2, [1, 2, 3])
          await inner.close()
          return results
        }`)(),
        built,
      ),
    )
    expect(nested).toEqual([2, 4, 6])
  })
})
