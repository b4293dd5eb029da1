/** What arrives is what structuredClone makes of the value: every plain value, typed arrays, maps, sets, dates, errors. */

import { Queue } from 'allcores'
import fc from 'fast-check'
import { expect, it } from 'vitest'

const queue = new Queue()

function through(value: unknown): unknown {
  queue.putSync(value)
  return queue.getSync({ timeout: 0 })
}

it('for anything', () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withSparseArray: true,
    withNullPrototype: true,
    withUnicodeString: true,
    maxDepth: 4,
  } as never)
  fc.assert(
    fc.property(anything, (value) => {
      expect(through(value)).toStrictEqual(structuredClone(value))
    }),
    { numRuns: 1000 },
  )
})

it('for one object in several places, also around itself', () => {
  const inner = { a: 1 }
  const [first, second] = through([inner, inner]) as object[]
  expect(first).toBe(second)
  const round: { self?: unknown } = {}
  round.self = round
  const came = through(round) as typeof round
  expect(came.self).toBe(came)
})

it.each([
  [-0],
  [Number.NaN],
  [undefined],
  ['\ud800 alone'],
  ['\u2028 grüße 漢字 \u{1f600}'],
  ['x'.repeat(100_000)],
  [{ a: undefined }],
  [[1, undefined, -0]],
  [JSON.parse('{"__proto__": 1}')],
  [Object.assign([1], { name: 'more' })],
  [new Float64Array([Number.NaN, -0])],
  [new Uint16Array(new Uint16Array([1, 2, 3, 4]).buffer, 2, 2)],
  [new DataView(new ArrayBuffer(3), 1)],
  [new ArrayBuffer(5)],
  [new RangeError('far')],
  [10n ** 30n],
  [/x/giu],
])('for %o', (value) => {
  expect(through(value)).toStrictEqual(structuredClone(value))
})

it('for the bytes of a Buffer, and of many at once', () => {
  expect(through(Buffer.from('abc'))).toStrictEqual(new Uint8Array([97, 98, 99]))
  const many = Array.from({ length: 100 }, (_, i) => new Uint8Array(i * 20).fill(i))
  expect(through(many)).toStrictEqual(many)
})
