/**
 * The array functions, synchronous: they use all cores and return when they are done.
 *
 * What all have in common stands here once. Arrays are typed arrays of any class over any buffer, and
 * are read in place. The answer has the same bits for any number of threads. Numbers are computed as
 * doubles, bigints exactly. Errors are thrown before anything is computed: a TypeError `INVALID_TYPE`
 * for what is not a typed array, `DETACHED` for one whose buffer is gone.
 */
import type { ElementOf, SameClass, TypedArray } from './dtype.js'
import type {
  CumulativeOf,
  Histogram,
  HistogramOptions,
  NoOut,
  OutOptions,
  QuantileOptions,
  VarianceOptions,
} from './operations.js'
import * as operations from './operations.js'

export type { BigIntArray, ElementOf, Float16, Float16ArrayLike, SameClass, TypedArray, TypedArrays } from './dtype.js'
export type {
  CumulativeOf,
  Histogram,
  HistogramOptions,
  NoOut,
  OutOptions,
  QuantileOptions,
  VarianceOptions,
} from './operations.js'

/**
 * Sum of the elements; 0 for an empty array.
 *
 * Integers and bigints are summed exactly, and rounded once where the result is a number. Floats are
 * summed as doubles with compensation: the error is that of one rounding plus about n·2⁻¹⁰⁶·Σ|x|. NaN
 * and infinities among them give what a plain loop gives; the sum is infinite only if the true one overflows.
 *
 * @param x - Any typed array.
 * @returns A number, or a bigint for bigint arrays.
 * @example
 * ```ts
 * sum(Float64Array.of(0.1, 0.2, 0.3)) // 0.6
 * sum(BigInt64Array.of(2n ** 62n, 2n ** 62n)) // 9223372036854775808n
 * ```
 * @see NumPy's `sum`; Ogita, Rump, Oishi, "Accurate Sum and Dot Product" (2005), Sum2.
 */
export function sum<A extends TypedArray>(x: A): ElementOf<A> {
  return operations.sum(x) as ElementOf<A>
}

/**
 * Sum of the products `x[i] * y[i]`; 0 for empty arrays.
 *
 * Integers and bigints are exact, rounded once where the result is a number. Float64 is computed as in
 * twice the precision; Float32 and Float16 products are exact doubles, summed with compensation.
 *
 * @param x - Any typed array.
 * @param y - A typed array of the same class and length.
 * @returns A number, or a bigint for bigint arrays.
 * @throws TypeError `DTYPE_MISMATCH`, RangeError `LENGTH_MISMATCH`.
 * @example
 * ```ts
 * dot(Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6)) // 32
 * ```
 * @see NumPy's `dot` of two vectors; Ogita, Rump, Oishi (2005), Dot2.
 */
export function dot<A extends TypedArray>(x: A, y: SameClass<A>): ElementOf<A> {
  return operations.dot(x, y) as ElementOf<A>
}

/**
 * Arithmetic mean: the accurate sum, divided by the number of elements; NaN for an empty array.
 *
 * @param x - Any typed array.
 * @returns A number, for bigint arrays too.
 * @example
 * ```ts
 * mean(Int32Array.of(1, 2, 4)) // 2.3333333333333335
 * ```
 * @see NumPy's `mean`.
 */
export function mean(x: TypedArray): number {
  return operations.mean(x) as number
}

/**
 * Mean squared deviation from the mean, over n - `ddof`; NaN for an empty array.
 *
 * Memory is read once: blocks that fit into the cache are reduced in two passes and combined. A
 * constant array gives exactly 0.
 *
 * @param x - Any typed array; bigints are converted to doubles.
 * @param options - `ddof`: 0 (the default) for the variance of a population, 1 for that of a sample.
 * @returns A number, in the square of the unit of `x`.
 * @throws RangeError `OUT_OF_RANGE` for a `ddof` that is not finite.
 * @example
 * ```ts
 * variance(Float64Array.of(1, 2, 3, 4)) // 1.25
 * variance(Float64Array.of(1, 2, 3), { ddof: 1 }) // 1
 * ```
 * @see NumPy's `var`; Chan, Golub, LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances" (1979).
 */
export function variance(x: TypedArray, options?: VarianceOptions): number {
  return operations.variance(x, options) as number
}

/**
 * Standard deviation: the square root of `variance`.
 *
 * @param x - Any typed array; bigints are converted to doubles.
 * @param options - As for `variance`.
 * @returns A number, in the unit of `x`.
 * @throws RangeError `OUT_OF_RANGE` for a `ddof` that is not finite.
 * @example
 * ```ts
 * std(Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9)) // 2
 * ```
 * @see NumPy's `std`.
 */
export function std(x: TypedArray, options?: VarianceOptions): number {
  return operations.std(x, options) as number
}

/**
 * Smallest element. NaN if there is one; -0 is smaller than +0, as for `Math.min`.
 *
 * @param x - Any typed array that is not empty.
 * @returns A number, or a bigint for bigint arrays.
 * @throws RangeError `EMPTY`.
 * @example
 * ```ts
 * min(Float64Array.of(3, 1, 2)) // 1
 * min(Float64Array.of(1, NaN)) // NaN
 * ```
 * @see NumPy's `min`.
 */
export function min<A extends TypedArray>(x: A): ElementOf<A> {
  return operations.min(x) as ElementOf<A>
}

/**
 * Largest element. NaN if there is one; +0 is larger than -0, as for `Math.max`.
 *
 * @param x - Any typed array that is not empty.
 * @returns A number, or a bigint for bigint arrays.
 * @throws RangeError `EMPTY`.
 * @example
 * ```ts
 * max(BigInt64Array.of(1n, 3n, 2n)) // 3n
 * ```
 * @see NumPy's `max`.
 */
export function max<A extends TypedArray>(x: A): ElementOf<A> {
  return operations.max(x) as ElementOf<A>
}

/**
 * Index of the first smallest element, or of the first NaN if there is one; -0 and +0 are equal here.
 *
 * @param x - Any typed array that is not empty.
 * @returns An index.
 * @throws RangeError `EMPTY`.
 * @example
 * ```ts
 * argmin(Float64Array.of(3, 1, 1)) // 1
 * ```
 * @see NumPy's `argmin`.
 */
export function argmin(x: TypedArray): number {
  return operations.argmin(x) as number
}

/**
 * Index of the first largest element, or of the first NaN if there is one; -0 and +0 are equal here.
 *
 * @param x - Any typed array that is not empty.
 * @returns An index.
 * @throws RangeError `EMPTY`.
 * @example
 * ```ts
 * argmax(Float64Array.of(1, 3, 3)) // 1
 * argmax(Float64Array.of(1, NaN, 3)) // 1
 * ```
 * @see NumPy's `argmax`.
 */
export function argmax(x: TypedArray): number {
  return operations.argmax(x) as number
}

/**
 * The elements in ascending order: -∞ first, -0 before +0, NaN last.
 *
 * `x` is left as it is; `{ out: x }` sorts in place.
 *
 * @param x - Any typed array.
 * @param options - `out`: an array of the class and length of `x`; `x` itself, or memory apart from it.
 * @returns `out`, or a new array.
 * @throws TypeError `DTYPE_MISMATCH`, RangeError `LENGTH_MISMATCH` or `OVERLAP`, for `out`.
 * @example
 * ```ts
 * sort(Float64Array.of(3, NaN, -1, 0)) // Float64Array(4) [ -1, 0, 3, NaN ]
 * ```
 * @see NumPy's `sort`. Sample and radix sort on integers that order as the elements do.
 */
export function sort<A extends TypedArray>(x: A, options?: NoOut): SameClass<A, ArrayBuffer>
/** Writes into `out`. */
export function sort<A extends TypedArray, O extends SameClass<A>>(x: A, options: { out: O }): O
/** With an `out` or without. */
export function sort<A extends TypedArray>(x: A, options?: OutOptions<SameClass<A>>): SameClass<A>
export function sort<A extends TypedArray>(x: A, options?: OutOptions<SameClass<A>>): SameClass<A> {
  return operations.sort(x, options) as SameClass<A>
}

/**
 * The indices that put the elements in ascending order. Stable: equal elements, -0 and +0 among them,
 * and NaNs, which come last, stay in the order that they have.
 *
 * @param x - Any typed array of less than 2³² elements.
 * @param options - `out`: a Uint32Array of the length of `x`, apart from its memory.
 * @returns `out`, or a new array.
 * @throws RangeError `OUT_OF_RANGE` for a longer `x`; TypeError `DTYPE_MISMATCH`, RangeError
 * `LENGTH_MISMATCH` or `OVERLAP`, for `out`.
 * @example
 * ```ts
 * argsort(Float64Array.of(30, 10, 20)) // Uint32Array(3) [ 1, 2, 0 ]
 * ```
 * @see NumPy's `argsort` with `kind='stable'`.
 */
export function argsort(x: TypedArray, options?: NoOut): Uint32Array<ArrayBuffer>
/** Writes into `out`. */
export function argsort<O extends Uint32Array>(x: TypedArray, options: { out: O }): O
/** With an `out` or without. */
export function argsort(x: TypedArray, options?: OutOptions<Uint32Array>): Uint32Array
export function argsort(x: TypedArray, options?: OutOptions<Uint32Array>): Uint32Array {
  return operations.argsort(x, options) as Uint32Array
}

/**
 * Quantiles of the elements: `q` 0 is the least, 1 the greatest, 0.5 the median. Found by selection,
 * without sorting. NaN if an element is NaN.
 *
 * @param x - Any typed array that is not empty; bigints are converted to doubles once selected.
 * @param q - A level from 0 to 1, or several.
 * @param options - `method`: what to take between two elements, as NumPy names it.
 * @returns A number, or a Float64Array of as many as there are levels.
 * @throws RangeError `EMPTY`; `OUT_OF_RANGE` for `q` or `method`; TypeError `INVALID_TYPE`.
 * @example
 * ```ts
 * quantile(Float64Array.of(4, 1, 3, 2), 0.25) // 1.75
 * quantile(Float64Array.of(4, 1, 3, 2), [0, 1]) // Float64Array(2) [ 1, 4 ]
 * quantile(Float64Array.of(4, 1, 3, 2), 0.5, { method: 'lower' }) // 2
 * ```
 * @see NumPy's `quantile`.
 */
export function quantile(x: TypedArray, q: number, options?: QuantileOptions): number
export function quantile(x: TypedArray, q: ArrayLike<number>, options?: QuantileOptions): Float64Array<ArrayBuffer>
/** For a level or several. */
export function quantile(
  x: TypedArray,
  q: number | ArrayLike<number>,
  options?: QuantileOptions,
): number | Float64Array<ArrayBuffer>
export function quantile(
  x: TypedArray,
  q: number | ArrayLike<number>,
  options?: QuantileOptions,
): number | Float64Array<ArrayBuffer> {
  return operations.quantile(x, q, options) as number | Float64Array<ArrayBuffer>
}

/**
 * The middle element, or the mean of the two in the middle. NaN for an empty array, or if an element is NaN.
 *
 * @param x - Any typed array.
 * @returns A number.
 * @example
 * ```ts
 * median(Float64Array.of(4, 1, 3, 2)) // 2.5
 * ```
 * @see NumPy's `median`.
 */
export function median(x: TypedArray): number {
  return operations.median(x) as number
}

/**
 * How many elements fall into each bin. A bin holds its lower limit and not its upper one; the last bin
 * holds both. Elements outside of all bins, and NaN, are not counted.
 *
 * @param x - Any typed array; bigints are converted to doubles.
 * @param options - `bins`: their number (10), or their edges; `range`: from where to where bins of equal
 * width go (from the least element to the greatest).
 * @returns `counts`, and the `edges` between which they were counted.
 * @throws RangeError `OUT_OF_RANGE` for bins that are not a positive integer or ascending edges, or a
 * range that is not finite and ascending; `NOT_FINITE` when the range is to be found and `x` holds NaN
 * or infinity.
 * @example
 * ```ts
 * histogram(Float64Array.of(1, 2, 2, 3), { bins: 2 }).counts // Float64Array(2) [ 1, 3 ]
 * histogram(Float64Array.of(1, 5, 50), { bins: [0, 10, 100] }).counts // Float64Array(2) [ 2, 1 ]
 * ```
 * @see NumPy's `histogram`.
 */
export function histogram(x: TypedArray, options?: HistogramOptions): Histogram {
  return operations.histogram(x, options) as Histogram
}

/**
 * Running sums: element i is the sum of the elements up to and with i.
 *
 * Float32Array, Float16Array and the bigint arrays give their own class (floats are summed as doubles and
 * rounded when stored, bigints wrap at 64 bits); all others give a Float64Array.
 *
 * @param x - Any typed array.
 * @param options - `out`: an array of the class of the result and the length of `x`; `x` itself, or memory
 * apart from it.
 * @returns `out`, or a new array.
 * @throws TypeError `DTYPE_MISMATCH`, RangeError `LENGTH_MISMATCH` or `OVERLAP`, for `out`.
 * @example
 * ```ts
 * cumsum(Int32Array.of(1, 2, 3)) // Float64Array(3) [ 1, 3, 6 ]
 * ```
 * @see NumPy's `cumsum`. Blocked scan in two passes.
 */
export function cumsum<A extends TypedArray>(x: A, options?: NoOut): CumulativeOf<A, ArrayBuffer>
/** Writes into `out`. */
export function cumsum<A extends TypedArray, O extends CumulativeOf<A>>(x: A, options: { out: O }): O
/** With an `out` or without. */
export function cumsum<A extends TypedArray>(x: A, options?: OutOptions<CumulativeOf<A>>): CumulativeOf<A>
export function cumsum<A extends TypedArray>(x: A, options?: OutOptions<CumulativeOf<A>>): CumulativeOf<A> {
  return operations.cumsum(x, options) as CumulativeOf<A>
}
