/** `reduce` and `mapReduce` give one answer, wherever they run, and that of the loop where the reducer is associative. */
import { info, Pool, setThreads, sum } from 'allcores'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { BIGINTS, doubles, FLOATS, filled, INTEGERS, LENGTHS } from '../support/arrays.js'
import { type Any, bothWays, DOORS, outside, promises, synchronous } from './doors.js'

const REDUCERS: Record<string, (a: number, b: number) => number> = {
  'the first': (a, _) => a,
  'the last': (_, b) => b,
  'the greatest': (a, b) => Math.max(a, b),
  'integer sums': (a, b) => (a + b) | 0,
  'exclusive or': (a, b) => a ^ b,
}

describe.each(DOORS)('$name', ({ call }) => {
  it.each(Object.keys(REDUCERS))('reduces by %s as the loop does', async (name) => {
    for (const length of LENGTHS) {
      const x = filled(INTEGERS[5]!, length, length) as Int32Array
      for (const [, fn] of bothWays(REDUCERS[name]!)) {
        expect(await call('reduce', fn, x)).toBe(x.reduce((a, b) => REDUCERS[name]!(a, b)))
        expect(await call('reduce', fn, x, { initial: 7 })).toBe(x.reduce((a, b) => REDUCERS[name]!(a, b), 7))
        const mapped = x.map((v, i) => v - i)
        expect(await call('mapReduce', (v: number, i: number) => (v - i) | 0, fn, x)).toBe(
          mapped.reduce((a, b) => REDUCERS[name]!(a, b)),
        )
      }
    }
  })

  it('reduces every class of array, by function and by name', async () => {
    for (const Class of [...FLOATS, ...INTEGERS]) {
      const x = Class.from([3, 1, 2, 5])
      for (const [, fn] of bothWays((a: number, b: number) => a + b)) expect(await call('reduce', fn, x)).toBe(11)
      expect(await call('reduce', 'sum', x)).toBe(11)
      expect(await call('reduce', 'product', x)).toBe(30)
      expect(await call('reduce', 'min', x)).toBe(1)
      expect(await call('reduce', 'max', x)).toBe(5)
      expect(await call('reduce', 'max', x, { initial: 9 })).toBe(9)
    }
  })

  it('reduces bigints, by function and by name', async () => {
    for (const Class of BIGINTS) {
      const x = filled(Class, 1000) as BigInt64Array
      expect(await call('reduce', (a: bigint, b: bigint) => a + b, x)).toBe(x.reduce((a, b) => a + b))
      expect(await call('reduce', 'sum', x)).toBe(x.reduce((a, b) => a + b))
      expect(await call('reduce', 'product', x.subarray(0, 20))).toBe(x.subarray(0, 20).reduce((a, b) => a * b))
      expect(await call('reduce', 'min', x)).toBe([...x].sort((a, b) => (a < b ? -1 : 1))[0])
      expect(await call('reduce', 'max', x, { initial: 2n ** 70n })).toBe(2n ** 70n)
      expect(await call('mapReduce', (v: bigint, i: number) => v - BigInt(i), 'sum', x)).toBe(
        x.reduce((a, b, i) => a + b - BigInt(i), 0n),
      )
      expect(await call('mapReduce', (v: bigint) => Number(v & 1n), 'sum', x)).toBe(x.filter((v) => v & 1n).length)
    }
  })

  it('reduces by a name to what the array functions give, also what was mapped as JavaScript', async () => {
    const x = filled(FLOATS[0]!, 5000) as Float64Array
    for (const [, fn] of bothWays((v: number) => v * 1.5)) {
      expect(await call('mapReduce', fn, 'sum', x)).toBe(sum(x.map((v) => v * 1.5)))
      expect(await call('mapReduce', fn, 'max', x)).toBe(Math.max(...x.map((v) => v * 1.5)))
    }
    expect(await call('reduce', 'sum', x)).toBe(sum(x))
  })

  it('counts what is true', async () => {
    for (const [, fn] of bothWays((v: number) => v > 0)) {
      expect(await call('mapReduce', fn, 'sum', Float64Array.of(1, -1, 2), { initial: 10 })).toBe(12)
    }
  })

  it('has NaN and zeros as Math.min and Math.max have them', async () => {
    for (const [name, fn] of [
      ['min', Math.min],
      ['max', Math.max],
    ] as const) {
      for (const values of [
        [0, -0],
        [-0, 0],
        [1, Number.NaN, 2],
      ]) {
        expect(Object.is(await call('reduce', name, Float64Array.from(values)), fn(...values))).toBe(true)
      }
    }
  })

  it('gives for no elements what was said, or implied, or an error', async () => {
    const none = new Float64Array(0)
    for (const [, fn] of bothWays((a: number, b: number) => a + b)) {
      expect(await call('reduce', fn, none, { initial: 5 })).toBe(5)
      expect(await call('mapReduce', fn, fn, none, { initial: 5 })).toBe(5)
      await expect(call('reduce', fn, none)).rejects.toMatchObject({ name: 'RangeError', code: 'EMPTY' })
      await expect(call('mapReduce', fn, fn, none)).rejects.toMatchObject({ name: 'RangeError', code: 'EMPTY' })
      expect(await call('mapReduce', fn, 'sum', none)).toBe(0)
    }
    expect(await call('reduce', 'sum', none)).toBe(0)
    expect(await call('reduce', 'product', none)).toBe(1)
    expect(await call('reduce', 'sum', new BigInt64Array(0))).toBe(0n)
    expect(await call('reduce', 'product', new BigInt64Array(0))).toBe(1n)
    for (const name of ['min', 'max']) {
      await expect(call('reduce', name, none)).rejects.toMatchObject({ name: 'RangeError', code: 'EMPTY' })
    }
  })
})

describe('a sum of floats, which is only nearly associative, has the same bits', () => {
  const pools = [1, 2, 3].map((workers) => new Pool({ workers }))
  const { threads } = info()
  afterAll(async () => {
    setThreads(threads)
    await Promise.all(pools.map((pool) => pool.close()))
  })
  const add = (a: number, b: number) => a + b
  const third = (v: number) => v / 3

  it('through every door, compiled or not, for any number of workers, threads and elements of a chunk', async () => {
    await fc.assert(
      fc.asyncProperty(doubles({ max: 1e10 }), fc.integer({ min: 1, max: 100 }), async (values, chunkSize) => {
        const x = Float64Array.from(values)
        const expected = synchronous.api.reduce(add, x)
        const mapped = synchronous.api.mapReduce(third, add, x)
        expect(synchronous.api.reduce(outside(add), x)).toBe(expected)
        expect(synchronous.api.mapReduce(outside(third), add, x)).toBe(mapped)
        expect(await promises.call('reduce', outside(add), x)).toBe(expected)
        for (const pool of pools as Any[]) {
          setThreads(pool.workers)
          for (const [, fn] of bothWays(add)) {
            expect(await pool.reduce(fn, x, { chunkSize })).toBe(expected)
            expect(await pool.mapReduce(third, fn, x, { chunkSize })).toBe(mapped)
          }
        }
      }),
      { numRuns: 20 },
    )
  })

  it('which are those of pairs of pairs', () => {
    const pairs = (list: number[]): number =>
      list.length === 1
        ? list[0]!
        : pairs(list.flatMap((a, i) => (i % 2 ? [] : i + 1 < list.length ? [a + list[i + 1]!] : [a])))
    for (const length of LENGTHS) {
      const x = filled(FLOATS[0]!, length, length) as Float64Array
      for (const [, fn] of bothWays(add)) expect(synchronous.api.reduce(fn, x)).toBe(pairs([...x]))
    }
  })
})
