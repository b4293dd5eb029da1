/** What a function needs from around it is passed by name: numbers, and typed arrays that it reads by index. */
import { kernel } from 'allcores'
import { describe, expect, it } from 'vitest'
import { FLOATS, filled, INTEGERS } from '../support/arrays.js'
import { bothWays, DOORS, SEARCHING } from './doors.js'

// Free variables of the functions below: they are never read, only their names.
declare const rate: number
declare const offset: number
declare const table: Float64Array

const x = Float64Array.of(0, 1, 2, 3)

describe.each(DOORS)('through $name', ({ call }) => {
  it('a function sees numbers by name, whatever they are in this call', async () => {
    for (const [, fn] of bothWays((v: number) => v * rate + offset)) {
      for (const [rate, offset] of [
        [2, 1],
        [-0.5, Number.NaN],
        [3, Number.POSITIVE_INFINITY],
      ] as const) {
        const expected = x.map((v) => v * rate + offset)
        expect(await call('map', fn, x, { consts: { rate, offset } })).toStrictEqual(expected)
        expect(await call('map', fn, x, { consts: { offset, rate } })).toStrictEqual(expected)
      }
    }
  })

  it('a function sees tables of every class, and undefined outside of them', async () => {
    for (const [, fn] of bothWays((v: number) => table[v - 1]! + table[v / 2]! + table.length)) {
      for (const Class of [...FLOATS, ...INTEGERS]) {
        const values = filled(Class, 2) as Float64Array
        const expected = x.map((v) => values[v - 1]! + values[v / 2]! + values.length)
        expect(await call('map', fn, x, { consts: { table: values } })).toStrictEqual(expected)
        const shared = new (values.constructor as Float64ArrayConstructor)(new SharedArrayBuffer(values.byteLength))
        shared.set(values)
        expect(await call('map', fn, x, { consts: { table: shared } })).toStrictEqual(expected)
      }
    }
  })

  it('numbers among the inputs and among the constants are told apart', async () => {
    for (const [, fn] of bothWays((a: number, v: number, b: number) => a * 1000 + v * 100 + b * 10 + rate)) {
      expect(await call('map', fn, 1, Float64Array.of(2), 3, { consts: { rate: 4 } })).toStrictEqual(
        Float64Array.of(1234),
      )
    }
  })

  it('a reducer sees them as well', async () => {
    for (const [, fn] of bothWays((v: number) => v * rate)) {
      for (const [, reducer] of bothWays((a: number, b: number) => (a + b) % rate)) {
        expect(await call('mapReduce', fn, reducer, x, { consts: { rate: 5 } })).toBe(0)
        expect(await call('reduce', reducer, x, { consts: { rate: 4 } })).toBe(2)
        expect(await call('mapReduce', fn, 'sum', x, { consts: { rate: 5 } })).toBe(30)
      }
    }
    expect(await call('reduce', 'sum', x, { consts: { rate: 5 } })).toBe(6)
  })

  it('a constant takes the place of a variable around the function', async () => {
    const rate = 100
    for (const [, fn] of bothWays((v: number) => v * rate)) {
      expect(await call('map', fn, x, { consts: { rate: 2 } })).toStrictEqual(Float64Array.of(0, 2, 4, 6))
    }
  })

  it('filters by a constant', async () => {
    for (const [, fn] of bothWays((v: number) => v > rate)) {
      expect(await call('filter', fn, x, { consts: { rate: 1 } })).toStrictEqual(Float64Array.of(2, 3))
    }
  })

  it.each([
    ['a boolean', { rate: true }, 'INVALID_TYPE', 'consts.rate'],
    ['a string', { rate: '1' }, 'INVALID_TYPE', 'consts.rate'],
    ['a list', { table: [1, 2] }, 'INVALID_TYPE', 'consts.table'],
    ['a bigint', { rate: 1n }, 'INVALID_TYPE', 'consts.rate'],
    ['what is no name', { 'a b': 1 }, 'OUT_OF_RANGE', 'a b'],
    ['what is no object', 5, 'INVALID_TYPE', 'consts'],
  ])('%s is refused', async (_, consts, code, named) => {
    const call1 = call('map', (v: number) => v, x, { consts })
    await expect(call1).rejects.toMatchObject({ code, message: expect.stringContaining(named) })
  })

  it('an out that shares memory with a table is refused', async () => {
    for (const [, fn] of bothWays((v: number) => table[v]!)) {
      const out = new Float64Array(4)
      await expect(call('map', fn, x, { out, consts: { table: out } })).rejects.toMatchObject({ code: 'OVERLAP' })
    }
  })
})

it.each(SEARCHING)('through $name: counts and finds by a constant', async ({ call }) => {
  for (const [, fn] of bothWays((v: number) => v > rate)) {
    expect(await call('count', fn, x, { consts: { rate: 1 } })).toBe(2)
    expect(await call('findIndex', fn, x, { consts: { rate: 1 } })).toBe(2)
  }
})

it('a kernel has constants of its own, and calls add to them', () => {
  const scale = kernel((v) => v * rate + offset, { consts: { rate: 2, offset: 0 } })
  expect(scale(x)).toStrictEqual(x.map((v) => v * 2))
  expect(scale(x, { consts: { offset: 1 } })).toStrictEqual(x.map((v) => v * 2 + 1))
  expect(scale(x)).toStrictEqual(x.map((v) => v * 2))
})
