/**
 * The compiled functions, off the event loop: the same names, checks and answers, as promises. What cannot be compiled
 * runs on worker threads, where a function sees no variable around it: one that uses some is an error at the call, with
 * code `CAPTURED_VARIABLE`.
 */
import { BACKGROUND, type BackgroundOptions } from '../arrays/background.js'
import type { BigIntArray, ElementOf, SameClass, TypedArray } from '../arrays/dtype.js'
import { ownCalls } from '../pool/arrays.js'
import type { ArrayOf, Dtype } from './dtypes.js'
import { kernelAt } from './kernel.js'
import * as operations from './operations.js'
import type {
  Elementwise,
  FunctionOptions,
  Input,
  KernelOptions,
  MapFunctionOptions,
  NewResult,
  PromiseKernel,
  ReduceOptions,
  Reducer,
  ReducerName,
  Storable,
} from './types.js'

export type { PromiseKernel } from './types.js'

const behind = (method: unknown) => ownCalls().place(method, BACKGROUND)

/**
 * As `kernel` of `allcores`; its calls are promises, with `signal` and `copy` among their options.
 *
 * @throws What it throws.
 * @example
 * ```ts
 * const hypotenuse = kernel((a, b) => Math.sqrt(a * a + b * b))
 * await hypotenuse(Float64Array.of(3, 5), Float64Array.of(4, 12)) // Float64Array(2) [ 5, 13 ]
 * ```
 */
export function kernel<D extends Dtype = 'float64'>(
  fn: (...elements: number[]) => Storable,
  options?: KernelOptions<D>,
): PromiseKernel<D> {
  return kernelAt(behind(kernel), fn, options) as PromiseKernel<D>
}

/**
 * As `map` of `allcores`, off the event loop.
 *
 * @throws What it throws, and an AbortError `ABORTED` for a signal that is aborted already; TypeError `NOT_SHARED` where
 * `copy` is false.
 * @example
 * ```ts
 * await map((x) => x * 2, Float64Array.of(1, 2, 3)) // Float64Array(3) [ 2, 4, 6 ]
 * ```
 */
export function map<I extends readonly Input[]>(
  fn: Elementwise<I, Storable>,
  ...inputs: I
): Promise<Float64Array<ArrayBuffer>>
/** Writes into `out`. */
export function map<I extends readonly Input[], O extends TypedArray>(
  fn: Elementwise<I, Storable>,
  ...rest: [...inputs: I, options: FunctionOptions & BackgroundOptions & { out: O; dtype?: undefined }]
): Promise<O>
/** With options. */
export function map<I extends readonly Input[], D extends Dtype = 'float64'>(
  fn: Elementwise<I, Storable>,
  ...rest: [...inputs: I, options: FunctionOptions & BackgroundOptions & NewResult<D>]
): Promise<ArrayOf<D>>
/** With an `out` or without. */
export function map<I extends readonly Input[]>(
  fn: Elementwise<I, Storable>,
  ...rest: [...inputs: I, options: MapFunctionOptions & BackgroundOptions]
): Promise<TypedArray>
export function map(fn: unknown, ...rest: unknown[]): unknown {
  return operations.map(fn, rest, behind(map))
}

/**
 * As `filter` of `allcores`, off the event loop.
 *
 * @throws What it throws, and an AbortError `ABORTED` for a signal that is aborted already; TypeError `NOT_SHARED` where
 * `copy` is false.
 * @example
 * ```ts
 * await filter((x) => x > 1, Int32Array.of(1, 2, 3)) // Int32Array(2) [ 2, 3 ]
 * ```
 */
export function filter<A extends TypedArray, I extends readonly Input[]>(
  fn: Elementwise<[A, ...I]>,
  x: A,
  ...inputs: I
): Promise<SameClass<A, ArrayBuffer>>
/** With options. */
export function filter<A extends TypedArray, I extends readonly Input[]>(
  fn: Elementwise<[A, ...I]>,
  x: A,
  ...rest: [...inputs: I, options: (FunctionOptions & BackgroundOptions) | undefined]
): Promise<SameClass<A, ArrayBuffer>>
export function filter(fn: unknown, ...rest: unknown[]): unknown {
  return operations.test('filter', fn, rest, behind(filter))
}

/**
 * As `count` of `allcores`, off the event loop.
 *
 * @throws What it throws, and an AbortError `ABORTED` for a signal that is aborted already; TypeError `NOT_SHARED` where
 * `copy` is false.
 * @example
 * ```ts
 * await count((x) => x > 1, Float64Array.of(1, 2, 3)) // 2
 * ```
 */
export function count<I extends readonly Input[]>(fn: Elementwise<I>, ...inputs: I): Promise<number>
/** With options. */
export function count<I extends readonly Input[]>(
  fn: Elementwise<I>,
  ...rest: [...inputs: I, options: (FunctionOptions & BackgroundOptions) | undefined]
): Promise<number>
export function count(fn: unknown, ...rest: unknown[]): unknown {
  return operations.test('count', fn, rest, behind(count))
}

/**
 * As `some` of `allcores`, off the event loop.
 *
 * @throws What it throws, and an AbortError `ABORTED` for a signal that is aborted already; TypeError `NOT_SHARED` where
 * `copy` is false.
 * @example
 * ```ts
 * await some((x) => x > 2, Float64Array.of(1, 2, 3)) // true
 * ```
 */
export function some<I extends readonly Input[]>(fn: Elementwise<I>, ...inputs: I): Promise<boolean>
/** With options. */
export function some<I extends readonly Input[]>(
  fn: Elementwise<I>,
  ...rest: [...inputs: I, options: (FunctionOptions & BackgroundOptions) | undefined]
): Promise<boolean>
export function some(fn: unknown, ...rest: unknown[]): unknown {
  return operations.test('some', fn, rest, behind(some))
}

/**
 * As `every` of `allcores`, off the event loop.
 *
 * @throws What it throws, and an AbortError `ABORTED` for a signal that is aborted already; TypeError `NOT_SHARED` where
 * `copy` is false.
 * @example
 * ```ts
 * await every((x) => x > 2, Float64Array.of(1, 2, 3)) // false
 * ```
 */
export function every<I extends readonly Input[]>(fn: Elementwise<I>, ...inputs: I): Promise<boolean>
/** With options. */
export function every<I extends readonly Input[]>(
  fn: Elementwise<I>,
  ...rest: [...inputs: I, options: (FunctionOptions & BackgroundOptions) | undefined]
): Promise<boolean>
export function every(fn: unknown, ...rest: unknown[]): unknown {
  return operations.test('every', fn, rest, behind(every))
}

/**
 * As `findIndex` of `allcores`, off the event loop.
 *
 * @throws What it throws, and an AbortError `ABORTED` for a signal that is aborted already; TypeError `NOT_SHARED` where
 * `copy` is false.
 * @example
 * ```ts
 * await findIndex((x) => x > 1, Float64Array.of(1, 2, 3)) // 1
 * ```
 */
export function findIndex<I extends readonly Input[]>(fn: Elementwise<I>, ...inputs: I): Promise<number>
/** With options. */
export function findIndex<I extends readonly Input[]>(
  fn: Elementwise<I>,
  ...rest: [...inputs: I, options: (FunctionOptions & BackgroundOptions) | undefined]
): Promise<number>
export function findIndex(fn: unknown, ...rest: unknown[]): unknown {
  return operations.test('findIndex', fn, rest, behind(findIndex))
}

/**
 * As `reduce` of `allcores`, off the event loop.
 *
 * @throws What it throws, and an AbortError `ABORTED` for a signal that is aborted already; TypeError `NOT_SHARED` where
 * `copy` is false.
 * @example
 * ```ts
 * await reduce('max', Float64Array.of(1, 3, 2)) // 3
 * ```
 */
export function reduce<A extends TypedArray>(
  reducer: ReducerName | Reducer<ElementOf<A>>,
  x: A,
  options?: ReduceOptions<ElementOf<A>> & BackgroundOptions,
): Promise<ElementOf<A>> {
  return operations.reduce(reducer, [x, options], behind(reduce)) as Promise<ElementOf<A>>
}

/**
 * As `mapReduce` of `allcores`, off the event loop.
 *
 * @throws What it throws, and an AbortError `ABORTED` for a signal that is aborted already; TypeError `NOT_SHARED` where
 * `copy` is false.
 * @example
 * ```ts
 * await mapReduce((x, y) => x * y, 'sum', Float64Array.of(1, 2), Float64Array.of(3, 4)) // 11
 * ```
 */
export function mapReduce<I extends readonly Input[]>(
  fn: Elementwise<I, number | boolean>,
  reducer: ReducerName | Reducer<number>,
  ...inputs: I
): Promise<number>
/** With options. */
export function mapReduce<I extends readonly Input[]>(
  fn: Elementwise<I, number | boolean>,
  reducer: ReducerName | Reducer<number>,
  ...rest: [...inputs: I, options: (ReduceOptions & BackgroundOptions) | undefined]
): Promise<number>
/** Of bigints. */
export function mapReduce<I extends readonly [BigIntArray, ...Input[]]>(
  fn: Elementwise<I, bigint>,
  reducer: ReducerName | Reducer<bigint>,
  ...inputs: I
): Promise<bigint>
/** Of bigints, with options. */
export function mapReduce<I extends readonly [BigIntArray, ...Input[]]>(
  fn: Elementwise<I, bigint>,
  reducer: ReducerName | Reducer<bigint>,
  ...rest: [...inputs: I, options: (ReduceOptions<bigint> & BackgroundOptions) | undefined]
): Promise<bigint>
export function mapReduce(fn: unknown, reducer: unknown, ...rest: unknown[]): unknown {
  return operations.mapReduce(fn, reducer, rest, behind(mapReduce))
}
