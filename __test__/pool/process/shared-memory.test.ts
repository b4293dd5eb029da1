import { Pool, SharedMemory } from 'allcores'
import { afterAll, describe, expect, it } from 'vitest'
import { rejection, within } from '../helpers.js'

describe.each(['thread', 'process'] as const)('shared memory in arguments and results of a %s', (workers) => {
  const pool = new Pool({ workers, size: 1 })
  afterAll(() => pool.terminate())

  it('arrives as shared memory, wherever in a value it is', async () => {
    using memory = SharedMemory.create({ size: 64 })
    memory.view(Float64Array)[1] = 0.5
    const seen = await within(
      pool.apply(
        ({ deep }: { deep: [Map<string, SharedMemory>] }) => {
          const memory = deep[0].get('m')!
          const view = memory.view(Float64Array)
          view[2] = view[1]! * 3
          return [memory.constructor.name, memory.size]
        },
        [{ deep: [new Map([['m', memory]])] }],
      ),
    )
    expect(seen).toEqual(['SharedMemory', 64])
    expect(memory.view(Float64Array)[2]).toBe(1.5)
    const back = await within(pool.apply((memory: SharedMemory) => ({ list: [memory] }), [memory]))
    expect(back.list[0]).toBeInstanceOf(SharedMemory)
    memory.view(Float64Array)[0] = 9
    expect(back.list[0]!.view(Float64Array)[0]).toBe(9)
    back.list[0]!.close()
  })

  it('goes with every item of a map, and plain objects that look like it stay plain in other calls', async () => {
    using memory = SharedMemory.create({ size: 80 })
    const view = memory.view(Float64Array)
    const items = Array.from({ length: 10 }, (_, i) => ({ memory, i }))
    await pool.map(({ memory, i }) => memory.view(Float64Array).fill(i * i, i, i + 1).length, items)
    expect([...view]).toEqual([0, 1, 4, 9, 16, 25, 36, 49, 64, 81])
    const plain = { type: 'SharedMemory', name: 'nothing-of-this-name', size: 8 }
    expect(await pool.apply((value: unknown) => value, [plain])).toEqual(plain)
  })

  it('that is gone costs that task alone', async () => {
    const memory = SharedMemory.create({ size: 8 })
    memory.unlink()
    const other = pool.apply(() => 'other')
    expect(await rejection(pool.apply((memory: SharedMemory) => memory.size, [memory]))).toMatchObject({
      code: 'NAME_NOT_FOUND',
    })
    expect(await within(other)).toBe('other')
    memory.close()
  })
})

describe('typed arrays over shared memory', () => {
  it('reach a process as the memory itself, and come back as it', async () => {
    await using pool = new Pool({ workers: 'process', size: 1 })
    using memory = SharedMemory.create({ size: 800 })
    const view = memory.view(Float64Array, { offset: 8, length: 10 })
    const back = await within(
      pool.apply(
        (a: Float64Array, b: Uint8Array) => {
          a.fill(2.5)
          b[0] = 7
          return a.buffer === b.buffer ? a.subarray(1, 3) : a
        },
        [view, memory.view(Uint8Array)],
      ),
    )
    expect([...view]).toEqual(Array(10).fill(2.5))
    expect(memory.view(Uint8Array)[0]).toBe(7)
    expect(back).toHaveLength(2)
    view[1] = -1
    expect(back[0]).toBe(-1)
  })

  it('are what processes loop over where a function is not compiled', async () => {
    await using pool = new Pool({ workers: 'process', size: 2 })
    const x = Float64Array.from({ length: 1000 }, (_, i) => i)
    // `String` is outside of what is compiled.
    const digits = (v: number) => String(v).length
    expect(await within(pool.map(digits, x))).toEqual(x.map(digits))
    const out = new Float64Array(1000)
    expect(await within(pool.map(digits, x, { out }))).toBe(out)
    expect(out).toEqual(x.map(digits))
    expect(await within(pool.filter((v) => String(v).length === 2, x))).toEqual(x.slice(10, 100))
    expect(await within(pool.mapReduce(digits, 'sum', x))).toBe(10 + 180 + 2700)
    expect(await within(pool.map(digits, new Float64Array(0)))).toHaveLength(0)
  })
})
