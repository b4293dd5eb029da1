import { defaultPool, Pool, SharedMemory } from 'allcores'
import { describe, expect, it } from 'vitest'
import { program, rejection, thrown, within } from './helpers.js'

describe('mapSync', () => {
  it('gives what map resolves to, for one iterable and several', async () => {
    await using pool = new Pool({ workers: 2 })
    const items = Array.from({ length: 1000 }, (_, i) => ({ i, text: `${i}` }))
    const fn = (item: { i: number; text: string }, index: number) => [item.text, item.i * index]
    expect(pool.mapSync(fn, items)).toStrictEqual(await within(pool.map(fn, items)))
    expect(pool.mapSync(async (a, b, i) => a + b + i, [1, 2], new Set([10, 20, 30]))).toStrictEqual([11, 23])
    expect(pool.mapSync((x) => x, [])).toStrictEqual([])
  })

  it('throws what map rejects with: the error, with its index and both stacks', async () => {
    await using pool = new Pool({ workers: 2 })
    const fn = (x: number) => {
      if (x === 3) throw new RangeError('told', { cause: 'why' })
      return x
    }
    const error = thrown(() => pool.mapSync(fn, [1, 2, 3]))
    expect(error).toBeInstanceOf(RangeError)
    expect(error).toMatchObject({ message: 'told', cause: 'why', index: 2 })
    expect(error.stack).toMatch(/task fn[\s\S]*called from[\s\S]*map-sync\.test\.ts/)
    expect(error.stack).not.toContain('broker')
  })

  it('throws where a worker ends or is stuck, too, and goes on', async () => {
    await using pool = new Pool({ workers: 2 })
    const fn = (how: string) => {
      if (how === 'exit') process.exit(3)
      if (how === 'hang') for (;;);
      return how
    }
    expect(thrown(() => pool.mapSync(fn, ['a', 'exit']))).toMatchObject({ code: 'WORKER_DIED', exitCode: 3, index: 1 })
    expect(thrown(() => pool.mapSync(fn, ['hang'], { timeout: 50 }))).toMatchObject({ code: 'TIMEOUT', index: 0 })
    expect(thrown(() => pool.mapSync(fn, ['a', 'exit', 'b'], { failFast: false }))).toMatchObject({
      code: 'ITEMS_FAILED',
      errors: [{ code: 'WORKER_DIED', index: 1 }],
      results: ['a', undefined, 'b'],
    })
    expect(pool.mapSync(fn, ['goes', 'on'])).toStrictEqual(['goes', 'on'])
  })

  it('names an item or a result that cannot be sent', async () => {
    await using pool = new Pool({ workers: 1 })
    expect(thrown(() => pool.mapSync((x) => x, [1, { f: () => 1 }]))).toMatchObject({
      code: 'NOT_CLONEABLE',
      index: 1,
      message: expect.stringContaining('items[1].f'),
    })
    expect(thrown(() => pool.mapSync((x) => () => x, [1]))).toMatchObject({ code: 'NOT_CLONEABLE', index: 0 })
    expect(pool.mapSync((x) => x, [1])).toStrictEqual([1])
  })

  it('refuses what it does not take, at the call', async () => {
    const pool = new Pool({ workers: 1 })
    expect(thrown(() => pool.mapSync((x) => x, Float64Array.of(1) as never))).toMatchObject({ code: 'INVALID_TYPE' })
    const { signal } = new AbortController()
    expect(thrown(() => pool.mapSync((x) => x, [1], { signal } as never))).toMatchObject({ code: 'UNKNOWN_OPTION' })
    await within(pool.close())
    expect(thrown(() => pool.mapSync((x) => x, [1]))).toMatchObject({ code: 'POOL_CLOSED' })
  })

  it('has the workers the pool was made with: initializer, shared memory, prints', async () => {
    const { code, stdout } = await program(`
      const pool = new Pool({ workers: 2, initializer: (x) => { globalThis.x = x }, initializerArgs: [5] })
      const shared = new Int32Array(new SharedArrayBuffer(4))
      const out = pool.mapSync((shared, i) => {
        Atomics.add(shared, 0, 1)
        console.log('x'.repeat(100_000).length)
        process.stdout.write('y'.repeat(100_000) + '\\n')
        return x + i
      }, [shared, shared, shared])
      console.log(JSON.stringify(out), shared[0])`)
    expect(code).toBe(0)
    expect(stdout.endsWith('[5,6,7] 3\n')).toBe(true)
    expect(stdout.length).toBe(3 * (100_001 + 7) + '[5,6,7] 3\n'.length)
  })

  it('has worker processes where the pool has, and shared memory arrives as such', async () => {
    await using pool = new Pool({ workers: 'process', size: 2 })
    const fn = (x: number) => {
      if (x === 3) process.exit(5)
      return process.pid
    }
    const pids = pool.mapSync(fn, [1, 2])
    expect(pids).not.toContain(process.pid)
    expect(thrown(() => pool.mapSync(fn, [1, 3]))).toMatchObject({ code: 'WORKER_DIED', exitCode: 5, index: 1 })
    using memory = SharedMemory.create({ size: 8 })
    await using threads = new Pool({ workers: 1 })
    for (const one of [pool, threads]) {
      const write = (memory: SharedMemory, i: number) => {
        memory.view(Float64Array)[0] = 40 + i
        return memory
      }
      const [back] = one.mapSync(write, [memory])
      expect(back).toBeInstanceOf(SharedMemory)
      expect(memory.view(Float64Array)[0]).toBe(40)
      memory.view(Float64Array)[0] = 0
    }
  })

  it('says why workers do not start', async () => {
    await using pool = new Pool({
      workers: 1,
      initializer: () => {
        throw new Error('no')
      },
    })
    expect(thrown(() => pool.mapSync((x) => x, [1]))).toMatchObject({ code: 'WORKER_START_FAILED' })
    expect(await rejection(pool.ready)).toMatchObject({ code: 'WORKER_START_FAILED' })
  })
})

describe('the default pool', () => {
  it('is one, until it is closed, and keeps no program alive', async () => {
    const { code, stdout } = await program(`
      const { defaultPool } = allcores
      const first = defaultPool()
      console.log(await first.map((x) => x + 1, [1]), first === defaultPool())
      await first.close()
      console.log(first === defaultPool(), await defaultPool().apply(() => 'again'))`)
    expect({ code, stdout }).toStrictEqual({ code: 0, stdout: '[ 2 ] true\nfalse again\n' })
    expect(defaultPool()).toBeInstanceOf(Pool)
  })
})
