/** `map` gives what the plain loop gives, bit for bit, through every door, compiled or not. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AnyArray,
  type ArrayClass,
  BIGINTS,
  doubles,
  FLOATS,
  filled,
  INTEGERS,
  overEveryBuffer,
} from '../support/arrays.js'
import { type Any, bothWays, DOORS, DTYPES, loop, outside, same } from './doors.js'

const NUMBERS = [...FLOATS, ...INTEGERS]
const pairs = NUMBERS.flatMap((From) => NUMBERS.map((To) => [From.name, To.name, From, To] as const))

describe.each(DOORS)('map of $name gives what the loop gives', ({ call }) => {
  it.each(pairs)('from %s to %s', async (_, name, From, To) => {
    const x = filled(From, 300)
    for (const [, fn] of bothWays((v: number, i: number) => v * 1.5 - i)) {
      const result = await call('map', fn, x, { dtype: DTYPES[name] })
      expect(same(result, loop(fn, [x], new To(300)))).toBe(true)
      const out = new To(300)
      expect(await call('map', fn, x, { out })).toBe(out)
      expect(same(out, result)).toBe(true)
    }
  })

  it('for doubles of every kind, and a Float64Array where nothing is said', async () => {
    await fc.assert(
      fc.asyncProperty(doubles({ nan: true, infinity: true }), async (values) => {
        const x = Float64Array.from(values)
        for (const [, fn] of bothWays((v: number) => (v > 0 ? v / 3 : -v * v + 1))) {
          expect(same(await call('map', fn, x), loop(fn, [x], new Float64Array(x.length)))).toBe(true)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('for inputs of several classes, and numbers among them', async () => {
    const inputs = [filled(NUMBERS[0]!, 100), 2.5, filled(INTEGERS[4]!, 100, 3), filled(FLOATS[1]!, 100, 4), -1]
    for (const [, fn] of bothWays(
      (a: number, b: number, c: number, d: number, e: number, i: number) => a * b + c - d * e + i,
    )) {
      expect(same(await call('map', fn, ...inputs), loop(fn, inputs, new Float64Array(100)))).toBe(true)
      const last = [3, ...inputs.slice(1)]
      expect(same(await call('map', fn, ...last), loop(fn, last, new Float64Array(100)))).toBe(true)
    }
  })

  it('for eight inputs', async () => {
    const inputs = Array.from({ length: 8 }, (_, seed) => filled(FLOATS[0]!, 50, seed))
    for (const [, fn] of bothWays(
      (a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number) =>
        a + b - c + d - e + f - g + h,
    )) {
      expect(same(await call('map', fn, ...inputs), loop(fn, inputs, new Float64Array(50)))).toBe(true)
    }
  })

  it('in place', async () => {
    for (const [, fn] of bothWays((a: number, b: number) => a * 2 - b)) {
      for (const buffer of [ArrayBuffer, SharedArrayBuffer]) {
        const x = new Float64Array(new buffer(8000))
        x.set(filled(FLOATS[0]!, 1000) as Float64Array)
        const y = filled(FLOATS[0]!, 1000, 2)
        const expected = loop(fn, [x.slice(), y], new Float64Array(1000))
        expect(await call('map', fn, x, y, { out: x })).toBe(x)
        expect(same(x.slice(), expected)).toBe(true)
      }
    }
  })

  it('for a part of an array, into another part of it', async () => {
    for (const [, fn] of bothWays((a: number) => a + 1)) {
      const whole = filled(FLOATS[0]!, 100) as Float64Array
      const expected = loop(fn, [whole.slice(0, 50)], new Float64Array(50))
      const out = await call('map', fn, whole.subarray(0, 50), { out: whole.subarray(50) })
      expect(same(whole.slice(50), expected)).toBe(true)
      expect(out.buffer).toBe(whole.buffer)
    }
  })

  it.each(overEveryBuffer(filled(INTEGERS[3]!, 100)))('over a %s', async (_, x) => {
    for (const [, fn] of bothWays((v: number) => v / 7)) {
      expect(same(await call('map', fn, x), loop(fn, [x], new Float64Array(100)))).toBe(true)
      expect(await call('map', fn, x, { out: x })).toBe(x)
    }
  })

  it('for no elements', async () => {
    for (const [, fn] of bothWays((v: number) => v)) {
      expect(await call('map', fn, new Float32Array(0), { dtype: 'int8' })).toStrictEqual(new Int8Array(0))
    }
  })

  it.each(BIGINTS)('from and to $name, as JavaScript', async (Class: ArrayClass) => {
    const x = filled(Class, 300) as BigInt64Array
    const fn = (v: bigint, i: number) => v * 3n - BigInt(i)
    const dtype = DTYPES[Class.name]
    expect(same(await call('map', fn, x, { dtype }), loop(fn, [x], new Class(300)))).toBe(true)
    expect(await call('map', fn, x, { out: x })).toBe(x)
    const numbers = await call('map', (v: bigint) => Number(v) / 2, filled(Class, 300) as Any)
    expect(
      same(
        numbers,
        loop((v: bigint) => Number(v) / 2, [filled(Class, 300)], new Float64Array(300)),
      ),
    ).toBe(true)
  })

  it('for booleans and undefined, as a store into the array has them', async () => {
    for (const Class of NUMBERS) {
      for (const [, fn] of bothWays((v: number) => v > 1)) {
        const result: AnyArray = await call('map', fn, Float64Array.of(1, 2), { dtype: DTYPES[Class.name] })
        expect(same(result, Class.from([0, 1]))).toBe(true)
      }
      const result: AnyArray = await call(
        'map',
        outside(() => undefined),
        Float64Array.of(1),
        { dtype: DTYPES[Class.name] },
      )
      expect(
        same(
          result,
          loop(() => undefined, [Float64Array.of(1)], new Class(1)),
        ),
      ).toBe(true)
    }
  })
})
