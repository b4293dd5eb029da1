/** A value holds what its type holds, and loses no change. */
import { Value, type ValueType } from 'allcores'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { start } from './support.js'

const classes = {
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  float32: Float32Array,
  float64: Float64Array,
  bigint64: BigInt64Array,
  biguint64: BigUint64Array,
} as const

test.each(Object.entries(classes))('a %s is what an element of such an array is', (dtype, Class) => {
  const number = dtype.startsWith('big')
    ? fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n })
    : dtype.startsWith('float')
      ? fc.double()
      : fc.integer({ min: -(2 ** 33), max: 2 ** 33 })
  fc.assert(
    fc.property(number as fc.Arbitrary<never>, number as fc.Arbitrary<never>, (first, second) => {
      const array = new Class(1) as Float64Array
      const value = new Value(dtype as ValueType, first)
      array[0] = first
      expect(value.value).toBe(array[0])
      array[0] =
        (array[0]! as never) + (dtype.startsWith('float') ? new (Class as typeof Float64Array)([second])[0]! : second)
      const sum = value.add(second)
      expect(sum).toBe(value.value)
      if (!dtype.startsWith('float')) expect(sum).toBe(array[0])
      value.value = second
      array[0] = second
      expect(value.value).toBe(array[0])
    }),
  )
})

test.each(['thread', 'process'] as const)('additions and updates of each %s all count', async (where) => {
  using sum = where === 'thread' ? new Value('float64') : Value.create('float64')
  using updated = where === 'thread' ? new Value('int32', 5) : Value.create('int32', 5)
  const data = { sum: structuredClone(sum), updated: structuredClone(updated), times: 1000 }
  const partners = [1, 2, 3].map(() => start(where, 'adds', data))
  for (const partner of partners) await partner.next()
  expect(sum.value).toBe(3 * 1000 * 0.5)
  expect(updated.value).toBe(5 + 3 * 1000 * 2)
})

test.each([
  ['int32', '1', 'INVALID_TYPE'],
  ['int32', 1n, 'INVALID_TYPE'],
  ['int32', 1.5, 'OUT_OF_RANGE'],
  ['bigint64', 1, 'INVALID_TYPE'],
  ['float16', 1, 'INVALID_TYPE'],
])('a %s is not made of %o', (dtype, initial, code) => {
  expect(() => new Value(dtype as 'int32', initial as number)).toThrow(expect.objectContaining({ code }))
})
