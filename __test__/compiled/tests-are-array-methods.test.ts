/** `filter`, `some`, `every`, `findIndex` and `count` give what the methods of arrays give. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CLASSES, doubles, FLOATS, filled, INTEGERS } from '../support/arrays.js'
import { type Any, bothWays, DOORS, outside, SEARCHING, same } from './doors.js'

/** Results of every kind of truth: numbers, -0, NaN, booleans, undefined. */
const CONDITIONS: Record<string, (v: number, i: number) => unknown> = {
  positive: (v) => v > 0,
  'a number': (v) => v,
  'its half, as an integer': (v) => (v / 2) | 0,
  'not a zero': (v) => v !== 0,
  'at an odd index': (_, i) => i % 2,
  everything: () => true,
  nothing: () => 0,
  'not a number': (v) => v * Number.NaN,
}
const arrays = doubles({ nan: true, infinity: true }).map((values) => Float64Array.from(values))

describe.each(DOORS)('$name', ({ call }) => {
  it.each(Object.keys(CONDITIONS))('filters what is %s', async (name) => {
    await fc.assert(
      fc.asyncProperty(arrays, async (x) => {
        for (const [, fn] of bothWays(CONDITIONS[name]!)) {
          expect(
            same(
              await call('filter', fn, x),
              x.filter((v, i) => CONDITIONS[name]!(v, i)),
            ),
          ).toBe(true)
        }
      }),
      { numRuns: 15 },
    )
  })

  it('filters every class to itself, over an ArrayBuffer', async () => {
    for (const Class of CLASSES) {
      const x = filled(Class, 200) as Float64Array
      const ways =
        typeof x[0] === 'bigint' ? [outside((v: bigint) => v > 0n)] : bothWays((v: number) => v > 0).map(([, fn]) => fn)
      for (const fn of ways as Any[]) {
        const kept = await call('filter', fn, x)
        expect(
          same(
            kept,
            x.filter((v) => v > 0),
          ),
        ).toBe(true)
        expect(kept.buffer).toBeInstanceOf(ArrayBuffer)
      }
    }
  })

  it('filters by further inputs', async () => {
    const x = filled(INTEGERS[0]!, 500) as Int8Array
    const y = filled(FLOATS[0]!, 500) as Float64Array
    for (const [, fn] of bothWays((a: number, b: number, k: number, i: number) => a * b > k + i)) {
      expect(
        same(
          await call('filter', fn, x, y, 3),
          x.filter((a, i) => a * y[i]! > 3 + i),
        ),
      ).toBe(true)
    }
  })

  it('filters nothing out of nothing', async () => {
    for (const [, fn] of bothWays((v: number) => v)) {
      expect(await call('filter', fn, new Int16Array(0))).toStrictEqual(new Int16Array(0))
    }
  })
})

describe.each(SEARCHING)('$name', ({ call }) => {
  it.each(Object.keys(CONDITIONS))('finds and counts what is %s', async (name) => {
    await fc.assert(
      fc.asyncProperty(arrays, async (x) => {
        for (const [, fn] of bothWays(CONDITIONS[name]!)) {
          const truth = (v: number, i: number) => Boolean(CONDITIONS[name]!(v, i))
          expect(await call('some', fn, x)).toBe(x.some(truth))
          expect(await call('every', fn, x)).toBe(x.every(truth))
          expect(await call('findIndex', fn, x)).toBe(x.findIndex(truth))
          expect(await call('count', fn, x)).toBe(x.filter(truth).length)
        }
      }),
      { numRuns: 15 },
    )
  })

  it('has an answer for no elements', async () => {
    const none = new Float64Array(0)
    for (const [, fn] of bothWays((v: number) => v)) {
      expect(await call('some', fn, none)).toBe(false)
      expect(await call('every', fn, none)).toBe(true)
      expect(await call('findIndex', fn, none)).toBe(-1)
      expect(await call('count', fn, none)).toBe(0)
    }
  })

  it('takes several inputs', async () => {
    const [x, y] = [Float64Array.of(1, 5, 3), Int32Array.of(2, 2, 2)]
    for (const [, fn] of bothWays((a: number, b: number, k: number) => a > b * k)) {
      expect(await call('findIndex', fn, x, y, 1)).toBe(1)
      expect(await call('count', fn, x, y, 1)).toBe(2)
    }
  })
})
