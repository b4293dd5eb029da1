import * as now from 'allcores'
import * as later from 'allcores/promises'
import { expect, test } from 'vitest'
import { CLASSES, filled, overEveryBuffer } from '../support/arrays.js'

/** Each function, as a function of one array. */
const FUNCTIONS = {
  sum: (x) => [now.sum(x), later.sum(x)],
  dot: (x) => [now.dot(x, x), later.dot(x, x)],
  mean: (x) => [now.mean(x), later.mean(x)],
  variance: (x) => [now.variance(x), later.variance(x)],
  std: (x) => [now.std(x), later.std(x)],
  min: (x) => [now.min(x), later.min(x)],
  max: (x) => [now.max(x), later.max(x)],
  argmin: (x) => [now.argmin(x), later.argmin(x)],
  argmax: (x) => [now.argmax(x), later.argmax(x)],
  sort: (x) => [now.sort(x), later.sort(x)],
  argsort: (x) => [now.argsort(x), later.argsort(x)],
  quantile: (x) => [now.quantile(x, [0.2, 0.7]), later.quantile(x, [0.2, 0.7])],
  median: (x) => [now.median(x), later.median(x)],
  histogram: (x) => [now.histogram(x), later.histogram(x)],
  cumsum: (x) => [now.cumsum(x), later.cumsum(x)],
  'sort in place': (x) => [
    now.sort((x as Float64Array).slice(), { out: x as Float64Array }),
    later.sort(x, { out: x }),
  ],
} satisfies Record<string, (x: now.TypedArray) => [unknown, Promise<unknown>]>

test.each(CLASSES)('a $name over every kind of buffer gives the same answers, at once and later', async (Class) => {
  const x = filled(Class, 1001)
  for (const [name, call] of Object.entries(FUNCTIONS)) {
    const expected = call(x.slice() as Float64Array)[0]
    for (const [kind, view] of overEveryBuffer(x)) {
      const [atOnce, promise] = call(view)
      expect({ name, kind, answer: atOnce }).toEqual({ name, kind, answer: expected })
      expect({ name, kind, answer: await promise }).toEqual({ name, kind, answer: expected })
    }
  }
})

test('a view is read where it is when the call is made, however its buffer has grown or shrunk', () => {
  const buffer = new ArrayBuffer(80, { maxByteLength: 800 })
  const tracking = new Float64Array(buffer)
  const fixed = new Float64Array(buffer, 16, 4)
  tracking.fill(1)
  expect([now.sum(tracking), now.sum(fixed)]).toEqual([10, 4])
  buffer.resize(800)
  expect([now.sum(tracking), now.sum(fixed)]).toEqual([10, 4])
  tracking.fill(2)
  expect([now.sum(tracking), now.sum(fixed)]).toEqual([200, 8])
  buffer.resize(32)
  expect(now.sum(tracking)).toBe(8)
  expect(() => now.sum(fixed)).toThrow(expect.objectContaining({ code: 'DETACHED' }))
})

test('a Node Buffer from the pool, and a view at any address, are read right', () => {
  for (let i = 0; i < 20; i++) {
    const bytes = Buffer.from(Array.from({ length: 33 + i }, (_, j) => j))
    expect(now.sum(bytes)).toBe(((32 + i) * (33 + i)) / 2)
  }
})

test('a subclass and an array of another realm are arrays like any other', async () => {
  class Prices extends Float64Array {}
  expect(now.sum(Prices.of(1, 2))).toBe(3)
  const { runInNewContext } = await import('node:vm')
  expect(now.sum(runInNewContext('Float64Array.of(1, 2, 3)'))).toBe(6)
})
