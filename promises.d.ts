// The public contract of allcores, generated from src by `npm run contract`. Do not edit.

/** Options of every function of `allcores/promises`. */
interface BackgroundOptions {
    /**
     * Stops the call. The promise then rejects, with code `ABORTED` and the signal's reason as `cause`,
     * as soon as nothing of the call is running any more.
     */
    signal?: AbortSignal | undefined;
    /**
     * `false` makes it an error (code `NOT_SHARED`) when an input would have to be copied. Memory of a
     * SharedArrayBuffer never is; an ArrayBuffer could be detached while the call runs, and always is.
     */
    copy?: boolean | undefined;
}

/** A Float16Array, of runtimes that have it (Node 24 and later). */
interface Float16ArrayLike<B extends ArrayBufferLike = ArrayBufferLike> {
    readonly [Symbol.toStringTag]: 'Float16Array';
    readonly buffer: B;
    readonly byteLength: number;
    readonly byteOffset: number;
    readonly BYTES_PER_ELEMENT: number;
    readonly length: number;
    [index: number]: number;
    [Symbol.iterator](): ArrayIterator<number>;
}
/** The type Float16Array where the compiler's `lib` has it, and what stands for it elsewhere. */
type Float16<B extends ArrayBufferLike> = typeof globalThis extends {
    Float16Array: {
        prototype: infer P extends {
            slice(): unknown;
        };
    };
} ? B extends ArrayBuffer ? ReturnType<P['slice']> : P : Float16ArrayLike<B>;
/** Every class of typed array, by its name; over a buffer of the kind `B`. */
interface TypedArrays<B extends ArrayBufferLike = ArrayBufferLike> {
    Float64Array: Float64Array<B>;
    Float32Array: Float32Array<B>;
    Float16Array: Float16<B>;
    Int8Array: Int8Array<B>;
    Int16Array: Int16Array<B>;
    Int32Array: Int32Array<B>;
    Uint8Array: Uint8Array<B>;
    Uint8ClampedArray: Uint8ClampedArray<B>;
    Uint16Array: Uint16Array<B>;
    Uint32Array: Uint32Array<B>;
    BigInt64Array: BigInt64Array<B>;
    BigUint64Array: BigUint64Array<B>;
}
/** Any typed array. */
type TypedArray = TypedArrays[keyof TypedArrays];
/** Typed arrays whose elements are bigints. */
type BigIntArray = BigInt64Array | BigUint64Array;
/** The class of a typed array, over a buffer of the kind `B`: any, if not said. */
type SameClass<A extends TypedArray, B extends ArrayBufferLike = ArrayBufferLike> = TypedArrays<B>[A[typeof Symbol.toStringTag]];
/** An element of a typed array. */
type ElementOf<A extends TypedArray> = A extends BigIntArray ? bigint : number;

/** Options of `variance` and `std`. */
interface VarianceOptions {
    /** The divisor is n - ddof: 0 (the default) for a population, 1 for a sample. */
    ddof?: number | undefined;
}
/** Options of functions that write an array. */
interface OutOptions<A> {
    /** Where to write; a new array if absent. It may be the input itself where the function says so. */
    out?: A | undefined;
}
/** No `out`: the result is a new array. */
type NoOut = OutOptions<never>;
/** What running sums of an array are: of its own class for floats and bigints, else doubles. */
type CumulativeOf<A extends TypedArray, B extends ArrayBufferLike = ArrayBufferLike> = A[typeof Symbol.toStringTag] extends 'Float32Array' | 'Float16Array' | `Big${string}` ? SameClass<A, B> : Float64Array<B>;
declare const METHODS: readonly ["linear", "lower", "higher", "midpoint", "nearest"];
/** Options of `quantile`. */
interface QuantileOptions {
    /**
     * What to take where the quantile falls between two elements, as in NumPy: `'linear'` (the default)
     * interpolates, `'lower'` and `'higher'` take one, `'midpoint'` their mean, `'nearest'` the closer one.
     */
    method?: (typeof METHODS)[number] | undefined;
}
/** Options of `histogram`. */
interface HistogramOptions {
    /** Number of bins of equal width, or the ascending edges between which to count. 10 if absent. */
    bins?: number | ArrayLike<number> | undefined;
    /** Where the first bin begins and the last one ends; from the least to the greatest element if absent. Edges need none. */
    range?: readonly [number, number] | undefined;
}
/** What `histogram` gives. */
interface Histogram {
    /** Number of elements in each bin. */
    counts: Float64Array<ArrayBuffer>;
    /** The limits of the bins: one more than there are bins. */
    edges: Float64Array<ArrayBuffer>;
}

/**
 * The array functions, off the event loop: the same names, checks and answers as in `allcores`, as promises.
 *
 * Arguments are checked at once, and errors of them thrown, not rejected. An array over a SharedArrayBuffer
 * is read and written in place while the call runs; any other is copied when the call is made, which takes
 * the time of a copy on the calling thread, and may be changed, detached or transferred at will afterwards.
 * A result appears in an `out` that is not shared when the promise resolves.
 */

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
declare function sum<A extends TypedArray>(x: A, options?: BackgroundOptions): Promise<ElementOf<A>>;
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
declare function dot<A extends TypedArray>(x: A, y: SameClass<A>, options?: BackgroundOptions): Promise<ElementOf<A>>;
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
declare function mean(x: TypedArray, options?: BackgroundOptions): Promise<number>;
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
declare function variance(x: TypedArray, options?: VarianceOptions & BackgroundOptions): Promise<number>;
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
declare function std(x: TypedArray, options?: VarianceOptions & BackgroundOptions): Promise<number>;
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
declare function min<A extends TypedArray>(x: A, options?: BackgroundOptions): Promise<ElementOf<A>>;
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
declare function max<A extends TypedArray>(x: A, options?: BackgroundOptions): Promise<ElementOf<A>>;
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
declare function argmin(x: TypedArray, options?: BackgroundOptions): Promise<number>;
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
declare function argmax(x: TypedArray, options?: BackgroundOptions): Promise<number>;
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
declare function sort<A extends TypedArray>(x: A, options?: NoOut & BackgroundOptions): Promise<SameClass<A, ArrayBuffer>>;
/** Writes into `out`. */
declare function sort<A extends TypedArray, O extends SameClass<A>>(x: A, options: {
    out: O;
} & BackgroundOptions): Promise<O>;
/** With an `out` or without. */
declare function sort<A extends TypedArray>(x: A, options?: OutOptions<SameClass<A>> & BackgroundOptions): Promise<SameClass<A>>;
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
declare function argsort(x: TypedArray, options?: NoOut & BackgroundOptions): Promise<Uint32Array<ArrayBuffer>>;
/** Writes into `out`. */
declare function argsort<O extends Uint32Array>(x: TypedArray, options: {
    out: O;
} & BackgroundOptions): Promise<O>;
/** With an `out` or without. */
declare function argsort(x: TypedArray, options?: OutOptions<Uint32Array> & BackgroundOptions): Promise<Uint32Array>;
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
declare function quantile(x: TypedArray, q: number, options?: QuantileOptions & BackgroundOptions): Promise<number>;
declare function quantile(x: TypedArray, q: ArrayLike<number>, options?: QuantileOptions & BackgroundOptions): Promise<Float64Array<ArrayBuffer>>;
/** For a level or several. */
declare function quantile(x: TypedArray, q: number | ArrayLike<number>, options?: QuantileOptions & BackgroundOptions): Promise<number | Float64Array<ArrayBuffer>>;
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
declare function median(x: TypedArray, options?: BackgroundOptions): Promise<number>;
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
declare function histogram(x: TypedArray, options?: HistogramOptions & BackgroundOptions): Promise<Histogram>;
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
declare function cumsum<A extends TypedArray>(x: A, options?: NoOut & BackgroundOptions): Promise<CumulativeOf<A, ArrayBuffer>>;
/** Writes into `out`. */
declare function cumsum<A extends TypedArray, O extends CumulativeOf<A>>(x: A, options: {
    out: O;
} & BackgroundOptions): Promise<O>;
/** With an `out` or without. */
declare function cumsum<A extends TypedArray>(x: A, options?: OutOptions<CumulativeOf<A>> & BackgroundOptions): Promise<CumulativeOf<A>>;

export { argmax, argmin, argsort, cumsum, dot, histogram, max, mean, median, min, quantile, sort, std, sum, variance };
export type { BackgroundOptions };
