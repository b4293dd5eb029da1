import { Pool } from 'allcores'
import { describe, expect, it } from 'vitest'
import { rejection, thrown, within } from './helpers.js'

describe('an initializer', () => {
  it('has run, with its arguments, in every worker before its first task', async () => {
    await using pool = new Pool({
      workers: 2,
      initializer: async (a: number, b: string) => {
        await null
        Reflect.set(globalThis, 'made', [a, b])
      },
      initializerArgs: [1, 'x'],
    })
    expect(await within(pool.map(() => Reflect.get(globalThis, 'made'), [1, 2, 3, 4]))).toStrictEqual(
      Array(4).fill([1, 'x']),
    )
    await rejection(pool.submit(() => process.exit(1)))
    expect(await within(pool.broadcast(() => Reflect.get(globalThis, 'made')))).toStrictEqual([
      [1, 'x'],
      [1, 'x'],
    ])
  })

  it('that throws rejects all that waits with WORKER_START_FAILED, and what it threw as the cause', async () => {
    await using pool = new Pool({
      workers: 2,
      initializer: () => {
        throw new RangeError('no licence')
      },
    })
    const calls = [pool.submit(() => 1), pool.map((x) => x, [1, 2]), pool.broadcast(() => 1), pool.ready]
    for (const error of await Promise.all(calls.map(rejection))) {
      expect(error).toMatchObject({ code: 'WORKER_START_FAILED', cause: { name: 'RangeError', message: 'no licence' } })
    }
  })

  it('that misses a variable around it says so', async () => {
    const limit = 5
    await using pool = new Pool({ workers: 1, initializer: () => limit })
    const { cause } = await rejection(pool.ready)
    expect(cause).toMatchObject({ code: 'CAPTURED_VARIABLE', message: expect.stringContaining('`limit`') })
  })

  it('that never ends is a start that failed, after startTimeout', async () => {
    await using pool = new Pool({
      workers: 1,
      startTimeout: 200,
      initializer: () => {
        for (;;);
      },
    })
    const error = await rejection(pool.submit(() => 1))
    expect(error).toMatchObject({ code: 'WORKER_START_FAILED', cause: { code: 'TIMEOUT' } })
  })

  it('that cannot be sent, or its arguments, are errors where the pool is made', () => {
    expect(thrown(() => new Pool({ initializer: Math.sqrt }))).toMatchObject({ code: 'INVALID_FUNCTION' })
    expect(thrown(() => new Pool({ initializer: 5 as never })).message).toContain('initializer must be a function')
    expect(thrown(() => new Pool({ initializer: () => {}, initializerArgs: [1, { f: () => 1 }] }))).toMatchObject({
      code: 'NOT_CLONEABLE',
      message: expect.stringContaining('initializerArgs[1].f'),
    })
  })
})
