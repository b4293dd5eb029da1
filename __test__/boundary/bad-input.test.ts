import * as now from 'allcores'
import * as later from 'allcores/promises'
import { expect, test } from 'vitest'

const x = Float64Array.of(1, 2, 3)
// biome-ignore lint/suspicious/noExplicitAny: what the types refuse is what is tested here
const any = (value: unknown) => value as any

const detached = new Float64Array(4)
structuredClone(detached, { transfer: [detached.buffer] })
const shrunk = new ArrayBuffer(64, { maxByteLength: 64 })
const outside = new Float64Array(shrunk, 32, 2)
shrunk.resize(8)
const whole = new Float64Array(10)

const ONE_ARRAY = [
  'sum',
  'mean',
  'variance',
  'std',
  'min',
  'max',
  'argmin',
  'argmax',
  'sort',
  'argsort',
  'median',
  'histogram',
  'cumsum',
] as const

const NOT_ARRAYS = [
  undefined,
  null,
  1,
  'x',
  [1, 2],
  {},
  new DataView(new ArrayBuffer(8)),
  new ArrayBuffer(8),
  { length: 2, buffer: new ArrayBuffer(8) },
  Symbol('x'),
  () => {},
  Object.create(Float64Array.prototype),
  new Proxy(Float64Array.of(1), {}),
]

test.each(ONE_ARRAY)('%s refuses what is no typed array, and arrays that lost their memory', (name) => {
  for (const api of [now, later]) {
    const module = api as unknown as Record<string, (x: unknown) => unknown>
    for (const value of NOT_ARRAYS) {
      expect(() => module[name]!(value)).toThrow(
        expect.objectContaining({ name: 'TypeError', code: 'INVALID_TYPE', message: expect.stringMatching(/^x /) }),
      )
    }
    for (const value of [detached, outside]) {
      expect(() => module[name]!(value)).toThrow(
        expect.objectContaining({ name: 'TypeError', code: 'DETACHED', message: expect.stringContaining('x') }),
      )
    }
  }
})

const empty = new Float64Array()
const CASES: [what: string, call: (api: typeof later) => unknown, name: string, code: string, argument: string][] = [
  ['min of nothing', (api) => api.min(empty), 'RangeError', 'EMPTY', 'x'],
  ['max of nothing', (api) => api.max(empty), 'RangeError', 'EMPTY', 'x'],
  ['argmin of nothing', (api) => api.argmin(empty), 'RangeError', 'EMPTY', 'x'],
  ['argmax of nothing', (api) => api.argmax(empty), 'RangeError', 'EMPTY', 'x'],
  ['a quantile of nothing', (api) => api.quantile(empty, 0.5), 'RangeError', 'EMPTY', 'x'],
  ['a dot of two classes', (api) => api.dot(x, any(new Float32Array(3))), 'TypeError', 'DTYPE_MISMATCH', 'y'],
  ['a dot of two lengths', (api) => api.dot(x, new Float64Array(2)), 'RangeError', 'LENGTH_MISMATCH', 'y'],
  ['a dot with a list', (api) => api.dot(x, any([1, 2, 3])), 'TypeError', 'INVALID_TYPE', 'y'],
  ['a quantile above 1', (api) => api.quantile(x, 1.1), 'RangeError', 'OUT_OF_RANGE', 'q'],
  ['a quantile below 0', (api) => api.quantile(x, [0.5, -0.1]), 'RangeError', 'OUT_OF_RANGE', 'q'],
  ['a quantile of NaN', (api) => api.quantile(x, Number.NaN), 'RangeError', 'OUT_OF_RANGE', 'q'],
  ['a quantile of a string', (api) => api.quantile(x, any('0.5')), 'TypeError', 'INVALID_TYPE', 'q'],
  ['a quantile of strings', (api) => api.quantile(x, any(['0.5'])), 'TypeError', 'INVALID_TYPE', 'q[0]'],
  ['a quantile of nothing given', (api) => api.quantile(x, any(undefined)), 'TypeError', 'INVALID_TYPE', 'q'],
  [
    'an unknown method',
    (api) => api.quantile(x, 0.5, { method: any('cubic') }),
    'RangeError',
    'OUT_OF_RANGE',
    'method',
  ],
  ['NaN bins', (api) => api.histogram(x, { bins: Number.NaN }), 'RangeError', 'OUT_OF_RANGE', 'bins'],
  ['no bins', (api) => api.histogram(x, { bins: 0 }), 'RangeError', 'OUT_OF_RANGE', 'bins'],
  ['half a bin', (api) => api.histogram(x, { bins: 0.5 }), 'RangeError', 'OUT_OF_RANGE', 'bins'],
  ['bins by the billion', (api) => api.histogram(x, { bins: 1e12 }), 'RangeError', 'OUT_OF_RANGE', 'bins'],
  ['one edge', (api) => api.histogram(x, { bins: [1] }), 'RangeError', 'OUT_OF_RANGE', 'bins'],
  ['edges that descend', (api) => api.histogram(x, { bins: [1, 3, 2] }), 'RangeError', 'OUT_OF_RANGE', 'bins'],
  ['an edge of NaN', (api) => api.histogram(x, { bins: [1, Number.NaN] }), 'RangeError', 'OUT_OF_RANGE', 'bins'],
  ['bins of strings', (api) => api.histogram(x, { bins: any('10') }), 'TypeError', 'INVALID_TYPE', 'bins'],
  ['a range backwards', (api) => api.histogram(x, { range: [1, 0] }), 'RangeError', 'OUT_OF_RANGE', 'range'],
  ['a range to infinity', (api) => api.histogram(x, { range: [0, Infinity] }), 'RangeError', 'OUT_OF_RANGE', 'range'],
  ['a range of one', (api) => api.histogram(x, { range: any([1]) }), 'TypeError', 'INVALID_TYPE', 'range'],
  ['levels by the billion', (api) => api.quantile(x, { length: 1e12 }), 'RangeError', 'OUT_OF_RANGE', 'q.length'],
  ['a negative length', (api) => api.quantile(x, { length: -1 }), 'RangeError', 'OUT_OF_RANGE', 'q.length'],
  ['half an edge', (api) => api.histogram(x, { bins: { length: 1.5 } }), 'RangeError', 'OUT_OF_RANGE', 'bins.length'],
  ['a level too many', (api) => api.quantile(x, { length: 2 ** 24 + 1 }), 'RangeError', 'OUT_OF_RANGE', 'q.length'],
  [
    'a range wider than any double',
    (api) => api.histogram(x, { range: [-1.7e308, 1.7e308] }),
    'RangeError',
    'OUT_OF_RANGE',
    'range',
  ],
  ['bins without a name', (api) => api.histogram(x, any(20)), 'TypeError', 'INVALID_TYPE', 'options'],
  ['a ddof without a name', (api) => api.variance(x, any(1)), 'TypeError', 'INVALID_TYPE', 'options'],
  ['null for options', (api) => api.std(x, any(null)), 'TypeError', 'INVALID_TYPE', 'options'],
  ['a misspelt ddof', (api) => api.variance(x, any({ ddoff: 1 })), 'TypeError', 'UNKNOWN_OPTION', 'ddoff'],
  ['a method without a name', (api) => api.quantile(x, 0.5, any('lower')), 'TypeError', 'INVALID_TYPE', 'options'],
  [
    'a comparator',
    (api) =>
      api.sort(
        x,
        any(() => 0),
      ),
    'TypeError',
    'INVALID_TYPE',
    'options',
  ],
  ['an out without a name', (api) => api.sort(x, any(new Float64Array(3))), 'TypeError', 'INVALID_TYPE', 'options'],
  ['a list for options', (api) => api.argsort(x, any([])), 'TypeError', 'INVALID_TYPE', 'options'],
  ['a map for options', (api) => api.cumsum(x, any(new Map())), 'TypeError', 'INVALID_TYPE', 'options'],
  ['an option of another function', (api) => api.cumsum(x, any({ ddof: 1 })), 'TypeError', 'UNKNOWN_OPTION', 'ddof'],
  ['a ddof of NaN', (api) => api.variance(x, { ddof: Number.NaN }), 'RangeError', 'OUT_OF_RANGE', 'ddof'],
  ['a ddof that is a string', (api) => api.std(x, { ddof: any('1') }), 'TypeError', 'INVALID_TYPE', 'ddof'],
  ['a short out', (api) => api.sort(x, { out: new Float64Array(2) }), 'RangeError', 'LENGTH_MISMATCH', 'out'],
  ['a long out', (api) => api.argsort(x, { out: new Uint32Array(4) }), 'RangeError', 'LENGTH_MISMATCH', 'out'],
  [
    'an out of another class',
    (api) => api.cumsum(x, { out: any(new Float32Array(3)) }),
    'TypeError',
    'DTYPE_MISMATCH',
    'out',
  ],
  ['an out that is a list', (api) => api.sort(x, { out: any([]) }), 'TypeError', 'INVALID_TYPE', 'out'],
  ['a detached out', (api) => api.sort(x, { out: detached }), 'TypeError', 'DETACHED', 'out'],
  [
    'an out over a part of x',
    (api) => api.sort(whole.subarray(0, 9), { out: whole.subarray(1) }),
    'RangeError',
    'OVERLAP',
    'out',
  ],
  [
    'an out over the end of x',
    (api) => api.cumsum(whole.subarray(1), { out: whole.subarray(0, 9) }),
    'RangeError',
    'OVERLAP',
    'out',
  ],
  [
    'indices over x',
    (api) => api.argsort(whole, { out: new Uint32Array(whole.buffer, 0, 10) }),
    'RangeError',
    'OVERLAP',
    'out',
  ],
]

test.each(CASES)(
  '%s is an error at the call, with a code and the name of the argument',
  (_, call, name, code, argument) => {
    const expected = expect.objectContaining({ name, code, message: expect.stringContaining(argument) })
    expect(() => call(now as never)).toThrow(expected)
    expect(() => call(later)).toThrow(expected)
  },
)

test.each([...ONE_ARRAY, 'dot', 'quantile'] as const)(
  '%s of allcores/promises refuses options that are wrong, and takes those that are right',
  async (name) => {
    const call = (later as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>)[name]!
    const args = name === 'dot' ? [x, x] : name === 'quantile' ? [x, 0.5] : [x]
    for (const options of [AbortSignal.abort(), 1, 'copy', [], null, () => {}]) {
      expect(() => call(...args, options)).toThrow(expect.objectContaining({ code: 'INVALID_TYPE' }))
    }
    const { signal } = new AbortController()
    expect(() => call(...args, { sgnal: signal })).toThrow(
      expect.objectContaining({ name: 'TypeError', code: 'UNKNOWN_OPTION', message: expect.stringContaining('sgnal') }),
    )
    expect(() => call(...args, { copy: 'no' })).toThrow(
      expect.objectContaining({ name: 'TypeError', code: 'INVALID_TYPE', message: expect.stringContaining('copy') }),
    )
    const expected = await call(...args)
    for (const options of [{ signal, copy: true }, { signal: undefined }, Object.create(null)]) {
      expect(await call(...args, options)).toEqual(expected)
    }
  },
)

test('signal and copy are no options of a call that runs at once', () => {
  for (const name of ['signal', 'copy']) {
    const expected = expect.objectContaining({ code: 'UNKNOWN_OPTION', message: expect.stringContaining(name) })
    expect(() => now.sort(x, any({ [name]: undefined }))).toThrow(expected)
  }
})

test('a range that must be found in NaN or infinity is an error, at once or in the promise', async () => {
  const expected = { name: 'RangeError', code: 'NOT_FINITE' }
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    expect(() => now.histogram(Float64Array.of(1, value, 2))).toThrow(expect.objectContaining(expected))
    await expect(later.histogram(Float64Array.of(1, value, 2))).rejects.toMatchObject(expected)
  }
})

test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1025, '2', null, undefined])(
  '%s threads are refused',
  (count) => {
    const code = typeof count === 'number' ? 'OUT_OF_RANGE' : 'INVALID_TYPE'
    expect(() => now.setThreads(any(count))).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining('count') }),
    )
  },
)
