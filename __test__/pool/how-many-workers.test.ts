import { once } from 'node:events'
import { Pool } from 'allcores'
import { describe, expect, it } from 'vitest'
import { program, thrown, within } from './helpers.js'

const thread = () => process.getBuiltinModule('node:worker_threads').threadId

describe('a worker is replaced', () => {
  it('after maxTasksPerWorker tasks', async () => {
    await using pool = new Pool({ workers: 1, maxTasksPerWorker: 2 })
    const ids: number[] = []
    for (let i = 0; i < 6; i++) ids.push(await within(pool.submit(thread)))
    expect(ids.map((id) => ids.indexOf(id))).toStrictEqual([0, 0, 2, 2, 4, 4])
  })

  it('after so many tasks that came at once, too', async () => {
    await using pool = new Pool({ workers: 2, maxTasksPerWorker: 1 })
    const ids = await within(Promise.all(Array.from({ length: 6 }, () => pool.submit(thread))))
    expect(new Set(ids).size).toBe(6)
  })

  it('once it has grown beyond maxMemoryPerWorker, and its task keeps its result', async () => {
    await using pool = new Pool({ workers: 1, maxMemoryPerWorker: 100e6 })
    const first = await within(pool.submit(thread))
    expect(await within(pool.submit(thread))).toBe(first)
    const hoard = () => {
      Reflect.set(globalThis, 'hoard', new Uint8Array(200e6).fill(1))
      return 'kept'
    }
    expect(await within(pool.submit(hoard))).toBe('kept')
    expect(await within(pool.submit(thread))).not.toBe(first)
  })
})

describe('idle workers', () => {
  it('end after idleTimeout, and start again', async () => {
    await using pool = new Pool({ workers: 2, idleTimeout: 50 })
    const exited = once(pool, 'workerExit')
    const first = await within(pool.submit(thread))
    expect((await within(exited))[0]).toMatchObject({ worker: { kind: 'thread', threadId: first }, unasked: false })
    expect(await within(pool.submit(thread))).not.toBe(first)
  })

  it('beyond the new size end on resize', async () => {
    await using pool = new Pool({ workers: 3 })
    await within(pool.ready)
    expect(pool.stats().workers).toHaveLength(3)
    const exited = once(pool, 'workerExit')
    pool.resize(2)
    expect(pool.workers).toBe(2)
    await within(exited)
    pool.resize(4)
    await within(pool.ready)
    expect(pool.stats().workers.map(({ state }) => state)).toStrictEqual(Array(4).fill('idle'))
  })
})

describe('resize', () => {
  it('lets busy workers finish', async () => {
    await using pool = new Pool({ workers: 2 })
    const gates = new Int32Array(new SharedArrayBuffer(4))
    const wait = (gates: Int32Array, i: number) => {
      Atomics.wait(gates, 0, 0)
      return i
    }
    await within(pool.ready)
    const tasks = [0, 1, 2, 3].map((i) => pool.submit(wait, gates, i))
    pool.resize(1)
    Atomics.store(gates, 0, 1)
    Atomics.notify(gates, 0)
    expect(await within(Promise.all(tasks))).toStrictEqual([0, 1, 2, 3])
  })

  it('to more lets what waits begin', async () => {
    await using pool = new Pool({ workers: 1 })
    const gates = new Int32Array(new SharedArrayBuffer(4))
    const wait = (gates: Int32Array) => {
      Atomics.wait(gates, 0, 0)
    }
    const open = (gates: Int32Array) => {
      Atomics.store(gates, 0, 1)
      Atomics.notify(gates, 0)
    }
    const first = pool.submit(wait, gates)
    const second = pool.submit(open, gates)
    pool.resize(2)
    await within(Promise.all([first, second]))
  })
})

describe('ready', () => {
  it('resolves when all workers have started', async () => {
    await using pool = new Pool({ workers: 2 })
    expect(pool.stats().workers).toHaveLength(0)
    await within(pool.ready)
    expect(pool.stats()).toMatchObject({ started: 2, workers: [{ state: 'idle' }, { state: 'idle' }] })
    await within(pool.ready)
  })

  it('rejects when the pool is closed before', async () => {
    const pool = new Pool({ workers: 2 })
    const ready = pool.ready.catch((error) => error.code)
    await within(pool.close())
    expect(await within(ready)).toBe('POOL_CLOSED')
  })
})

describe('broadcast', () => {
  it('refuses options that it could not heed', async () => {
    await using pool = new Pool({ workers: 1 })
    for (const option of ['retries', 'priority']) {
      expect(thrown(() => pool.broadcast(() => 1, [], { [option]: 1 }))).toMatchObject({ code: 'UNKNOWN_OPTION' })
    }
    expect(await within(pool.broadcast(() => 1, [], { timeout: 10_000 }))).toStrictEqual([1])
  })

  it('runs once on every worker, however busy', async () => {
    await using pool = new Pool({ workers: 3 })
    const slow = pool.map(() => new Promise((resolve) => setTimeout(resolve, 50)), Array(12).fill(0))
    const ids = await within(pool.broadcast(thread))
    expect(new Set(ids).size).toBe(3)
    await within(slow)
    expect(new Set(await within(pool.broadcast(thread)))).toStrictEqual(new Set(ids))
  })

  it('keeps the program alive until the last worker, which is still starting, has run it', async () => {
    const { code, stdout } = await program(`
      const pool = new Pool({ workers: 3 })
      await pool.apply(() => 1)
      console.log(await pool.broadcast(() => 2))`)
    expect({ code, stdout }).toStrictEqual({ code: 0, stdout: '[ 2, 2, 2 ]\n' })
  })

  it('reaches the worker that replaces one that ended before it', async () => {
    await using pool = new Pool({ workers: 1 })
    await within(pool.ready)
    const dies = pool.submit(() => process.exit(1)).catch((error) => error.code)
    const all = pool.broadcast(() => 'reached')
    expect(await within(dies)).toBe('WORKER_DIED')
    expect(await within(all)).toStrictEqual(['reached'])
  })
})
