import { cumsum } from 'allcores'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BIGINTS, difference, doubles, FLOATS, filled, INTEGERS, LENGTHS } from '../support/arrays.js'

const all = [0, ...LENGTHS, 200_001]

test.each(INTEGERS)('running sums of a $name are exact doubles', (Class) => {
  for (const length of all) {
    let total = 0
    const x = filled(Class, length) as Int32Array
    expect(
      difference(
        cumsum(x),
        Float64Array.from(x, (value) => (total += value)),
      ),
    ).toBe(-1)
  }
})

test.each(BIGINTS)('running sums of a $name wrap at 64 bits', (Class) => {
  for (const length of all) {
    const x = filled(Class, length) as BigInt64Array
    let total = 0n
    const expected = Class.from(Array.from(x, (value) => (total += value)))
    expect(difference(cumsum(x), expected)).toBe(-1)
    expect(difference(cumsum(x, { out: x }), expected)).toBe(-1)
  }
})

test.each(FLOATS)('running sums of a $name stay as close to the true ones as a plain loop in doubles', (Class) => {
  for (const length of all) {
    const x = filled(Class, length) as Float64Array
    const sums = cumsum(x)
    expect(sums.constructor).toBe(Class)
    const [rounding, largest] =
      Class.BYTES_PER_ELEMENT === 8
        ? [2 ** -52, Infinity]
        : Class.BYTES_PER_ELEMENT === 4
          ? [2 ** -23, Infinity]
          : [2 ** -10, 65504]
    let [total, magnitude] = [0, 0]
    for (let i = 0; i < length; i++) {
      total += x[i]!
      magnitude += Math.abs(x[i]!)
      if (Math.abs(total) > largest) expect(sums[i]).toBe(total > 0 ? Infinity : -Infinity)
      else if (Math.abs(sums[i]! - total) > Math.abs(total) * rounding + magnitude * 2 ** -50 + 2 ** -24)
        expect([i, sums[i]]).toEqual([i, total])
    }
    expect(difference(cumsum(x, { out: x }), sums)).toBe(-1)
  }
})

test('what an infinity or NaN does to a plain loop, it does here', () => {
  fc.assert(
    fc.property(doubles({ nan: true, infinity: true, max: 1 }), (values) => {
      let total = 0
      const expected = values.map((value) => (total += value))
      const sums = cumsum(Float64Array.from(values))
      for (const [i, value] of expected.entries()) {
        if (!Number.isFinite(value)) expect(sums[i]).toBe(value)
        else expect(Number.isFinite(sums[i])).toBe(true)
      }
    }),
  )
})

test('an infinity far back reaches every later chunk', () => {
  const x = new Float64Array(500_000).fill(1)
  x[10_000] = Number.POSITIVE_INFINITY
  x[400_000] = Number.NEGATIVE_INFINITY
  const sums = cumsum(x)
  expect([sums[9999], sums[10_000], sums[399_999], sums[400_000], sums[499_999]]).toEqual([
    10_000,
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NaN,
    Number.NaN,
  ])
})
