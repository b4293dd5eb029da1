/** Wrong arguments are errors at the call, with a code and the name of the argument, whether the function is compiled or not. */
import * as now from 'allcores'
import { Pool } from 'allcores'
import * as later from 'allcores/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { type Any, bothWays, DOORS } from './doors.js'

const x = Float64Array.of(1, 2, 3)
const whole = new Float64Array(10)
const detached = new Float64Array(3)
structuredClone(detached.buffer, { transfer: [detached.buffer] })
const pool = new Pool({ workers: 1 })
afterAll(() => pool.close())

const CASES: [what: string, args: (fn: Any) => unknown[], name: string, code: string, named: string][] = [
  ['no function', () => [5, x], 'TypeError', 'INVALID_TYPE', 'fn'],
  ['no inputs', (fn) => [fn], 'TypeError', 'INVALID_TYPE', 'inputs'],
  ['numbers alone', (fn) => [fn, 1, 2], 'TypeError', 'INVALID_TYPE', 'inputs'],
  ['a list', (fn) => [fn, [1, 2]], 'TypeError', 'INVALID_TYPE', 'inputs[0]'],
  ['a list as the second input', (fn) => [fn, x, [1, 2]], 'TypeError', 'INVALID_TYPE', 'inputs[1]'],
  ['a text as the second input', (fn) => [fn, x, '1'], 'TypeError', 'INVALID_TYPE', 'inputs[1]'],
  ['a detached array', (fn) => [fn, detached], 'TypeError', 'DETACHED', 'inputs[0]'],
  ['nine inputs', (fn) => [fn, ...Array(9).fill(x)], 'RangeError', 'OUT_OF_RANGE', '9'],
  ['arrays of several lengths', (fn) => [fn, x, whole], 'RangeError', 'LENGTH_MISMATCH', 'inputs[1]'],
  ['an unknown option', (fn) => [fn, x, { typo: 1 }], 'TypeError', 'UNKNOWN_OPTION', 'typo'],
  ['options that are no plain object', (fn) => [fn, x, new Map()], 'TypeError', 'INVALID_TYPE', 'options'],
  ['options that are null', (fn) => [fn, x, null], 'TypeError', 'INVALID_TYPE', 'options'],
  ['an unknown dtype', (fn) => [fn, x, { dtype: 'float128' }], 'RangeError', 'OUT_OF_RANGE', 'dtype'],
  ['a dtype of every object', (fn) => [fn, x, { dtype: 'toString' }], 'RangeError', 'OUT_OF_RANGE', 'dtype'],
  ['another math', (fn) => [fn, x, { math: 'fast' }], 'RangeError', 'OUT_OF_RANGE', 'math'],
  ['a strict that is a number', (fn) => [fn, x, { strict: 1 }], 'TypeError', 'INVALID_TYPE', 'strict'],
  ['a timeout of 0', (fn) => [fn, x, { timeout: 0 }], 'RangeError', 'OUT_OF_RANGE', 'timeout'],
  ['a timeout that is a text', (fn) => [fn, x, { timeout: '1' }], 'TypeError', 'INVALID_TYPE', 'timeout'],
  ['an out that is a list', (fn) => [fn, x, { out: [] }], 'TypeError', 'INVALID_TYPE', 'out'],
  ['a detached out', (fn) => [fn, x, { out: detached }], 'TypeError', 'DETACHED', 'out'],
  ['a short out', (fn) => [fn, x, { out: new Float64Array(2) }], 'RangeError', 'LENGTH_MISMATCH', 'out'],
  [
    'an out that is not of the dtype',
    (fn) => [fn, x, { out: new Float64Array(3), dtype: 'int8' }],
    'TypeError',
    'DTYPE_MISMATCH',
    'out',
  ],
  [
    'an out over a part of an input',
    (fn) => [fn, whole.subarray(0, 9), { out: whole.subarray(1) }],
    'RangeError',
    'OVERLAP',
    'out',
  ],
  [
    'an out of another class over an input',
    (fn) => [fn, whole, { out: new Int32Array(whole.buffer, 0, 10) }],
    'RangeError',
    'OVERLAP',
    'out',
  ],
]

describe.each([
  ['allcores', now],
  ['allcores/promises', later],
  ['a pool', pool],
] as [string, Any][])('map of %s', (door, api) => {
  // A pool maps over iterables too, and takes what is no typed array for one of those.
  const cases = CASES.filter(
    ([, , , code, named]) => door !== 'a pool' || code !== 'INVALID_TYPE' || !named.startsWith('inputs'),
  )
  it.each(cases)('%s', (_, args, name, code, named) => {
    for (const [, fn] of bothWays((v: number) => v)) {
      const all = args(fn)
      const error = thrown(() => api.map(...all))
      expect(error).toMatchObject({ name, code })
      expect(error.message).toContain(named)
    }
  })
})

describe.each(DOORS)('$name', ({ api }) => {
  it.each([
    ['a reducer without a name', () => api.reduce('mean', x), 'RangeError', 'OUT_OF_RANGE', 'reducer'],
    ['a reducer that is none', () => api.mapReduce((v: number) => v, 5, x), 'TypeError', 'INVALID_TYPE', 'reducer'],
    ['an initial that is a text', () => api.reduce('sum', x, { initial: '1' }), 'TypeError', 'INVALID_TYPE', 'initial'],
    ['an initial bigint', () => api.reduce('sum', x, { initial: 1n }), 'TypeError', 'INVALID_TYPE', 'initial'],
    ['reduce of a number', () => api.reduce('sum', 5), 'TypeError', 'INVALID_TYPE', 'x'],
    ['filter of a number', () => api.filter((v: number) => v, 5, x), 'TypeError', 'INVALID_TYPE', 'x'],
    ['filter into an out', () => api.filter((v: number) => v, x, { out: x }), 'TypeError', 'UNKNOWN_OPTION', 'out'],
    [
      'map with an initial',
      () => api.map((v: number) => v, x, { initial: 1 }),
      'TypeError',
      'UNKNOWN_OPTION',
      'initial',
    ],
  ] as [string, () => unknown, string, string, string][])('%s', (_, call, name, code, named) => {
    const error = thrown(call)
    expect(error).toMatchObject({ name, code })
    expect(error.message).toContain(named)
  })
})

it('signal and copy are no options of a call that runs at once', () => {
  for (const name of ['signal', 'copy']) {
    const error = thrown(() => now.map((v) => v, x, { [name]: undefined } as Any))
    expect(error).toMatchObject({ code: 'UNKNOWN_OPTION' })
  }
})

it('copy: false refuses what would be copied', async () => {
  const shared = new Float64Array(new SharedArrayBuffer(16)).fill(3)
  for (const [, fn] of bothWays((v: number) => v)) {
    expect(thrown(() => later.map(fn, x, { copy: false }))).toMatchObject({ code: 'NOT_SHARED' })
    expect(await later.map(fn, shared, { copy: false })).toStrictEqual(Float64Array.of(3, 3))
  }
})

it('an aborted signal throws', () => {
  const signal = AbortSignal.abort('enough')
  for (const [, fn] of bothWays((v: number) => v)) {
    for (const call of [
      () => later.map(fn, x, { signal }),
      () => pool.map(fn, x, { signal }),
      () => pool.reduce('sum', x, { signal }),
    ]) {
      expect(thrown(call)).toMatchObject({ name: 'AbortError', code: 'ABORTED', cause: 'enough' })
    }
  }
})

it('a kernel says at once what is wrong with its options', () => {
  expect(thrown(() => now.kernel(5 as Any))).toMatchObject({ code: 'INVALID_TYPE' })
  expect(thrown(() => now.kernel((v) => v, { out: x } as Any))).toMatchObject({ code: 'UNKNOWN_OPTION' })
  expect(thrown(() => now.kernel((v) => v, { dtype: 'x' as Any }))).toMatchObject({ code: 'OUT_OF_RANGE' })
  expect(thrown(() => now.kernel((v) => v, { consts: { a: 'x' as Any } }))).toMatchObject({ code: 'INVALID_TYPE' })
  expect(thrown(() => now.kernel((v) => v)(x, { strict: false } as Any))).toMatchObject({ code: 'UNKNOWN_OPTION' })
  expect(thrown(() => now.kernel((v) => v, { consts: { a: 1 } })(x, { consts: 5 as Any }))).toMatchObject({
    code: 'INVALID_TYPE',
  })
})

function thrown(call: () => unknown): Any {
  try {
    call()
  } catch (error) {
    return error
  }
  throw new Error('did not throw')
}
