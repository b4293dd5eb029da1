/**
 * Functions over typed arrays, compiled: a plain arrow runs as vector instructions on all cores, and gives bit for bit
 * what the plain loop gives.
 *
 * What all have in common stands here once. A function is called with an element of each input, then the index. Inputs
 * are 1 to 8 typed arrays of any class and one length, and numbers, which are the same for every element. The function
 * is compiled from its source: it may use numbers, `Math`, its own variables, branches and loops; variables around it
 * are passed as `consts`. What is outside of that runs as JavaScript on the calling thread, with the same result and one
 * warning that says what to change; `{ strict: true }` makes it an error.
 *
 * Wrong arguments throw before anything is computed: TypeError `INVALID_TYPE`, `UNKNOWN_OPTION`, `DETACHED`, RangeError
 * `OUT_OF_RANGE`, `LENGTH_MISMATCH`, `OVERLAP` for an `out` that shares memory with an input and is not that input.
 * Functions throw `NOT_COMPILABLE` where they must be compiled, `CAPTURED_VARIABLE` where they miss a variable,
 * `INVALID_RESULT` where they give what is no number, and `TIMEOUT`.
 */
import type { BigIntArray, ElementOf, SameClass, TypedArray } from '../arrays/dtype.js'
import type { ArrayOf, Dtype } from './dtypes.js'
import { kernelAt } from './kernel.js'
import * as operations from './operations.js'
import { thread } from './thread.js'
import type {
  Elementwise,
  FunctionOptions,
  Input,
  Kernel,
  KernelOptions,
  MapFunctionOptions,
  NewResult,
  ReduceOptions,
  Reducer,
  ReducerName,
  Storable,
} from './types.js'

export type { ArrayOf, Dtype } from './dtypes.js'
export type {
  Elements,
  Elementwise,
  FunctionOptions,
  Input,
  Kernel,
  KernelCallOptions,
  KernelOptions,
  MapFunctionOptions,
  NewResult,
  ReduceOptions,
  Reducer,
  ReducerName,
  ResultOptions,
  Storable,
} from './types.js'

/**
 * Makes a function of typed arrays out of a function of numbers. What cannot be compiled is an error: a kernel never
 * runs as JavaScript. It is compiled when it is first called, once for each combination of classes.
 *
 * @param fn - called with an element of each input, then the index
 * @param options - `dtype`, `consts` and `math` of all calls
 * @returns a function of inputs, and of options: `out`, `dtype`, `consts`, `timeout`
 * @throws TypeError `NOT_COMPILABLE`, ReferenceError `CAPTURED_VARIABLE`, at the call of the kernel
 * @example
 * ```ts
 * const hypotenuse = kernel((a, b) => Math.sqrt(a * a + b * b))
 * hypotenuse(Float64Array.of(3, 5), Float64Array.of(4, 12)) // Float64Array(2) [ 5, 13 ]
 * ```
 */
export function kernel<D extends Dtype = 'float64'>(
  fn: (...elements: number[]) => Storable,
  options?: KernelOptions<D>,
): Kernel<D> {
  return kernelAt(thread, fn, options) as Kernel<D>
}

/**
 * The results of a function for every element, as a typed array.
 *
 * @param fn - called with an element of each input, then the index; gives a number
 * @param rest - the inputs, then options: `out` where to write, which may be an input, or `dtype` of a new array
 * @returns `out`, or a new array: a Float64Array unless `dtype` says otherwise
 * @throws TypeError `DTYPE_MISMATCH`, RangeError `LENGTH_MISMATCH` or `OVERLAP`, for `out`; and as said above.
 * @example
 * ```ts
 * map((x) => x * 2, Float64Array.of(1, 2, 3)) // Float64Array(3) [ 2, 4, 6 ]
 * map((a, b, i) => a * b + i, Int32Array.of(1, 2), 10, { dtype: 'int32' }) // Int32Array(2) [ 10, 21 ]
 * const rate = 1.19
 * map((x) => x * rate, Float64Array.of(1, 100), { consts: { rate } }) // Float64Array(2) [ 1.19, 119 ]
 * ```
 * @see NumPy's `vectorize`, Numba's `vectorize`, NumExpr's `evaluate`.
 */
export function map<I extends readonly Input[]>(fn: Elementwise<I, Storable>, ...inputs: I): Float64Array<ArrayBuffer>
/** Writes into `out`. */
export function map<I extends readonly Input[], O extends TypedArray>(
  fn: Elementwise<I, Storable>,
  ...rest: [...inputs: I, options: FunctionOptions & { out: O; dtype?: undefined }]
): O
/** With options. */
export function map<I extends readonly Input[], D extends Dtype = 'float64'>(
  fn: Elementwise<I, Storable>,
  ...rest: [...inputs: I, options: FunctionOptions & NewResult<D>]
): ArrayOf<D>
/** With an `out` or without. */
export function map<I extends readonly Input[]>(
  fn: Elementwise<I, Storable>,
  ...rest: [...inputs: I, options: MapFunctionOptions]
): TypedArray
export function map(fn: unknown, ...rest: unknown[]): unknown {
  return operations.map(fn, rest, thread)
}

/**
 * The elements of `x` for which a function is true, in their order.
 *
 * @param fn - called with an element of `x` and of each further input, then the index
 * @param x - any typed array
 * @returns a new array of the class of `x`
 * @throws As said above.
 * @example
 * ```ts
 * filter((x) => x > 1, Int32Array.of(1, 2, 3)) // Int32Array(2) [ 2, 3 ]
 * ```
 * @see NumPy's `x[mask]` and `compress`.
 */
export function filter<A extends TypedArray, I extends readonly Input[]>(
  fn: Elementwise<[A, ...I]>,
  x: A,
  ...inputs: I
): SameClass<A, ArrayBuffer>
/** With options. */
export function filter<A extends TypedArray, I extends readonly Input[]>(
  fn: Elementwise<[A, ...I]>,
  x: A,
  ...rest: [...inputs: I, options: FunctionOptions | undefined]
): SameClass<A, ArrayBuffer>
export function filter(fn: unknown, ...rest: unknown[]): unknown {
  return operations.test('filter', fn, rest, thread)
}

/**
 * The number of elements for which a function is true.
 *
 * @param fn - called with an element of each input, then the index
 * @throws As said above.
 * @example
 * ```ts
 * count((x, y) => Math.hypot(x, y) < 1, Float64Array.of(0.1, 0.9), Float64Array.of(0.5, 0.9)) // 1
 * ```
 * @see NumPy's `count_nonzero`.
 */
export function count<I extends readonly Input[]>(fn: Elementwise<I>, ...inputs: I): number
/** With options. */
export function count<I extends readonly Input[]>(
  fn: Elementwise<I>,
  ...rest: [...inputs: I, options: FunctionOptions | undefined]
): number
export function count(fn: unknown, ...rest: unknown[]): unknown {
  return operations.test('count', fn, rest, thread)
}

/**
 * Whether a function is true for an element; `false` if there are none.
 *
 * @param fn - called with an element of each input, then the index
 * @throws As said above.
 * @example
 * ```ts
 * some((x) => x < 0, Float64Array.of(1, -1)) // true
 * ```
 * @see NumPy's `any`.
 */
export function some<I extends readonly Input[]>(fn: Elementwise<I>, ...inputs: I): boolean
/** With options. */
export function some<I extends readonly Input[]>(
  fn: Elementwise<I>,
  ...rest: [...inputs: I, options: FunctionOptions | undefined]
): boolean
export function some(fn: unknown, ...rest: unknown[]): unknown {
  return operations.test('some', fn, rest, thread)
}

/**
 * Whether a function is true for every element; `true` if there are none.
 *
 * @param fn - called with an element of each input, then the index
 * @throws As said above.
 * @example
 * ```ts
 * every((x, y) => x <= y, Float64Array.of(1, 2), Float64Array.of(1, 3)) // true
 * ```
 * @see NumPy's `all`.
 */
export function every<I extends readonly Input[]>(fn: Elementwise<I>, ...inputs: I): boolean
/** With options. */
export function every<I extends readonly Input[]>(
  fn: Elementwise<I>,
  ...rest: [...inputs: I, options: FunctionOptions | undefined]
): boolean
export function every(fn: unknown, ...rest: unknown[]): unknown {
  return operations.test('every', fn, rest, thread)
}

/**
 * The index of the first element for which a function is true; -1 if there is none.
 *
 * @param fn - called with an element of each input, then the index
 * @throws As said above.
 * @example
 * ```ts
 * findIndex((x) => x > 1, Float64Array.of(1, 2, 3)) // 1
 * ```
 */
export function findIndex<I extends readonly Input[]>(fn: Elementwise<I>, ...inputs: I): number
/** With options. */
export function findIndex<I extends readonly Input[]>(
  fn: Elementwise<I>,
  ...rest: [...inputs: I, options: FunctionOptions | undefined]
): number
export function findIndex(fn: unknown, ...rest: unknown[]): unknown {
  return operations.test('findIndex', fn, rest, thread)
}

/**
 * The elements combined into one value by an associative function of two, or by `'sum'`, `'min'`, `'max'`, `'product'`.
 *
 * Elements are combined in an order that depends on their number alone: the bits are the same for any number of threads,
 * and those of the loop from left to right where the function is associative, which sums of floats are only nearly.
 *
 * @param reducer - called with two values so far, or a name
 * @param x - any typed array
 * @param options - `initial`: what the reduction starts with
 * @returns a number, or a bigint for bigints
 * @throws RangeError `EMPTY` for no elements and no `initial`, unless it is a sum (0) or a product (1); and as said above.
 * @example
 * ```ts
 * reduce('max', Float64Array.of(1, 3, 2)) // 3
 * reduce((a, b) => Math.hypot(a, b), Float64Array.of(2, 3, 6)) // 7
 * ```
 * @see NumPy's `ufunc.reduce`.
 */
export function reduce<A extends TypedArray>(
  reducer: ReducerName | Reducer<ElementOf<A>>,
  x: A,
  options?: ReduceOptions<ElementOf<A>>,
): ElementOf<A> {
  return operations.reduce(reducer, [x, options], thread) as ElementOf<A>
}

/**
 * The results of a function for every element, combined as `reduce` does, in one pass and without an array of them.
 *
 * @param fn - called with an element of each input, then the index; gives a number
 * @param reducer - called with two values so far, or a name
 * @throws As `reduce`.
 * @example
 * ```ts
 * mapReduce((x, y) => x * y, 'sum', Float64Array.of(1, 2), Float64Array.of(3, 4)) // 11
 * mapReduce((x) => x > 1, 'sum', Int32Array.of(1, 2, 3), { initial: 10 }) // 12
 * ```
 */
export function mapReduce<I extends readonly Input[]>(
  fn: Elementwise<I, number | boolean>,
  reducer: ReducerName | Reducer<number>,
  ...inputs: I
): number
/** With options. */
export function mapReduce<I extends readonly Input[]>(
  fn: Elementwise<I, number | boolean>,
  reducer: ReducerName | Reducer<number>,
  ...rest: [...inputs: I, options: ReduceOptions | undefined]
): number
/** Of bigints. */
export function mapReduce<I extends readonly [BigIntArray, ...Input[]]>(
  fn: Elementwise<I, bigint>,
  reducer: ReducerName | Reducer<bigint>,
  ...inputs: I
): bigint
/** Of bigints, with options. */
export function mapReduce<I extends readonly [BigIntArray, ...Input[]]>(
  fn: Elementwise<I, bigint>,
  reducer: ReducerName | Reducer<bigint>,
  ...rest: [...inputs: I, options: ReduceOptions<bigint> | undefined]
): bigint
export function mapReduce(fn: unknown, reducer: unknown, ...rest: unknown[]): unknown {
  return operations.mapReduce(fn, reducer, rest, thread)
}
