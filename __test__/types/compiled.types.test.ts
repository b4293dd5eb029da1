/** The types that the compiled functions promise: the assignments compile, and what is marked does not. */
import * as now from 'allcores'
import * as later from 'allcores/promises'
import { expectTypeOf, test } from 'vitest'

const x = Float64Array.of(1, 2)
const n = Int32Array.of(1, 2)
const big = BigInt64Array.of(1n)
const shared = new Float32Array(new SharedArrayBuffer(8))

test('results have the class of out, of dtype, or are doubles', () => {
  expectTypeOf(now.map((v) => v * 2, x)).toEqualTypeOf<Float64Array<ArrayBuffer>>()
  expectTypeOf(now.map((a, b, i) => a * b + i, x, 2)).toEqualTypeOf<Float64Array<ArrayBuffer>>()
  expectTypeOf(now.map((a, b) => a > b, x, n, { dtype: 'uint8' })).toEqualTypeOf<Uint8Array<ArrayBuffer>>()
  expectTypeOf(now.map((v) => v * 2, x, { consts: { rate: 1 } })).toEqualTypeOf<Float64Array<ArrayBuffer>>()
  expectTypeOf(now.map((v) => v * 2, x.subarray(0, 2), { out: shared })).toEqualTypeOf<
    Float32Array<SharedArrayBuffer>
  >()
  const perhaps: { out?: Float64Array } = {}
  expectTypeOf(now.map((v) => v, x, perhaps)).toEqualTypeOf<now.TypedArray>()
  expectTypeOf(later.map((v) => v, x, { dtype: 'int8', copy: true })).resolves.toEqualTypeOf<Int8Array<ArrayBuffer>>()
  expectTypeOf(now.map((v) => v * 2n, big, { dtype: 'int64' })).toEqualTypeOf<BigInt64Array<ArrayBuffer>>()
})

test('elements and the index have their types', () => {
  now.map(
    (a, b, c, i) => {
      expectTypeOf(a).toEqualTypeOf<number>()
      expectTypeOf(b).toEqualTypeOf<bigint>()
      expectTypeOf(c).toEqualTypeOf<number>()
      expectTypeOf(i).toEqualTypeOf<number>()
      return a
    },
    x.subarray(0, 1),
    big,
    5,
  )
})

test('reductions are numbers, or bigints of bigints', () => {
  expectTypeOf(now.reduce('sum', x)).toEqualTypeOf<number>()
  expectTypeOf(now.reduce((a, b) => a + b, big)).toEqualTypeOf<bigint>()
  expectTypeOf(now.mapReduce((v) => v > 1, 'sum', x)).toEqualTypeOf<number>()
  expectTypeOf(
    now.mapReduce(
      (v) => v,
      (a, b) => a + b,
      x,
      { initial: 1 },
    ),
  ).toEqualTypeOf<number>()
  expectTypeOf(now.mapReduce((v) => v, 'sum', big)).toEqualTypeOf<bigint>()
  expectTypeOf(now.filter((v, k) => v > k, n, 1)).toEqualTypeOf<Int32Array<ArrayBuffer>>()
  expectTypeOf(now.filter((v) => v > 1n, big, { strict: false })).toEqualTypeOf<BigInt64Array<ArrayBuffer>>()
  expectTypeOf(now.count((v) => v > 1, x)).toEqualTypeOf<number>()
  expectTypeOf(later.some((v) => v > 1, x, { copy: true })).resolves.toEqualTypeOf<boolean>()
})

test('kernels give arrays of their dtype', () => {
  const double = now.kernel((v) => v * 2)
  expectTypeOf(double(x)).toEqualTypeOf<Float64Array<ArrayBuffer>>()
  expectTypeOf(double(x, { out: shared.subarray(0, 2) })).toEqualTypeOf<Float32Array<SharedArrayBuffer>>()
  const bytes = now.kernel((v) => v, { dtype: 'uint8' })
  expectTypeOf(bytes(x)).toEqualTypeOf<Uint8Array<ArrayBuffer>>()
  expectTypeOf(bytes(x, { timeout: 1e5 })).toEqualTypeOf<Uint8Array<ArrayBuffer>>()
  expectTypeOf(bytes(x, { dtype: 'int16' })).toEqualTypeOf<Int16Array<ArrayBuffer>>()
  expectTypeOf(later.kernel((v) => v)(x)).resolves.toEqualTypeOf<Float64Array<ArrayBuffer>>()
})

test('a pool maps typed arrays to typed arrays, and everything else to arrays', async () => {
  await using pool = new now.Pool({ workers: 1 })
  expectTypeOf(pool.map((v) => v * 2, x)).resolves.toEqualTypeOf<Float64Array<ArrayBuffer>>()
  expectTypeOf(pool.map((a, b) => a + b, x, n, { out: shared })).resolves.toEqualTypeOf<
    Float32Array<SharedArrayBuffer>
  >()
  expectTypeOf(pool.map((v) => v, x, { dtype: 'int8', chunkSize: 5 })).resolves.toEqualTypeOf<Int8Array<ArrayBuffer>>()
  expectTypeOf(pool.map((v) => `${v}`, [1, 2])).resolves.toEqualTypeOf<string[]>()
  expectTypeOf(pool.map((v) => `${v}`, Array.from(x))).resolves.toEqualTypeOf<string[]>()
  expectTypeOf(pool.map((a, b) => a + b, [1, 2], n)).resolves.toEqualTypeOf<number[]>()
  expectTypeOf(pool.reduce('max', n)).resolves.toEqualTypeOf<number>()
  expectTypeOf(pool.filter((v) => v > 1, n)).resolves.toEqualTypeOf<Int32Array<ArrayBuffer>>()
})

test('what does not fit is refused by the compiler', () => {
  const pool = {} as now.Pool
  const refused = () => {
    // @ts-expect-error an array of numbers holds no text
    now.map((v) => `${v}`, x)
    // @ts-expect-error nor promises
    now.map(async (v) => v, x)
    // @ts-expect-error a list is no typed array
    now.map((v) => v, [1, 2])
    // @ts-expect-error there is no such dtype
    now.map((v) => v, x, { dtype: 'float128' })
    // @ts-expect-error nor such a reducer
    now.reduce('mean', x)
    // @ts-expect-error a pool maps typed arrays to numbers, too
    pool.map((v) => `${v}`, x)
    // @ts-expect-error a kernel is always strict
    now.kernel((v) => v)(x, { strict: false })
  }
  expectTypeOf(refused).toBeFunction()
})
