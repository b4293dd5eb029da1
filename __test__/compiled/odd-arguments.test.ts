/** Odd arguments: what is no mistake gives what the plain loop gives, and what is one says so with a code. */
import { kernel, map } from 'allcores'
import { expect, test } from 'vitest'
import { outside } from './doors.js'

const x = Float64Array.of(1, 2)
declare const __proto__: number

test('consts are a plain object of names that code can have', () => {
  expect(() => map((v) => v, x, { consts: new Map([['k', 1]]) as never })).toThrow(
    expect.objectContaining({ code: 'INVALID_TYPE' }),
  )
  for (const name of ['class', 'let', 'arguments', 'eval']) {
    expect(() => map((v) => v, x, { consts: { [name]: 1 } })).toThrow(expect.objectContaining({ code: 'OUT_OF_RANGE' }))
  }
})

test('a const named __proto__ is one like others where JavaScript runs, too', () => {
  const fn = outside((v: number) => v + __proto__)
  expect(map(fn, x, { consts: { ['__proto__']: 3 } })).toEqual(Float64Array.of(4, 5))
})

test('a const whose getter shrinks an input comes before the look at its length', () => {
  const buffer = new ArrayBuffer(16, { maxByteLength: 16 })
  const consts = {
    get k() {
      buffer.resize(8)
      return 2
    },
  }
  expect(
    map(
      outside((v: number, k: number) => v + k),
      new Float64Array(buffer),
      2,
      { consts },
    ),
  ).toEqual(Float64Array.of(2))
})

test('a dtype is a string', () => {
  expect(() => map((v) => v, x, { dtype: ['int8'] as never })).toThrow(
    expect.objectContaining({ code: 'OUT_OF_RANGE' }),
  )
})

test('a kernel explains functions of no parameters, and of 8 and the index', () => {
  expect(kernel(() => 1).explain()).toMatch(/^\(Float64Array\) → Float64Array: native/)
  expect(kernel((a, _b, _c, _d, _e, _f, _g, _h, i) => a! + i!).explain()).toContain('native')
})
