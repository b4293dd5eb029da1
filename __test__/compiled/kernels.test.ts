/** A kernel is `map` with its function and its options said once. */
import { kernel } from 'allcores'
import * as later from 'allcores/promises'
import { expect, it } from 'vitest'

const x = Float64Array.of(1, 2, 3)

it('gives what the loop gives, for each combination of classes', () => {
  const scale = kernel((a, b, i) => a * b + i)
  expect(scale(x, 2)).toStrictEqual(Float64Array.of(2, 5, 8))
  expect(scale(Int8Array.of(1, 2), Float32Array.of(0.5, 1.5))).toStrictEqual(Float64Array.of(0.5, 4))
  expect(scale(3, x)).toStrictEqual(Float64Array.of(3, 7, 11))
})

it('writes into an out, which may be an input', () => {
  const double = kernel((v) => v * 2)
  const out = new Float64Array(3)
  expect(double(x, { out })).toBe(out)
  expect(out).toStrictEqual(Float64Array.of(2, 4, 6))
  expect(double(out, { out })).toBe(out)
  expect(out).toStrictEqual(Float64Array.of(4, 8, 12))
})

it('has a dtype of its own, unless a call has another, or an out', () => {
  const half = kernel((v) => v / 2, { dtype: 'int8' })
  expect(half(x)).toStrictEqual(Int8Array.of(0, 1, 1))
  expect(half(x, {})).toStrictEqual(Int8Array.of(0, 1, 1))
  expect(half(x, { dtype: 'float32' })).toStrictEqual(Float32Array.of(0.5, 1, 1.5))
  const out = new Float64Array(3)
  expect(half(x, { out })).toStrictEqual(Float64Array.of(0.5, 1, 1.5))
})

it('is a promise in allcores/promises, with its options', async () => {
  const double = later.kernel((v) => v * 2, { dtype: 'float32' })
  expect(await double(x)).toStrictEqual(Float32Array.of(2, 4, 6))
  const shared = new Float64Array(new SharedArrayBuffer(16)).fill(1)
  expect(await double(shared, { out: shared, copy: false, signal: new AbortController().signal })).toBe(shared)
  expect(shared[1]).toBe(2)
  expect(() => double(x, { copy: false })).toThrow(expect.objectContaining({ code: 'NOT_SHARED' }))
})
