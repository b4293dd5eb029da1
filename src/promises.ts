/**
 * The array functions, off the event loop: the same names, checks and answers as in `allcores`, as promises.
 *
 * Arguments are checked at once, and errors of them thrown, not rejected. An array over a SharedArrayBuffer
 * is read and written in place while the call runs; any other is copied when the call is made, which takes
 * the time of a copy on the calling thread, and may be changed, detached or transferred at will afterwards.
 * A result appears in an `out` that is not shared when the promise resolves.
 */
import { type BackgroundOptions, backgroundOnly, inBackground } from './arrays/background.js'
import type { ElementOf, SameClass, TypedArray } from './arrays/dtype.js'
import type {
  CumulativeOf,
  Histogram,
  HistogramOptions,
  NoOut,
  OutOptions,
  QuantileOptions,
  VarianceOptions,
} from './arrays/operations.js'
import * as operations from './arrays/operations.js'

export type { BackgroundOptions } from './arrays/background.js'
export * from './compiled/promises.js'

/**
 * As `sum` of `allcores`, off the event loop.
 *
 * @throws What it throws, and an AbortError `ABORTED` for a signal that is aborted already; TypeError
 * `NOT_SHARED` where `copy` is false.
 * @example
 * ```ts
 * await sum(Float64Array.of(1, 2, 3)) // 6
 * ```
 */
export function sum<A extends TypedArray>(x: A, options?: BackgroundOptions): Promise<ElementOf<A>> {
  return inBackground(backgroundOnly(options), [x], (at) => operations.sum(x, at)) as Promise<ElementOf<A>>
}

/**
 * As `dot` of `allcores`, off the event loop.
 *
 * @throws What it throws, and an AbortError `ABORTED` for a signal that is aborted already; TypeError
 * `NOT_SHARED` where `copy` is false.
 * @example
 * ```ts
 * await dot(Float64Array.of(1, 2), Float64Array.of(3, 4)) // 11
 * ```
 */
export function dot<A extends TypedArray>(x: A, y: SameClass<A>, options?: BackgroundOptions): Promise<ElementOf<A>> {
  return inBackground(backgroundOnly(options), [x, y], (at) => operations.dot(x, y, at)) as Promise<ElementOf<A>>
}

/**
 * As `mean` of `allcores`, off the event loop.
 *
 * @throws What it throws, and an AbortError `ABORTED` for a signal that is aborted already; TypeError
 * `NOT_SHARED` where `copy` is false.
 * @example
 * ```ts
 * await mean(Float64Array.of(1, 2, 6)) // 3
 * ```
 */
export function mean(x: TypedArray, options?: BackgroundOptions): Promise<number> {
  return inBackground(backgroundOnly(options), [x], (at) => operations.mean(x, at))
}

/**
 * As `variance` of `allcores`, off the event loop.
 *
 * @throws What it throws, and an AbortError `ABORTED` for a signal that is aborted already; TypeError
 * `NOT_SHARED` where `copy` is false.
 * @example
 * ```ts
 * await variance(Float64Array.of(1, 2, 3), { ddof: 1 }) // 1
 * ```
 */
export function variance(x: TypedArray, options?: VarianceOptions & BackgroundOptions): Promise<number> {
  return inBackground(options, [x], (at) => operations.variance(x, options, at))
}

/**
 * As `std` of `allcores`, off the event loop.
 *
 * @throws What it throws, and an AbortError `ABORTED` for a signal that is aborted already; TypeError
 * `NOT_SHARED` where `copy` is false.
 * @example
 * ```ts
 * await std(Float64Array.of(1, 3)) // 1
 * ```
 */
export function std(x: TypedArray, options?: VarianceOptions & BackgroundOptions): Promise<number> {
  return inBackground(options, [x], (at) => operations.std(x, options, at))
}

/**
 * As `min` of `allcores`, off the event loop.
 *
 * @throws What it throws, and an AbortError `ABORTED` for a signal that is aborted already; TypeError
 * `NOT_SHARED` where `copy` is false.
 * @example
 * ```ts
 * await min(Float64Array.of(3, 1, 2)) // 1
 * ```
 */
export function min<A extends TypedArray>(x: A, options?: BackgroundOptions): Promise<ElementOf<A>> {
  return inBackground(backgroundOnly(options), [x], (at) => operations.min(x, at)) as Promise<ElementOf<A>>
}

/**
 * As `max` of `allcores`, off the event loop.
 *
 * @throws What it throws, and an AbortError `ABORTED` for a signal that is aborted already; TypeError
 * `NOT_SHARED` where `copy` is false.
 * @example
 * ```ts
 * await max(Float64Array.of(3, 1, 2)) // 3
 * ```
 */
export function max<A extends TypedArray>(x: A, options?: BackgroundOptions): Promise<ElementOf<A>> {
  return inBackground(backgroundOnly(options), [x], (at) => operations.max(x, at)) as Promise<ElementOf<A>>
}

/**
 * As `argmin` of `allcores`, off the event loop.
 *
 * @throws What it throws, and an AbortError `ABORTED` for a signal that is aborted already; TypeError
 * `NOT_SHARED` where `copy` is false.
 * @example
 * ```ts
 * await argmin(Float64Array.of(3, 1, 2)) // 1
 * ```
 */
export function argmin(x: TypedArray, options?: BackgroundOptions): Promise<number> {
  return inBackground(backgroundOnly(options), [x], (at) => operations.argmin(x, at))
}

/**
 * As `argmax` of `allcores`, off the event loop.
 *
 * @throws What it throws, and an AbortError `ABORTED` for a signal that is aborted already; TypeError
 * `NOT_SHARED` where `copy` is false.
 * @example
 * ```ts
 * await argmax(Float64Array.of(3, 1, 2)) // 0
 * ```
 */
export function argmax(x: TypedArray, options?: BackgroundOptions): Promise<number> {
  return inBackground(backgroundOnly(options), [x], (at) => operations.argmax(x, at))
}

/**
 * As `sort` of `allcores`, off the event loop.
 *
 * @throws What it throws, and an AbortError `ABORTED` for a signal that is aborted already; TypeError
 * `NOT_SHARED` where `copy` is false.
 * @example
 * ```ts
 * await sort(Float64Array.of(3, 1, 2)) // Float64Array(3) [ 1, 2, 3 ]
 * ```
 */
export function sort<A extends TypedArray>(
  x: A,
  options?: NoOut & BackgroundOptions,
): Promise<SameClass<A, ArrayBuffer>>
/** Writes into `out`. */
export function sort<A extends TypedArray, O extends SameClass<A>>(
  x: A,
  options: { out: O } & BackgroundOptions,
): Promise<O>
/** With an `out` or without. */
export function sort<A extends TypedArray>(
  x: A,
  options?: OutOptions<SameClass<A>> & BackgroundOptions,
): Promise<SameClass<A>>
export function sort<A extends TypedArray>(
  x: A,
  options?: OutOptions<SameClass<A>> & BackgroundOptions,
): Promise<SameClass<A>> {
  return inBackground(options, [x], (at) => operations.sort(x, options, at))
}

/**
 * As `argsort` of `allcores`, off the event loop.
 *
 * @throws What it throws, and an AbortError `ABORTED` for a signal that is aborted already; TypeError
 * `NOT_SHARED` where `copy` is false.
 * @example
 * ```ts
 * await argsort(Float64Array.of(30, 10, 20)) // Uint32Array(3) [ 1, 2, 0 ]
 * ```
 */
export function argsort(x: TypedArray, options?: NoOut & BackgroundOptions): Promise<Uint32Array<ArrayBuffer>>
/** Writes into `out`. */
export function argsort<O extends Uint32Array>(x: TypedArray, options: { out: O } & BackgroundOptions): Promise<O>
/** With an `out` or without. */
export function argsort(x: TypedArray, options?: OutOptions<Uint32Array> & BackgroundOptions): Promise<Uint32Array>
export function argsort(x: TypedArray, options?: OutOptions<Uint32Array> & BackgroundOptions): Promise<Uint32Array> {
  return inBackground(options, [x], (at) => operations.argsort(x, options, at))
}

/**
 * As `quantile` of `allcores`, off the event loop.
 *
 * @throws What it throws, and an AbortError `ABORTED` for a signal that is aborted already; TypeError
 * `NOT_SHARED` where `copy` is false.
 * @example
 * ```ts
 * await quantile(Float64Array.of(4, 1, 3, 2), 0.25) // 1.75
 * ```
 */
export function quantile(x: TypedArray, q: number, options?: QuantileOptions & BackgroundOptions): Promise<number>
export function quantile(
  x: TypedArray,
  q: ArrayLike<number>,
  options?: QuantileOptions & BackgroundOptions,
): Promise<Float64Array<ArrayBuffer>>
/** For a level or several. */
export function quantile(
  x: TypedArray,
  q: number | ArrayLike<number>,
  options?: QuantileOptions & BackgroundOptions,
): Promise<number | Float64Array<ArrayBuffer>>
export function quantile(
  x: TypedArray,
  q: number | ArrayLike<number>,
  options?: QuantileOptions & BackgroundOptions,
): Promise<number | Float64Array<ArrayBuffer>> {
  return inBackground(options, [x], (at) => operations.quantile(x, q, options, at))
}

/**
 * As `median` of `allcores`, off the event loop.
 *
 * @throws What it throws, and an AbortError `ABORTED` for a signal that is aborted already; TypeError
 * `NOT_SHARED` where `copy` is false.
 * @example
 * ```ts
 * await median(Float64Array.of(4, 1, 3, 2)) // 2.5
 * ```
 */
export function median(x: TypedArray, options?: BackgroundOptions): Promise<number> {
  return inBackground(backgroundOnly(options), [x], (at) => operations.median(x, at))
}

/**
 * As `histogram` of `allcores`, off the event loop.
 *
 * @throws What it throws, and an AbortError `ABORTED` for a signal that is aborted already; TypeError
 * `NOT_SHARED` where `copy` is false.
 * @example
 * ```ts
 * (await histogram(Float64Array.of(1, 2, 2, 3), { bins: 2 })).counts // Float64Array(2) [ 1, 3 ]
 * ```
 */
export function histogram(x: TypedArray, options?: HistogramOptions & BackgroundOptions): Promise<Histogram> {
  return inBackground(options, [x], (at) => operations.histogram(x, options, at))
}

/**
 * As `cumsum` of `allcores`, off the event loop.
 *
 * @throws What it throws, and an AbortError `ABORTED` for a signal that is aborted already; TypeError
 * `NOT_SHARED` where `copy` is false.
 * @example
 * ```ts
 * await cumsum(Int32Array.of(1, 2, 3)) // Float64Array(3) [ 1, 3, 6 ]
 * ```
 */
export function cumsum<A extends TypedArray>(
  x: A,
  options?: NoOut & BackgroundOptions,
): Promise<CumulativeOf<A, ArrayBuffer>>
/** Writes into `out`. */
export function cumsum<A extends TypedArray, O extends CumulativeOf<A>>(
  x: A,
  options: { out: O } & BackgroundOptions,
): Promise<O>
/** With an `out` or without. */
export function cumsum<A extends TypedArray>(
  x: A,
  options?: OutOptions<CumulativeOf<A>> & BackgroundOptions,
): Promise<CumulativeOf<A>>
export function cumsum<A extends TypedArray>(
  x: A,
  options?: OutOptions<CumulativeOf<A>> & BackgroundOptions,
): Promise<CumulativeOf<A>> {
  return inBackground(options, [x], (at) => operations.cumsum(x, options, at))
}
