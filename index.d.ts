// The public contract of allcores, generated from src by `npm run contract`. Do not edit.

import { EventEmitter } from 'node:events';
import { ResourceLimits } from 'node:worker_threads';

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

/** The stable codes an error of allcores can carry in `code`. */
type ErrorCode = 
/** A value of the wrong kind. */
'INVALID_TYPE'
/** A number outside its range. */
 | 'OUT_OF_RANGE'
/** An option name that does not exist. */
 | 'UNKNOWN_OPTION'
/** A typed array whose buffer was transferred away. */
 | 'DETACHED'
/** Arrays of element types that do not go together. */
 | 'DTYPE_MISMATCH'
/** Arrays of lengths that do not go together. */
 | 'LENGTH_MISMATCH'
/** An output array that partly overlaps an input. */
 | 'OVERLAP'
/** Memory that has to be shared and is not. */
 | 'NOT_SHARED'
/** A function of no elements that needs at least one. */
 | 'EMPTY'
/** A range that was to be found in elements of which some are NaN or infinite. */
 | 'NOT_FINITE'
/** A result that does not fit into memory. */
 | 'OUT_OF_MEMORY'
/** The signal was aborted. */
 | 'ABORTED'
/** The call took longer than its timeout. */
 | 'TIMEOUT'
/** The task was cancelled. */
 | 'CANCELLED'
/** A function outside of what can be compiled, where it has to be. */
 | 'NOT_COMPILABLE'
/** A function gave something that the result cannot hold. */
 | 'INVALID_RESULT'
/** A function that cannot be sent to a worker. */
 | 'INVALID_FUNCTION'
/** A function used a variable that stayed behind. */
 | 'CAPTURED_VARIABLE'
/** A module that a worker cannot load. */
 | 'MODULE_LOAD_FAILED'
/** A name that a module does not export as a function. */
 | 'MISSING_EXPORT'
/** A value that cannot cross between threads. */
 | 'NOT_CLONEABLE'
/** The pool was closed before the call. */
 | 'POOL_CLOSED'
/** The pool was terminated while the task waited or ran. */
 | 'POOL_TERMINATED'
/** The worker ended while it ran the task. */
 | 'WORKER_DIED'
/** A worker ended, and with `onWorkerDeath: 'break'` the pool with it. */
 | 'POOL_BROKEN'
/** Items of a call failed, which went on with `failFast: false`. */
 | 'ITEMS_FAILED'
/** Workers end before they are ready, again and again. */
 | 'WORKER_START_FAILED'
/** A name that shared memory cannot have. */
 | 'INVALID_NAME'
/** A name that other shared memory has. */
 | 'NAME_EXISTS'
/** A name that no shared memory has. */
 | 'NAME_NOT_FOUND'
/** More shared memory than the system has room for. */
 | 'NO_SPACE'
/** Memory that was cut short, is half made, or is another user's. */
 | 'UNUSABLE_MEMORY'
/** Shared memory that was closed. */
 | 'MEMORY_CLOSED'
/** A runtime that shows no memory but its own. */
 | 'NO_VIEW'
/** Something that the system refused; the message says what. */
 | 'SYSTEM_ERROR'
/** Whoever held the lock or the permit ended without giving it back. */
 | 'OWNER_DIED'
/** A lock given back by one who does not hold it. */
 | 'NOT_OWNER'
/** A thread would wait for itself. */
 | 'DEADLOCK'
/** A call that does not go with the state of its object. */
 | 'INVALID_STATE'
/** A queue or a pipe that was closed. */
 | 'QUEUE_CLOSED'
/** More permits given back than were taken. */
 | 'ABOVE_BOUND'
/** A barrier that was aborted, or that a party left. */
 | 'BROKEN_BARRIER'
/** A platform for which there is no native part. */
 | 'UNSUPPORTED_PLATFORM'
/** Something that needs Node, on another runtime. */
 | 'UNSUPPORTED_RUNTIME'
/** A fault of allcores itself. */
 | 'INTERNAL';
/** An error with a stable code of allcores. */
interface Coded {
    /** The stable code: branch on this, not on the message. */
    readonly code: ErrorCode;
}
/**
 * What became of work that was accepted: aborted, cancelled, lost with its worker or its pool.
 *
 * @example
 * ```ts
 * const signal = AbortSignal.timeout(10)
 * await pool.map(() => { for (;;); }, [1], { signal }).catch((error) => error.code) // 'ABORTED'
 * ```
 */
declare class AllcoresError extends Error implements Coded {
    /** The stable code: branch on this, not on the message. */
    readonly code: ErrorCode;
    /** Makes the error; programs only catch it. */
    constructor(code: ErrorCode, message: string, options?: ErrorOptions);
    /** The name of the class. */
    get name(): string;
}
/** The worker that ran the task ended: `process.exit`, an uncaught error, no memory left, or terminated from outside. */
declare class WorkerDiedError extends AllcoresError {
    /** The exit code of the worker; `null` for a process that a signal ended. */
    readonly exitCode: number | null;
    /** The signal that ended the worker, for processes. */
    readonly signal?: string;
    /** The thread that ended, for threads. */
    readonly threadId?: number;
    /** The process that ended, for processes. */
    readonly pid?: number;
    /** The index of the item that was running, for calls over items. */
    readonly index?: number;
    /** Makes the error; programs only catch it. */
    constructor(message: string, details: {
        exitCode: number | null;
        signal?: string;
        threadId?: number;
        pid?: number;
    }, options?: ErrorOptions);
    /** The name of the class. */
    get name(): string;
}
/** Items of a call over items failed, and with `failFast: false` the others went on. */
declare class ItemsFailedError extends AggregateError implements Coded {
    /** The stable code: branch on this, not on the message. */
    readonly code = "ITEMS_FAILED";
    /** What each failed item failed with, in the order of the items; `index` says which one it was. */
    errors: unknown[];
    /** The results, in the order of the items; `undefined` where an item failed. */
    readonly results: unknown[];
    /** Makes the error; programs only catch it. */
    constructor(errors: readonly unknown[], results: unknown[]);
    /** The name of the class. */
    get name(): string;
}
/**
 * Whoever held the lock or the permit ended without giving it back, and what it guards may be half done. Nothing was
 * acquired; `acquire({ repair: true })` takes it over, and whoever does that puts things right.
 *
 * @see POSIX's `EOWNERDEAD`.
 */
declare class OwnerDiedError extends AllcoresError {
    /** Makes the error; programs only catch it. */
    constructor();
    /** The name of the class. */
    get name(): string;
}
/**
 * The barrier was aborted or reset while parties waited, one of them gave up, or one of them died.
 *
 * @see Python's `threading.BrokenBarrierError`.
 */
declare class BrokenBarrierError extends AllcoresError {
    /** Makes the error; programs only catch it. */
    constructor();
    /** The name of the class. */
    get name(): string;
}

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
 * The array functions, synchronous: they use all cores and return when they are done.
 *
 * What all have in common stands here once. Arrays are typed arrays of any class over any buffer, and
 * are read in place. The answer has the same bits for any number of threads. Numbers are computed as
 * doubles, bigints exactly. Errors are thrown before anything is computed: a TypeError `INVALID_TYPE`
 * for what is not a typed array, `DETACHED` for one whose buffer is gone.
 */

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
declare function sum<A extends TypedArray>(x: A): ElementOf<A>;
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
declare function dot<A extends TypedArray>(x: A, y: SameClass<A>): ElementOf<A>;
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
declare function mean(x: TypedArray): number;
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
declare function variance(x: TypedArray, options?: VarianceOptions): number;
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
declare function std(x: TypedArray, options?: VarianceOptions): number;
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
declare function min<A extends TypedArray>(x: A): ElementOf<A>;
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
declare function max<A extends TypedArray>(x: A): ElementOf<A>;
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
declare function argmin(x: TypedArray): number;
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
declare function argmax(x: TypedArray): number;
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
declare function sort<A extends TypedArray>(x: A, options?: NoOut): SameClass<A, ArrayBuffer>;
/** Writes into `out`. */
declare function sort<A extends TypedArray, O extends SameClass<A>>(x: A, options: {
    out: O;
}): O;
/** With an `out` or without. */
declare function sort<A extends TypedArray>(x: A, options?: OutOptions<SameClass<A>>): SameClass<A>;
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
declare function argsort(x: TypedArray, options?: NoOut): Uint32Array<ArrayBuffer>;
/** Writes into `out`. */
declare function argsort<O extends Uint32Array>(x: TypedArray, options: {
    out: O;
}): O;
/** With an `out` or without. */
declare function argsort(x: TypedArray, options?: OutOptions<Uint32Array>): Uint32Array;
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
declare function quantile(x: TypedArray, q: number, options?: QuantileOptions): number;
declare function quantile(x: TypedArray, q: ArrayLike<number>, options?: QuantileOptions): Float64Array<ArrayBuffer>;
/** For a level or several. */
declare function quantile(x: TypedArray, q: number | ArrayLike<number>, options?: QuantileOptions): number | Float64Array<ArrayBuffer>;
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
declare function median(x: TypedArray): number;
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
declare function histogram(x: TypedArray, options?: HistogramOptions): Histogram;
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
declare function cumsum<A extends TypedArray>(x: A, options?: NoOut): CumulativeOf<A, ArrayBuffer>;
/** Writes into `out`. */
declare function cumsum<A extends TypedArray, O extends CumulativeOf<A>>(x: A, options: {
    out: O;
}): O;
/** With an `out` or without. */
declare function cumsum<A extends TypedArray>(x: A, options?: OutOptions<CumulativeOf<A>>): CumulativeOf<A>;

/** Element types by the names that NumPy gives them, and the classes of typed arrays that hold them. */

/** The class that each dtype names. The order is the native part's, which numbers them. */
declare const CLASSES: {
    readonly int8: "Int8Array";
    readonly uint8: "Uint8Array";
    readonly uint8clamped: "Uint8ClampedArray";
    readonly int16: "Int16Array";
    readonly uint16: "Uint16Array";
    readonly int32: "Int32Array";
    readonly uint32: "Uint32Array";
    readonly float32: "Float32Array";
    readonly float64: "Float64Array";
    readonly int64: "BigInt64Array";
    readonly uint64: "BigUint64Array";
    readonly float16: "Float16Array";
};
/** The name of an element type, as NumPy has it: `'float64'` is that of a Float64Array, `'int64'` of a BigInt64Array. */
type Dtype = keyof typeof CLASSES;
/** The class of typed array of a dtype, over a buffer of the kind `B`. */
type ArrayOf<D extends Dtype, B extends ArrayBufferLike = ArrayBuffer> = TypedArrays<B>[(typeof CLASSES)[D]];

/** What a worker makes a function from. */
interface Source$1 {
    /** For messages and stack traces. */
    readonly name: string;
    /** An expression whose value is the function, or a promise of it. */
    readonly expression: string;
    /** The folder that its imports resolve from; the current directory where it is empty. */
    readonly from: string;
}
/** A function as it travels. */
interface Shipped extends Source$1 {
    /** The same for every function of the same source, in this thread. */
    readonly id: number;
}
/** Any function: the pool calls it with what the user gave. */
type AnyFunction = (...args: any[]) => unknown;

/**
 * The functions over arrays as plain loops in JavaScript: what runs where a function is outside of the subset that is
 * compiled, on the calling thread over all elements and on workers over a range of them each. They are the meaning of
 * the compiled functions, too: a compiled function gives what these give.
 */

/** The functions that a loop exists for. */
type Kind = 'map' | 'filter' | 'count' | 'some' | 'every' | 'findIndex' | 'mapReduce' | 'reduce';
/** Reducers that have a name. */
type ReducerName = 'sum' | 'min' | 'max' | 'product';
/** What a loop goes over. */
interface Range {
    readonly kind: Kind;
    /** Arrays, and numbers that are the same for every element. */
    readonly inputs: readonly (ArrayLike<number | bigint> | number)[];
    /** Where `map` writes. */
    readonly out?: TypedArray | undefined;
    /** The reducer of bigints, where it is none of the functions. */
    readonly reducer?: ReducerName | undefined;
    /** What the result of a reduction is combined with, on its left. */
    readonly initial?: number | bigint | undefined;
    readonly from: number;
    readonly to: number;
}

/** The types of what compiled functions take and give. */

/** What a function is called with element by element: a typed array, or a number that is the same for all elements. */
type Input = TypedArray | number;
/** What a function is called with for one element: an element of each input, then the index. */
type Elements<I extends readonly Input[]> = [
    ...{
        -readonly [K in keyof I]: I[K] extends TypedArray ? ElementOf<I[K]> : number;
    },
    index: number
];
/** A function of elements. It is called with an element of each input, and then with the index. */
type Elementwise<I extends readonly Input[], R = unknown> = (...elements: Elements<I>) => R;
/** What can be stored as an element. `undefined` is stored as NaN, or as 0 among integers. */
type Storable = number | bigint | boolean | undefined;
/** A function of two results so far that gives one. It has to be associative: (a ∘ b) ∘ c = a ∘ (b ∘ c). */
type Reducer<R> = (a: R, b: R) => R;
/** What all calls with a function have in common. */
interface FunctionOptions {
    /**
     * Variables that the function sees by name. It is compiled from its source alone, so what it needs from around it is
     * passed here: numbers, and typed arrays, which it may read by index.
     */
    consts?: Readonly<Record<string, Input>> | undefined;
    /**
     * Which bits the functions of `Math` give: `'host'` (the default) those of this runtime's own `Math`, `'portable'` the
     * same on every machine, within one unit in the last place of the true value.
     */
    math?: 'host' | 'portable' | undefined;
    /** `true` makes it an error, code `NOT_COMPILABLE`, when the function cannot be compiled. */
    strict?: boolean | undefined;
    /** After so many milliseconds the call ends with an error of code `TIMEOUT`. */
    timeout?: number | undefined;
}
/** Where a mapped result goes. */
interface ResultOptions<D extends Dtype = Dtype> {
    /** Where to write, in the length of the inputs; a new array if absent. It may be one of the inputs. */
    out?: TypedArray | undefined;
    /** The element type of a new array, as NumPy names it; `'float64'` if absent. */
    dtype?: D | undefined;
}
/** A new array of this dtype. */
type NewResult<D extends Dtype> = ResultOptions<D> & {
    out?: undefined;
};
/** Options of `map`. */
type MapFunctionOptions<D extends Dtype = Dtype> = FunctionOptions & ResultOptions<D>;
/** Options of `reduce` and `mapReduce`. */
interface ReduceOptions<R = number> extends FunctionOptions {
    /** What the reduction starts with. */
    initial?: R | undefined;
}
/** Options of a kernel: what its calls have in common. */
interface KernelOptions<D extends Dtype = Dtype> extends Pick<FunctionOptions, 'consts' | 'math'> {
    /** The element type of new results, as NumPy names it; `'float64'` if absent. */
    dtype?: D | undefined;
}
/** Options of one call of a kernel. `consts` are added to those of the kernel. */
type KernelCallOptions<D extends Dtype = Dtype> = Pick<FunctionOptions, 'consts' | 'timeout'> & ResultOptions<D>;
/** A compiled function of typed arrays, which gives arrays of dtype `D` unless a call says otherwise. */
interface Kernel<D extends Dtype = 'float64'> {
    /** Calls the function for each element of the inputs; gives a new array. */
    (...inputs: Input[]): ArrayOf<D>;
    /** Writes into `out`. */
    <O extends TypedArray>(...args: [...inputs: Input[], options: KernelCallOptions & {
        out: O;
    }]): O;
    /** Gives a new array of a dtype of the call. */
    <E extends Dtype = D>(...args: [...inputs: Input[], options: KernelCallOptions<E> & {
        out?: undefined;
    }]): ArrayOf<E>;
    /**
     * Says how the function runs, for people: instruction set, `Math`, registers, loops. For inputs of these classes;
     * without any, for a Float64Array per parameter.
     */
    explain(...inputs: Input[]): string;
}

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
declare function kernel<D extends Dtype = 'float64'>(fn: (...elements: number[]) => Storable, options?: KernelOptions<D>): Kernel<D>;
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
declare function map<I extends readonly Input[]>(fn: Elementwise<I, Storable>, ...inputs: I): Float64Array<ArrayBuffer>;
/** Writes into `out`. */
declare function map<I extends readonly Input[], O extends TypedArray>(fn: Elementwise<I, Storable>, ...rest: [...inputs: I, options: FunctionOptions & {
    out: O;
    dtype?: undefined;
}]): O;
/** With options. */
declare function map<I extends readonly Input[], D extends Dtype = 'float64'>(fn: Elementwise<I, Storable>, ...rest: [...inputs: I, options: FunctionOptions & NewResult<D>]): ArrayOf<D>;
/** With an `out` or without. */
declare function map<I extends readonly Input[]>(fn: Elementwise<I, Storable>, ...rest: [...inputs: I, options: MapFunctionOptions]): TypedArray;
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
declare function filter<A extends TypedArray, I extends readonly Input[]>(fn: Elementwise<[A, ...I]>, x: A, ...inputs: I): SameClass<A, ArrayBuffer>;
/** With options. */
declare function filter<A extends TypedArray, I extends readonly Input[]>(fn: Elementwise<[A, ...I]>, x: A, ...rest: [...inputs: I, options: FunctionOptions | undefined]): SameClass<A, ArrayBuffer>;
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
declare function count<I extends readonly Input[]>(fn: Elementwise<I>, ...inputs: I): number;
/** With options. */
declare function count<I extends readonly Input[]>(fn: Elementwise<I>, ...rest: [...inputs: I, options: FunctionOptions | undefined]): number;
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
declare function some<I extends readonly Input[]>(fn: Elementwise<I>, ...inputs: I): boolean;
/** With options. */
declare function some<I extends readonly Input[]>(fn: Elementwise<I>, ...rest: [...inputs: I, options: FunctionOptions | undefined]): boolean;
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
declare function every<I extends readonly Input[]>(fn: Elementwise<I>, ...inputs: I): boolean;
/** With options. */
declare function every<I extends readonly Input[]>(fn: Elementwise<I>, ...rest: [...inputs: I, options: FunctionOptions | undefined]): boolean;
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
declare function findIndex<I extends readonly Input[]>(fn: Elementwise<I>, ...inputs: I): number;
/** With options. */
declare function findIndex<I extends readonly Input[]>(fn: Elementwise<I>, ...rest: [...inputs: I, options: FunctionOptions | undefined]): number;
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
declare function reduce<A extends TypedArray>(reducer: ReducerName | Reducer<ElementOf<A>>, x: A, options?: ReduceOptions<ElementOf<A>>): ElementOf<A>;
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
declare function mapReduce<I extends readonly Input[]>(fn: Elementwise<I, number | boolean>, reducer: ReducerName | Reducer<number>, ...inputs: I): number;
/** With options. */
declare function mapReduce<I extends readonly Input[]>(fn: Elementwise<I, number | boolean>, reducer: ReducerName | Reducer<number>, ...rest: [...inputs: I, options: ReduceOptions | undefined]): number;
/** Of bigints. */
declare function mapReduce<I extends readonly [BigIntArray, ...Input[]]>(fn: Elementwise<I, bigint>, reducer: ReducerName | Reducer<bigint>, ...inputs: I): bigint;
/** Of bigints, with options. */
declare function mapReduce<I extends readonly [BigIntArray, ...Input[]]>(fn: Elementwise<I, bigint>, reducer: ReducerName | Reducer<bigint>, ...rest: [...inputs: I, options: ReduceOptions<bigint> | undefined]): bigint;

/** What `info` gives. */
interface Info {
    /** Version of allcores. */
    version: string;
    /** Vector instructions in use: `'avx512'`, `'avx2'`, `'neon'` or `'baseline'`. */
    isa: string;
    /** Threads in use by the array functions. */
    threads: number;
    /** The runtime and its version, such as `'node 20.19.0'`. */
    runtime: string;
}
/**
 * Says what allcores runs on.
 *
 * @example
 * ```ts
 * typeof info().isa // 'string'
 * ```
 */
declare function info(): Info;
/**
 * The number of cores that this process may use: affinity and container quotas are respected.
 *
 * @example
 * ```ts
 * availableParallelism() >= 1 // true
 * ```
 * @see Node's `os.availableParallelism`, Python's `os.process_cpu_count`.
 */
declare function availableParallelism(): number;
/**
 * Sets how many threads the array functions use, in this process, from the next call on.
 *
 * The environment variable `ALLCORES_THREADS` sets the number to start with; without it, it is
 * `availableParallelism()`. Answers do not depend on it.
 *
 * @param count - An integer from 1 to 1024.
 * @throws TypeError `INVALID_TYPE`, RangeError `OUT_OF_RANGE`.
 * @example
 * ```ts
 * setThreads(2)
 * info().threads // 2
 * ```
 */
declare function setThreads(count: number): void;

/** How much a queue holds. */
interface QueueOptions {
    /** Bytes of the memory that messages wait in, rounded up to a power of two. Larger messages go in parts. Default 1 MiB. */
    bytes?: number | undefined;
}
/** How to create a queue between processes. */
interface QueueCreateOptions extends QueueOptions {
    /** The most values that are in it at a time. Default 0: as many as there is memory for. */
    maxsize?: number | undefined;
    /** 1 to 30 characters of `A-Z a-z 0-9 . _ -`. Default: a new one. */
    name?: string | undefined;
}
/** How to make a pipe. */
interface PipeOptions extends QueueOptions {
    /** Whether its ends may be in other processes, or only in threads of this one. Default `'threads'`. */
    between?: 'threads' | 'processes' | undefined;
}

/** What all classes of this folder have in common: a place in memory, an identity that survives a clone, and an end. */

/** What identifies the memory of an instance: in other threads, or in other processes. */
type Source = {
    readonly memory: SharedArrayBuffer;
} | {
    readonly name: string;
};
/** What is left of an instance that was cloned or sent; `from` makes an instance of it. */
type SyncHandle<T extends string = string> = {
    readonly type: T;
} & Source;
/** How to make an instance between processes. */
interface CreateOptions {
    /** 1 to 30 characters of `A-Z a-z 0-9 . _ -`. Default: a new one. */
    name?: string | undefined;
}
/** Something that threads or processes share. */
declare abstract class Shared<T extends string> {
    #private;
    /** What a clone of it is known by. */
    readonly type: T;
    /** The memory of one between threads. */
    readonly memory?: SharedArrayBuffer;
    /** The name of one between processes: that of its block of shared memory. */
    readonly name?: string;
    /**
     * Ends this handle of one between processes; what it holds counts as left behind. One between threads needs no end,
     * and goes with the garbage. More than once does no harm.
     */
    close(): void;
    /** Takes the name away: nobody can attach any more, and those who have it go on. The creator's end does it as well. */
    unlink(): void;
    /** Ends this handle, and takes the name away if it is the one that created it. */
    [Symbol.dispose](): void;
}

/** How long to wait synchronously. */
interface WaitSyncOptions {
    /** The longest time to wait, ms; 0 does not wait. Default: without end. */
    timeout?: number | undefined;
}
/** How long to wait. */
interface WaitOptions extends WaitSyncOptions {
    /** Ends the wait. */
    signal?: AbortSignal | undefined;
}
/** How to acquire synchronously. */
interface AcquireSyncOptions extends WaitSyncOptions {
    /**
     * Also take what was held by an owner who died, instead of throwing {@link OwnerDiedError}; `held.repaired` says so.
     * Whoever asks for it puts right what the owner may have left half done. Default false.
     */
    repair?: boolean | undefined;
}
/** How to acquire. */
interface AcquireOptions extends AcquireSyncOptions {
    /** Ends the wait. */
    signal?: AbortSignal | undefined;
}

/** The barrier: a number of parties that wait for each other. */

/** What a barrier does. */
interface BarrierOptions {
    /** Runs when all have arrived, in the last of them, before any goes on. If it throws, the barrier is broken. */
    action?: (() => unknown) | undefined;
    /** The longest time a party waits, ms, where it does not say otherwise. Default: without end. */
    timeout?: number | undefined;
}
/**
 * A number of parties that wait for each other: the last to arrive lets all go on, and then it begins again.
 *
 * A party that gives up, by its `timeout` or `signal`, breaks the barrier, and so does one that ends while the others
 * wait: they get a {@link BrokenBarrierError}, and so does everyone who comes, until `reset`.
 *
 * @example
 * ```ts
 * const barrier = new Barrier(2)
 * const indices = await Promise.all([barrier.wait(), barrier.wait()])
 * indices // [0, 1]
 * ```
 * @see Python's `threading.Barrier` and `multiprocessing.Barrier`.
 */
declare class Barrier extends Shared<'Barrier'> {
    #private;
    /**
     * Makes a barrier between the threads of this process.
     *
     * @param parties - How many wait for each other, 1 to 65536.
     * @param options - `action` and `timeout`: those of this instance, which do not travel with a handle.
     */
    constructor(parties: number, options?: BarrierOptions);
    /** Makes a barrier between processes. This process owns it: its end takes the name away. */
    static create(parties: number, options?: BarrierOptions & CreateOptions): Barrier;
    /** The barrier of this name, which any process of this user created. */
    static attach(name: string, options?: BarrierOptions): Barrier;
    /** The barrier that a handle is of: what is left of an instance after a clone. */
    static from(handle: SyncHandle<'Barrier'> | Barrier, options?: BarrierOptions): Barrier;
    /** How many wait for each other. */
    get parties(): number;
    /** How many have arrived and wait. */
    get waiting(): number;
    /** Whether it is broken. */
    get isBroken(): boolean;
    /**
     * Arrives, and waits for the others.
     *
     * @param options - `signal`, and `timeout` in ms. Whoever gives up breaks the barrier.
     * @returns Which it is, in the order of arrival, from 0: the last is `parties - 1`.
     * @throws {@link BrokenBarrierError}; AllcoresError `TIMEOUT`, `ABORTED`.
     */
    wait(options?: WaitOptions): Promise<number>;
    /** The same, blocking the thread. A thread that is terminated meanwhile ends, and breaks the barrier. */
    waitSync(options?: WaitSyncOptions): number;
    /** Breaks the barrier, for those who wait and for those who come. */
    abort(): void;
    /** Makes the barrier as new. Those who wait find it broken. */
    reset(): void;
}

/** What is held until it is given back: the result of `acquire`, for `using` and `await using`. */
/**
 * Something held: a lock, or a permit of a semaphore.
 *
 * @example
 * ```ts
 * const lock = new Lock()
 * {
 *   await using held = await lock.acquire()
 *   held.repaired // false
 * }
 * lock.isHeld // false
 * ```
 */
declare class Held {
    #private;
    /** Whether it was taken over from an owner who died: what it guards may be half done. Only with `{ repair: true }`. */
    readonly repaired: boolean;
    /** Gives it back. More than once does no harm. */
    release(): void;
    /** Gives it back. */
    [Symbol.dispose](): void;
    /** Gives it back. */
    [Symbol.asyncDispose](): Promise<void>;
}

/** The condition: waiting, with a lock given back, until others say that something has changed. */

/**
 * A lock, and a way to wait for what it guards to change: `wait` gives the lock back, waits to be notified and takes the
 * lock again.
 *
 * A notification goes to those who waited before it, first come, first served. One that was given to somebody who gave up
 * or died goes to all the others instead: so `wait` can return with nothing changed, and what is waited for has to be
 * looked at again, as {@link Condition.waitFor} does.
 *
 * @example
 * ```ts
 * const condition = new Condition()
 * const queue: number[] = []
 * setTimeout(() => condition.run(() => {
 *   queue.push(42)
 *   condition.notify()
 * }), 1)
 * const held = await condition.acquire()
 * await condition.waitFor(() => queue.length > 0)
 * queue.shift() // 42
 * held.release()
 * ```
 * @see Python's `threading.Condition` and `multiprocessing.Condition`.
 */
declare class Condition extends Shared<'Condition'> {
    #private;
    /** Makes a condition, with its lock, between the threads of this process. */
    constructor();
    /** Makes a condition between processes. This process owns it: its end takes the name away. */
    static create(options?: CreateOptions): Condition;
    /** The condition of this name, which any process of this user created. */
    static attach(name: string): Condition;
    /** The condition that a handle is of: what is left of an instance after a clone. */
    static from(handle: SyncHandle<'Condition'> | Condition): Condition;
    /** Acquires the lock. See {@link Lock.acquire}. */
    acquire(options?: AcquireOptions): Promise<Held>;
    /** Acquires the lock. See {@link Lock.acquireSync}. */
    acquireSync(options?: AcquireSyncOptions): Held;
    /** Acquires the lock, if it is free. See {@link Lock.tryAcquire}. */
    tryAcquire(): Held | undefined;
    /** Gives the lock back. See {@link Lock.release}. */
    release(): void;
    /** Runs a function while holding the lock. See {@link Lock.run}. */
    run<R>(fn: () => R | PromiseLike<R>, options?: AcquireOptions): Promise<R>;
    /**
     * Gives the lock back, waits to be notified, and takes the lock again. However it ends, the lock is held again.
     *
     * @param options - `signal`, and `timeout` in ms. Neither ends the wait for the lock that follows.
     * @throws AllcoresError `NOT_OWNER` without the lock, `TIMEOUT`, `ABORTED`; {@link OwnerDiedError} if somebody died
     * with the lock meanwhile: only then it is not held.
     */
    wait(options?: WaitOptions): Promise<void>;
    /** The same, blocking the thread. A thread that is terminated meanwhile ends. */
    waitSync(options?: WaitSyncOptions): void;
    /**
     * Waits until `predicate` gives something that is true. It is asked with the lock held: first, and whenever `wait` returns.
     *
     * @returns What the predicate gave.
     * @see Python's `Condition.wait_for`.
     */
    waitFor<R>(predicate: () => R, options?: WaitOptions): Promise<R>;
    /** The same, blocking the thread. */
    waitForSync<R>(predicate: () => R, options?: WaitSyncOptions): R;
    /**
     * Notifies those who wait, in the order in which they began to.
     *
     * @param count - How many. Default 1.
     * @throws AllcoresError `NOT_OWNER` without the lock.
     */
    notify(count?: number): void;
    /** Notifies all who wait. */
    notifyAll(): void;
    /** Ends this handle of one between processes. */
    close(): void;
}

/**
 * A flag that some wait for and others set. It stays set until it is cleared.
 *
 * @example
 * ```ts
 * const ready = new Event()
 * setTimeout(() => ready.set(), 1)
 * await ready.wait()
 * ready.isSet // true
 * ```
 * @see Python's `threading.Event` and `multiprocessing.Event`, whose `wait` returns whether it did.
 */
declare class Event extends Shared<'Event'> {
    #private;
    /** Makes an event between the threads of this process; it is not set. */
    constructor();
    /** Makes an event between processes. This process owns it: its end takes the name away. */
    static create(options?: CreateOptions): Event;
    /** The event of this name, which any process of this user created. */
    static attach(name: string): Event;
    /** The event that a handle is of: what is left of an instance after a clone. */
    static from(handle: SyncHandle<'Event'> | Event): Event;
    /** Whether it is set. */
    get isSet(): boolean;
    /** Sets it: all who wait go on. */
    set(): void;
    /** Clears it: those who wait from now on do until it is set again. */
    clear(): void;
    /**
     * Waits until it is set. A pending call keeps the program alive, as a pending read does.
     *
     * @param options - `signal`, and `timeout` in ms.
     * @throws AllcoresError `TIMEOUT`, `ABORTED`.
     */
    wait(options?: WaitOptions): Promise<void>;
    /** The same, blocking the thread. A thread that is terminated meanwhile ends. */
    waitSync(options?: WaitSyncOptions): void;
}

/**
 * The lock. Taken and given back without contention it is one compare and swap each, done here; everything else is the
 * native part's. Whoever acquires while others of this thread wait stands behind them.
 */

/** What both kinds of lock have in common. */
declare abstract class AnyLock<T extends string = string> extends Shared<T> {
    #private;
    /** Whether it is held, by whomever. */
    get isHeld(): boolean;
    /**
     * Waits until the lock is this thread's. Those of one thread get it in the order in which they asked.
     *
     * A pending call keeps the program alive, as a pending read does.
     *
     * @param options - `signal`, `timeout` in ms, and `repair`, see {@link AcquireOptions}.
     * @returns What is held: `await using held = await lock.acquire()` gives it back at the end of the block.
     * @throws AllcoresError `TIMEOUT`, `ABORTED`; {@link OwnerDiedError}: nothing is held then.
     * @example
     * ```ts
     * const lock = new Lock()
     * await using held = await lock.acquire({ timeout: 1000 })
     * lock.isHeld // true
     * ```
     * @see Python's `Lock.acquire`, which returns whether it did.
     */
    acquire(options?: AcquireOptions): Promise<Held>;
    /**
     * The same, blocking the thread. A thread that is terminated meanwhile ends.
     *
     * @throws As `acquire`; AllcoresError `DEADLOCK` where the thread would wait for itself.
     * @example
     * ```ts
     * const lock = new Lock()
     * using held = lock.acquireSync()
     * lock.tryAcquire() // undefined
     * ```
     */
    acquireSync(options?: AcquireSyncOptions): Held;
    /**
     * Takes the lock if that is possible at once; undefined if it is not.
     *
     * @throws {@link OwnerDiedError}.
     */
    tryAcquire(): Held | undefined;
    /**
     * Gives back what this instance acquired last: for those who do not use what `acquire` returned.
     *
     * @throws AllcoresError `NOT_OWNER` where it holds nothing.
     */
    release(): void;
    /**
     * Runs a function while holding the lock.
     *
     * @returns What the function returns.
     * @example
     * ```ts
     * const lock = new Lock()
     * await lock.run(() => 42) // 42
     * ```
     */
    run<R>(fn: () => R | PromiseLike<R>, options?: AcquireOptions): Promise<R>;
}
/**
 * A lock: one holder at a time, among all threads, and among the asynchronous calls of each thread.
 *
 * An instance that is sent to another thread arrives as a plain handle, of which `Lock.from` makes a lock of the same
 * memory. A holder that ends without giving the lock back makes the next acquire throw {@link OwnerDiedError}, and each
 * one after it, until somebody takes it over with `{ repair: true }`.
 *
 * @example
 * ```ts
 * const lock = new Lock()
 * const same = Lock.from(structuredClone(lock))
 * lock.acquireSync()
 * same.isHeld // true
 * lock.release()
 * same.isHeld // false
 * ```
 * @see Python's `threading.Lock` and `multiprocessing.Lock`, which others than the holder may release; here that is an error.
 */
declare class Lock extends AnyLock<'Lock'> {
    /** Makes a lock between the threads of this process. */
    constructor();
    /** Makes a lock between processes. This process owns it: its end takes the name away. */
    static create(options?: CreateOptions): Lock;
    /** The lock of this name, which any process of this user created. */
    static attach(name: string): Lock;
    /** The lock that a handle is of: what is left of an instance after a clone. */
    static from(handle: SyncHandle<'Lock'> | Lock): Lock;
}
/**
 * A lock that its owner may acquire again, and has to give back as often.
 *
 * The owner is the thread, as in Python: the asynchronous calls of one thread are one owner, and do not keep each other
 * out. Where they have to, use a {@link Lock}.
 *
 * @example
 * ```ts
 * const lock = new RLock()
 * using outer = lock.acquireSync()
 * using inner = lock.acquireSync()
 * lock.isHeld // true
 * ```
 * @see Python's `threading.RLock` and `multiprocessing.RLock`.
 */
declare class RLock extends AnyLock<'RLock'> {
    /** Makes a lock between the threads of this process. */
    constructor();
    /** Makes a lock between processes. This process owns it: its end takes the name away. */
    static create(options?: CreateOptions): RLock;
    /** The lock of this name, which any process of this user created. */
    static attach(name: string): RLock;
    /** The lock that a handle is of: what is left of an instance after a clone. */
    static from(handle: SyncHandle<'RLock'> | RLock): RLock;
}

/** Semaphores: permits that are acquired and given back. */

/** What both kinds of semaphore have in common. */
declare abstract class AnySemaphore<T extends string = string> extends Shared<T> {
    #private;
    /** Permits that are to be had now. */
    get count(): number;
    /**
     * Waits for a permit. Those of one thread get theirs in the order in which they asked.
     *
     * A pending call keeps the program alive, as a pending read does.
     *
     * @param options - `signal`, `timeout` in ms, and `repair`, see {@link AcquireOptions}.
     * @returns The permit: `await using held = await semaphore.acquire()` gives it back at the end of the block.
     * @throws AllcoresError `TIMEOUT`, `ABORTED`; {@link OwnerDiedError}: nothing was acquired then.
     * @see Python's `Semaphore.acquire`, which returns whether it did.
     */
    acquire(options?: AcquireOptions): Promise<Held>;
    /** The same, blocking the thread. A thread that is terminated meanwhile ends. */
    acquireSync(options?: AcquireSyncOptions): Held;
    /** Takes a permit if there is one; undefined if there is none. */
    tryAcquire(): Held | undefined;
    /**
     * Gives permits back, whoever acquired them; with no bound, also such as nobody acquired.
     *
     * @param count - How many. Default 1.
     * @throws AllcoresError `ABOVE_BOUND` where there would be more than there can be; nothing is given back then.
     * @see Python's `Semaphore.release`.
     */
    release(count?: number): void;
    /**
     * Runs a function while holding a permit.
     *
     * @returns What the function returns.
     */
    run<R>(fn: () => R | PromiseLike<R>, options?: AcquireOptions): Promise<R>;
}
/**
 * A number of permits: `acquire` takes one and waits while there is none, `release` gives one back.
 *
 * A permit belongs to the thread that acquired it until somebody gives it back. If that thread ends before, the next
 * acquire throws {@link OwnerDiedError}, and each one after it, until somebody acquires with `{ repair: true }`: that
 * puts the permits of those who died back.
 *
 * @example
 * ```ts
 * const downloads = new Semaphore(2)
 * const first = await downloads.acquire()
 * const second = await downloads.acquire()
 * downloads.tryAcquire() // undefined
 * first.release()
 * downloads.count // 1
 * second.release()
 * ```
 * @see Python's `threading.Semaphore` and `multiprocessing.Semaphore`.
 */
declare class Semaphore extends AnySemaphore<'Semaphore'> {
    /**
     * Makes a semaphore between the threads of this process.
     *
     * @param count - Its permits. Default 1.
     */
    constructor(count?: number);
    /** Makes a semaphore between processes. This process owns it: its end takes the name away. */
    static create(count?: number, options?: CreateOptions): Semaphore;
    /** The semaphore of this name, which any process of this user created. */
    static attach(name: string): Semaphore;
    /** The semaphore that a handle is of: what is left of an instance after a clone. */
    static from(handle: SyncHandle<'Semaphore'> | Semaphore): Semaphore;
}
/**
 * A semaphore that cannot have more permits than it began with: to give back one too many is an error.
 *
 * @example
 * ```ts
 * const connections = new BoundedSemaphore(4)
 * await connections.run(() => connections.count) // 3
 * connections.count // 4
 * ```
 * @see Python's `threading.BoundedSemaphore` and `multiprocessing.BoundedSemaphore`.
 */
declare class BoundedSemaphore extends AnySemaphore<'BoundedSemaphore'> {
    /**
     * Makes a semaphore between the threads of this process.
     *
     * @param count - Its permits. Default 1.
     */
    constructor(count?: number);
    /** Makes a semaphore between processes. This process owns it: its end takes the name away. */
    static create(count?: number, options?: CreateOptions): BoundedSemaphore;
    /** The semaphore of this name, which any process of this user created. */
    static attach(name: string): BoundedSemaphore;
    /** The semaphore that a handle is of: what is left of an instance after a clone. */
    static from(handle: SyncHandle<'BoundedSemaphore'> | BoundedSemaphore): BoundedSemaphore;
}

/** One number in shared memory, with a lock. */

/** What a {@link Value} can be: the element types of typed arrays. */
type ValueType = 'int8' | 'uint8' | 'int16' | 'uint16' | 'int32' | 'uint32' | 'float32' | 'float64' | 'bigint64' | 'biguint64';
/** A bigint for the 64-bit integers, a number for all others. */
type ValueOf<T extends ValueType> = T extends 'bigint64' | 'biguint64' ? bigint : number;
/**
 * One number that threads or processes share, and a lock for changes that take more than one step.
 *
 * To read, to write and to `add` are one indivisible step each, with no lock. `update` holds the lock, and so do those who
 * acquire it themselves; who writes without it is not kept out.
 *
 * @example
 * ```ts
 * const total = new Value('float64', 1.5)
 * total.add(2) // 3.5
 * await total.update((value) => value * 2) // 7
 * total.value // 7
 * ```
 * @see Python's `multiprocessing.Value`.
 */
declare class Value<T extends ValueType = ValueType> extends Shared<'Value'> {
    #private;
    /**
     * Makes a value between the threads of this process.
     *
     * @param dtype - What it holds, such as `'int32'` or `'float64'`.
     * @param initial - What it begins with. Default 0.
     */
    constructor(dtype: T, initial?: ValueOf<T>);
    /** Makes a value between processes. This process owns it: its end takes the name away. */
    static create<T extends ValueType>(dtype: T, initial?: ValueOf<T>, options?: CreateOptions): Value<T>;
    /** The value of this name, which any process of this user created. */
    static attach<T extends ValueType = ValueType>(name: string): Value<T>;
    /** The value that a handle is of: what is left of an instance after a clone. */
    static from<T extends ValueType = ValueType>(handle: SyncHandle<'Value'> | Value<T>): Value<T>;
    /** What it holds. */
    get dtype(): T;
    /** The lock that `update` holds. */
    get lock(): Lock;
    /** The number, as it is now. */
    get value(): ValueOf<T>;
    set value(value: ValueOf<T>);
    /**
     * Adds to the number, in one step.
     *
     * @returns The sum; as the type holds it, so that integers wrap around.
     */
    add(amount: ValueOf<T>): ValueOf<T>;
    /**
     * Changes the number while holding the lock.
     *
     * @param fn - Gives the new value for the present one.
     * @returns The new value.
     * @throws As {@link Lock.acquire}.
     */
    update(fn: (value: ValueOf<T>) => ValueOf<T> | PromiseLike<ValueOf<T>>, options?: AcquireOptions): Promise<ValueOf<T>>;
    /** The same, blocking the thread. */
    updateSync(fn: (value: ValueOf<T>) => ValueOf<T>, options?: AcquireSyncOptions): ValueOf<T>;
    /** Ends this handle of one between processes. */
    close(): void;
}

/** What is left of a {@link Connection} that was cloned or sent: `Connection.from` makes one of it. */
type ConnectionHandle = {
    readonly type: 'Connection';
    readonly end: number;
} & Source;
/**
 * Makes a pipe: two ends, and what is sent into one is received from the other, in both directions.
 *
 * @param options - `between: 'processes'` for ends that may go to other processes; the default is `'threads'`. `bytes` of
 * memory for what waits, for each direction; see {@link PipeOptions}.
 * @returns The two ends. Keep one, send the other: who makes a {@link Connection} of it owns that end from then on.
 * @throws AllcoresError `NO_SPACE`; RangeError `OUT_OF_RANGE`; TypeError `INVALID_TYPE`.
 * @example
 * ```ts
 * const [here, there] = Pipe()
 * here.sendSync('hello')
 * there.recvSync() // 'hello'
 * there.close()
 * await here.recv().catch((error) => error.code) // 'QUEUE_CLOSED'
 * ```
 * @see Python's `multiprocessing.Pipe`.
 */
declare function Pipe(options?: PipeOptions): [Connection, Connection];
/**
 * One end of a pipe. An instance that is sent to another thread or process arrives as a plain handle, of which
 * `Connection.from` makes the end there. When that thread or process ends, or closes its end, the other end receives what
 * was sent before, and then the end.
 *
 * @example
 * ```ts
 * const [here, there] = Pipe()
 * const same = Connection.from(structuredClone(there))
 * same.sendSync([1, 2])
 * await here.recv() // [ 1, 2 ]
 * ```
 * @see Python's `multiprocessing.connection.Connection`.
 */
declare class Connection {
    #private;
    /** What a clone of it is known by. */
    readonly type: 'Connection';
    /** Which end it is: 0 or 1. */
    readonly end: number;
    /** The memory of one between threads. */
    readonly memory?: SharedArrayBuffer;
    /** The name of one between processes: that of its block of shared memory. */
    readonly name?: string;
    /** The end that a handle is of: it is this thread's from now on. */
    static from(handle: ConnectionHandle | Connection): Connection;
    /**
     * Sends a value, and waits for room. What is sent is received in this order.
     *
     * @param value - As for {@link Queue}'s `put`.
     * @param options - `signal`, `timeout` in ms.
     * @throws TypeError `NOT_CLONEABLE`, naming the part of the value; AllcoresError `QUEUE_CLOSED` if the other end is
     * closed, `TIMEOUT`, `ABORTED`: nothing was sent then.
     * @see Python's `Connection.send`.
     */
    send(value: unknown, options?: WaitOptions): Promise<void>;
    /** The same, blocking the thread. */
    sendSync(value: unknown, options?: WaitSyncOptions): void;
    /**
     * Waits for a value.
     *
     * @param options - `signal`, `timeout` in ms.
     * @throws AllcoresError `QUEUE_CLOSED` once the other end is closed, or its owner has ended, and all that it sent was
     * received; `TIMEOUT`, `ABORTED`: nothing was received then.
     * @see Python's `Connection.recv`, which raises `EOFError` at the end.
     */
    recv(options?: WaitOptions): Promise<unknown>;
    /** The same, blocking the thread. */
    recvSync(options?: WaitSyncOptions): unknown;
    /**
     * Whether `recv` would have an answer at once: a value, or the end.
     *
     * @see Python's `Connection.poll`.
     */
    poll(): boolean;
    /** The values, as they are received, until the other end is closed. */
    [Symbol.asyncIterator](): AsyncGenerator<unknown, void, void>;
    /** Closes this end: the other one receives what was sent before, and then the end. What waits here rejects. */
    close(): void;
    /** Closes this end. */
    [Symbol.dispose](): void;
}

/** What both kinds of queue have in common. */
declare abstract class AnyQueue<T> {
    #private;
    /** The most values that are in it at a time; 0 if there is no limit but memory. */
    readonly maxsize: number;
    /** What a clone of it is known by. */
    readonly type: string;
    /** The memory of one between threads. */
    readonly memory?: SharedArrayBuffer;
    /** The name of one between processes: that of its block of shared memory. */
    readonly name?: string;
    /**
     * Puts a value, and waits for room. Values of one thread are got in the order in which they were put.
     *
     * The value is encoded at the call: what becomes of it afterwards does not matter.
     *
     * @param value - Whatever `structuredClone` takes, but no SharedArrayBuffer and no port; shared memory with a name, and
     * locks between processes, arrive as themselves. Sent twice, an object arrives as two.
     * @param options - `signal`, `timeout` in ms.
     * @throws TypeError `NOT_CLONEABLE`, naming the part of the value; AllcoresError `QUEUE_CLOSED`, `TIMEOUT`, `ABORTED`:
     * nothing was put then.
     * @example
     * ```ts
     * const queue = new Queue(50)
     * await queue.put({ id: 1 })
     * queue.size // 1
     * ```
     * @see Python's `Queue.put`.
     */
    put(value: T, options?: WaitOptions): Promise<void>;
    /**
     * The same, blocking the thread. A thread that is terminated meanwhile ends.
     *
     * @throws As `put`.
     */
    putSync(value: T, options?: WaitSyncOptions): void;
    /**
     * Puts a value if there is room for it now; whether it did.
     *
     * @throws As `put`.
     * @example
     * ```ts
     * const queue = new Queue(1)
     * queue.tryPut('a') // true
     * queue.tryPut('b') // false
     * ```
     * @see Python's `Queue.put_nowait`, which raises `queue.Full`.
     */
    tryPut(value: T): boolean;
    /**
     * Waits for a value and takes it. Those of one thread are served in the order in which they asked.
     *
     * A pending call keeps the program alive, as a pending read does. A large value that has begun to arrive is received to
     * its end, whatever the timeout.
     *
     * @param options - `signal`, `timeout` in ms.
     * @throws AllcoresError `QUEUE_CLOSED` once the queue is closed and empty; `TIMEOUT`, `ABORTED`: nothing was taken then.
     * @example
     * ```ts
     * const queue = new Queue()
     * queue.putSync([1, 2])
     * await queue.get() // [ 1, 2 ]
     * ```
     * @see Python's `Queue.get`.
     */
    get(options?: WaitOptions): Promise<T>;
    /**
     * The same, blocking the thread. A thread that is terminated meanwhile ends.
     *
     * @throws As `get`.
     */
    getSync(options?: WaitSyncOptions): T;
    /**
     * Takes a value if there is one now; undefined if there is none. Where undefined may be a value, use
     * `getSync({ timeout: 0 })`.
     *
     * @throws AllcoresError `QUEUE_CLOSED` once the queue is closed and empty.
     * @see Python's `Queue.get_nowait`, which raises `queue.Empty`.
     */
    tryGet(): T | undefined;
    /** How many values are in it: what others put and get meanwhile is not waited for. */
    get size(): number;
    /** Whether there is no value in it. */
    get empty(): boolean;
    /** Whether there are `maxsize` values in it. */
    get full(): boolean;
    /** Whether it was closed. */
    get closed(): boolean;
    /**
     * Says, to all who share the queue, that nothing more is put. What is in it can still be got; then iteration ends, and
     * `get` throws. More than once does no harm.
     *
     * @example
     * ```ts
     * const queue = new Queue()
     * queue.putSync('last')
     * queue.close()
     * const values = []
     * for await (const value of queue) values.push(value)
     * values // [ 'last' ]
     * ```
     * @see Python's `Queue.shutdown`; its `Queue.close` is about one process only.
     */
    close(): void;
    /** Takes the name away: nobody can attach any more, and those who have it go on. The creator's end does it as well. */
    unlink(): void;
    /** Ends this handle; what waits through it rejects. The one that created the queue closes it and takes the name away. */
    [Symbol.dispose](): void;
    /** The values, as they are got, until the queue is closed and empty. */
    [Symbol.asyncIterator](): AsyncGenerator<T, void, void>;
}
/**
 * A queue: any number of threads put values into it, and any number get them, each value by one. What is put waits in
 * memory of a fixed size, so that producers which are faster than consumers wait for them.
 *
 * An instance that is sent to another thread arrives as a plain handle, of which `Queue.from` makes a queue of the same
 * memory. A thread that ends in the middle of a put leaves nothing of it, and one that ends in the middle of a get takes
 * no more than that one value with it.
 *
 * @example
 * ```ts
 * const queue = new Queue(50)
 * const same = Queue.from(structuredClone(queue))
 * same.putSync({ id: 1, tags: ['a'] })
 * queue.getSync() // { id: 1, tags: [ 'a' ] }
 * ```
 * @see Python's `multiprocessing.Queue`.
 */
declare class Queue<T = unknown> extends AnyQueue<T> {
    readonly type: 'Queue';
    /**
     * Makes a queue between the threads of this process.
     *
     * @param maxsize - The most values that are in it at a time. Default 0: as many as there is memory for.
     * @param options - `bytes` of memory for what waits; see {@link QueueOptions}.
     */
    constructor(maxsize?: number, options?: QueueOptions);
    /**
     * Makes a queue between processes. This process owns it: its end takes the name away.
     *
     * @param options - `maxsize`, `bytes`, `name`; see {@link QueueCreateOptions}.
     * @throws AllcoresError `NAME_EXISTS`, `NO_SPACE`; RangeError `INVALID_NAME`, `OUT_OF_RANGE`.
     * @example
     * ```ts
     * using queue = Queue.create({ maxsize: 50 })
     * using same = Queue.attach(queue.name)
     * same.putSync('across')
     * queue.getSync() // 'across'
     * ```
     */
    static create<T = unknown>(options?: QueueCreateOptions): Queue<T> & {
        readonly name: string;
    };
    /**
     * The queue of this name, which any process of this user created.
     *
     * @throws AllcoresError `NAME_NOT_FOUND`; `UNUSABLE_MEMORY` for what is no queue.
     */
    static attach<T = unknown>(name: string): Queue<T>;
    /** The queue that a handle is of: what is left of an instance after a clone. */
    static from<T = unknown>(handle: SyncHandle<'Queue'> | Queue<T>): Queue<T>;
}
/**
 * A queue that knows when all that was put has been dealt with: who gets a value says so when it is done.
 *
 * A consumer that dies before it said so leaves `join` waiting, as in Python: the value was not dealt with.
 *
 * @example
 * ```ts
 * const queue = new JoinableQueue()
 * queue.putSync('work')
 * queue.getSync()
 * queue.taskDone()
 * await queue.join()
 * ```
 * @see Python's `multiprocessing.JoinableQueue`.
 */
declare class JoinableQueue<T = unknown> extends AnyQueue<T> {
    #private;
    readonly type: 'JoinableQueue';
    /** Makes a queue between the threads of this process; as that of {@link Queue}. */
    constructor(maxsize?: number, options?: QueueOptions);
    /** Makes a queue between processes; as that of {@link Queue}. */
    static create<T = unknown>(options?: QueueCreateOptions): JoinableQueue<T> & {
        readonly name: string;
    };
    /** The queue of this name, which any process of this user created. */
    static attach<T = unknown>(name: string): JoinableQueue<T>;
    /** The queue that a handle is of: what is left of an instance after a clone. */
    static from<T = unknown>(handle: SyncHandle<'JoinableQueue'> | JoinableQueue<T>): JoinableQueue<T>;
    /** Values that were put and not yet said to be done. */
    get unfinished(): number;
    /**
     * Says that a value that was got is done.
     *
     * @throws RangeError `OUT_OF_RANGE` if that was said of as many values as were put.
     */
    taskDone(): void;
    /**
     * Waits until all values that were put have been said to be done.
     *
     * @param options - `signal`, `timeout` in ms.
     * @throws AllcoresError `TIMEOUT`, `ABORTED`.
     */
    join(options?: WaitOptions): Promise<void>;
    /** The same, blocking the thread. */
    joinSync(options?: WaitSyncOptions): void;
}

/** What a shareable list can hold; `null` is Python's `None`. */
type ShareableValue = string | number | bigint | boolean | null | Uint8Array;

/** What is left of a {@link ShareableList} that was cloned or sent: `ShareableList.attach` makes one of it. */
interface ShareableListHandle {
    readonly type: 'ShareableList';
    readonly name: string;
}
/**
 * A list of fixed length in shared memory, which Python opens as `ShareableList(name=…)`. Values can be replaced; a
 * string or bytes only by as many bytes as were reserved for the place, up to the next multiple of 8. As in Python,
 * zero bytes at the end of a string or of bytes are lost, and nothing is locked.
 *
 * A whole number is Python's `int`, any other a `float`; a number that replaces a float is a float. Integers beyond
 * 2⁵³ come as bigints.
 *
 * @example
 * ```ts
 * using list = ShareableList.create(['howdy', 273.154, 100, true, null])
 * list.set(2, -4)
 * using again = ShareableList.attach(list.name)
 * again.get(2) // -4
 * [...again].length // 5
 * ```
 * @see Python's `multiprocessing.shared_memory.ShareableList`.
 */
declare class ShareableList {
    #private;
    /** What a clone of it is known by. */
    readonly type: 'ShareableList';
    /** The name of its memory. */
    readonly name: string;
    private constructor();
    /**
     * Creates a list of values, in shared memory of its own.
     *
     * @param values - Strings, numbers, bigints of 64 bits, booleans, null, Uint8Arrays.
     * @param options - `name`, as for `SharedMemory.create`.
     * @throws TypeError `INVALID_TYPE` for another value; RangeError `OUT_OF_RANGE`; and what `SharedMemory.create` throws.
     * @example
     * ```ts
     * using list = ShareableList.create(['a', 1])
     * list.length // 2
     * ```
     * @see Python's `ShareableList(values, name=name)`.
     */
    static create(values: Iterable<ShareableValue>, options?: {
        name?: string | undefined;
    }): ShareableList;
    /**
     * Opens the list of a name, or the one that a handle is of.
     *
     * @param from - The name, or what a clone of an instance gave.
     * @throws AllcoresError `UNUSABLE_MEMORY` for memory with no list in it; and what `SharedMemory.attach` throws.
     * @example
     * ```ts
     * using list = ShareableList.create([2.5])
     * using same = ShareableList.attach(structuredClone(list))
     * same.get(0) // 2.5
     * ```
     * @see Python's `ShareableList(name=name)`.
     */
    static attach(from: string | ShareableList | ShareableListHandle): ShareableList;
    /** Number of values. */
    get length(): number;
    /** Bytes of the memory. */
    get size(): number;
    /**
     * The value of an index; negative ones count from the end.
     *
     * @throws RangeError `OUT_OF_RANGE`; AllcoresError `UNUSABLE_MEMORY` where something has spoilt the value.
     */
    get(index: number): ShareableValue;
    /**
     * Replaces a value.
     *
     * @throws RangeError `OUT_OF_RANGE` for an index that is not there, and for a string or bytes with no room in the place.
     */
    set(index: number, value: ShareableValue): void;
    /** The values, each as it is when its turn comes. */
    [Symbol.iterator](): Generator<ShareableValue>;
    /** How many values are equal to this one. */
    count(value: ShareableValue): number;
    /** The index of the first value that is equal to this one, and -1 if there is none. */
    indexOf(value: ShareableValue): number;
    /** Closes the handle of the memory. */
    close(): void;
    /** Takes the name of the memory away. */
    unlink(): void;
    /** As of {@link SharedMemory}: closes, and takes the name away if this created the list. */
    [Symbol.dispose](): void;
}

/**
 * An array of several dimensions: a plain view of a typed array. It holds no elements and copies none; what it adds is
 * where the element of an index is. Shape, strides and offset count elements, not bytes.
 */

/** Elements in arrays in arrays, as deep as there are dimensions. */
type Nested<T> = T | Nested<T>[];
/**
 * A typed array under a shape, as {@link ndarray} makes it.
 *
 * @example
 * ```ts
 * const matrix = ndarray(Float64Array.of(1, 2, 3, 4), [2, 2])
 * matrix.dtype // 'float64'
 * matrix.strides // [ 2, 1 ]
 * ```
 * @see NumPy's `np.ndarray`.
 */
declare class NDArray<A extends TypedArray = TypedArray> {
    #private;
    /** The elements, and perhaps others between them. */
    readonly data: A;
    /** Length along each axis. */
    readonly shape: readonly number[];
    /** How many elements apart neighbours along each axis are. */
    readonly strides: readonly number[];
    /** Where in `data` the element of index 0, 0, … is. */
    readonly offset: number;
    /** Makes it; programs use {@link ndarray}. */
    constructor(data: A, shape: readonly number[], strides: readonly number[], offset: number);
    /** The name of the element type, as NumPy has it. */
    get dtype(): Dtype;
    /** Number of elements. */
    get size(): number;
    /** Number of dimensions. */
    get ndim(): number;
    /**
     * One element; negative indices count from the end.
     *
     * @throws RangeError `OUT_OF_RANGE`.
     * @example
     * ```ts
     * ndarray(Float64Array.of(1, 2, 3, 4), [2, 2]).at(1, -1) // 4
     * ```
     */
    at(...index: number[]): ElementOf<A>;
    /**
     * Stores one element, in the typed array that this is a view of.
     *
     * @throws RangeError `OUT_OF_RANGE`.
     * @example
     * ```ts
     * const numbers = new Float64Array(4)
     * ndarray(numbers, [2, 2]).set(7, 1, 0)
     * numbers[2] // 7
     * ```
     */
    set(value: ElementOf<A>, ...index: number[]): void;
    /**
     * What has index `i` along the first axis: a view of one dimension less, of the same memory.
     *
     * @throws RangeError `OUT_OF_RANGE`, also for an array without dimensions.
     * @example
     * ```ts
     * ndarray(Int32Array.of(1, 2, 3, 4), [2, 2]).row(1).toNested() // [ 3, 4 ]
     * ```
     * @see NumPy's `a[i]`.
     */
    row(i: number): NDArray<A>;
    /** The rows; of an array of one dimension, the elements. */
    [Symbol.iterator](): Generator<NDArray<A> | ElementOf<A>>;
    /**
     * A copy, as arrays in arrays.
     *
     * @example
     * ```ts
     * ndarray(Float64Array.of(1, 2, 3, 4), [2, 2]).toNested() // [ [ 1, 2 ], [ 3, 4 ] ]
     * ```
     * @see NumPy's `tolist`.
     */
    toNested(): Nested<ElementOf<A>>;
}
/**
 * A typed array under a shape: a view, nothing is copied. The last index runs fastest unless strides say otherwise.
 *
 * @param data - Any typed array.
 * @param shape - Length along each axis; `[]` for a single element.
 * @param options - `strides` and `offset`, in elements. Without them the shape has exactly the elements of `data`; with
 * them it must only lie within.
 * @throws RangeError `LENGTH_MISMATCH` for another number of elements, `OUT_OF_RANGE`; TypeError `INVALID_TYPE`.
 * @example
 * ```ts
 * const matrix = ndarray(Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3])
 * matrix.at(1, 0) // 4
 * const transposed = ndarray(matrix.data, [3, 2], { strides: [1, 3] })
 * transposed.toNested() // [ [ 1, 4 ], [ 2, 5 ], [ 3, 6 ] ]
 * ```
 * @see NumPy's `np.ndarray` and `reshape`; its strides count bytes.
 */
declare function ndarray<A extends TypedArray>(data: A, shape: readonly number[], options?: {
    strides?: readonly number[] | undefined;
    offset?: number | undefined;
}): NDArray<A>;

/** Arrays over plain shared memory: without a name, for the threads of one process. */

/**
 * A typed array of zeros over a SharedArrayBuffer, which threads get without a copy. For other processes, see
 * {@link SharedMemory}.
 *
 * @param dtype - The element type, by NumPy's name.
 * @param shape - Number of elements; or a shape, which makes it an {@link NDArray}.
 * @throws RangeError `OUT_OF_RANGE`, `OUT_OF_MEMORY`; TypeError `INVALID_TYPE`.
 * @example
 * ```ts
 * sharedArray('float64', 3) // Float64Array(3) [ 0, 0, 0 ]
 * sharedArray('int32', [2, 2]).toNested() // [ [ 0, 0 ], [ 0, 0 ] ]
 * ```
 * @see Python's `multiprocessing.Array`.
 */
declare function sharedArray<D extends Dtype>(dtype: D, shape: number): ArrayOf<D, SharedArrayBuffer>;
declare function sharedArray<D extends Dtype>(dtype: D, shape: readonly number[]): NDArray<ArrayOf<D, SharedArrayBuffer>>;

/** What is left of a {@link SharedMemory} that was cloned or sent: `SharedMemory.attach` makes one of it. */
type SharedMemoryHandle = {
    readonly type: 'SharedMemory';
    readonly size: number;
} & ({
    readonly name: string;
} | {
    readonly path: string;
    readonly writable: boolean;
});
/** A class of typed array. */
interface TypedArrayClass<A extends TypedArray> {
    /** Bytes per element. */
    readonly BYTES_PER_ELEMENT: number;
    /** An array over a buffer. */
    new (buffer: ArrayBufferLike, byteOffset?: number, length?: number): A;
}
/** Which part of the memory a view is over. */
interface ViewOptions {
    /** Where it begins, in bytes; a multiple of the size of an element. Default 0. */
    offset?: number | undefined;
    /** Number of elements. Default: as many as there is memory for. */
    length?: number | undefined;
}
/** Which part of the memory an array of a shape is over. */
interface ShapedViewOptions {
    /** Where it begins, in bytes; a multiple of the size of an element. Default 0. */
    offset?: number | undefined;
    /** Length along each axis. Default: one axis, as long as there is memory for. */
    shape?: readonly number[] | undefined;
}
/**
 * A block of memory that other threads, other processes and Python open by its name.
 *
 * The process that creates a block owns it: when the process ends, by its last line, `process.exit()` or an error, the
 * name goes, and the memory with the last process that has it open. After a signal that ends the process at once the
 * block stays; {@link SharedMemory.clean} removes it. On Windows there is no owner: a block is gone with its last handle.
 *
 * @example
 * ```ts
 * using memory = SharedMemory.create({ size: 80 })
 * const numbers = memory.view(Float64Array)
 * numbers[3] = 0.5
 * using again = SharedMemory.attach(memory.name)
 * again.view(Float64Array)[3] // 0.5
 * ```
 * @see Python's `multiprocessing.shared_memory.SharedMemory`.
 */
declare class SharedMemory {
    #private;
    /** What a clone of it is known by. */
    readonly type: 'SharedMemory';
    /** Bytes. */
    readonly size: number;
    /** The name, without a slash, as Python has it; undefined for the memory of a file. */
    readonly name: string;
    private constructor();
    /**
     * Creates a block of zeros, which no other has the name of. The memory for all of it is reserved at once.
     *
     * @param options - `size` in bytes; `name`, 1 to 30 characters of `A-Z a-z 0-9 . _ -`, or a new one if left away.
     * @throws AllcoresError `NAME_EXISTS`, `NO_SPACE`; RangeError `INVALID_NAME`, `OUT_OF_RANGE`.
     * @example
     * ```ts
     * using prices = SharedMemory.create({ name: 'prices', size: 8_000 })
     * prices.view(Float64Array).length // 1000
     * ```
     * @see Python's `SharedMemory(name, create=True, size=size)`.
     */
    static create(options: {
        size: number;
        name?: string | undefined;
    }): SharedMemory;
    /**
     * Opens the block of a name, or the one that a handle is of. One that is just being created is waited for, up to a second.
     *
     * @param from - The name, or what a clone of an instance gave.
     * @throws AllcoresError `NAME_NOT_FOUND`; `UNUSABLE_MEMORY` for a block that is smaller than its handle says, has no
     * size, or belongs to another user; RangeError `INVALID_NAME`.
     * @example
     * ```ts
     * using memory = SharedMemory.create({ size: 8 })
     * using same = SharedMemory.attach(structuredClone(memory))
     * memory.write(Uint8Array.of(7))
     * same.read(0, 1)[0] // 7
     * ```
     * @see Python's `SharedMemory(name)`.
     */
    static attach(from: string | SharedMemory | SharedMemoryHandle): SharedMemory;
    /**
     * Maps a file: its bytes are read when they are looked at, and not before. The size is that of the file now.
     *
     * While it is mapped, the file must not be cut short: where it has no bytes any more, the system ends the process that
     * looks (SIGBUS), as with every mapping. To replace a file, write another and rename it.
     *
     * @param path - The file.
     * @param options - `writable`: what is written goes to the file. Otherwise the file is only read, and what is written
     * stays in this handle. Default false.
     * @throws AllcoresError `SYSTEM_ERROR` for a file that cannot be opened, `UNUSABLE_MEMORY` for one that is empty or not
     * a regular file.
     * @example
     * ```ts
     * using file = SharedMemory.fromFile(process.execPath)
     * file.read(0, 2).length // 2
     * ```
     * @see Python's `mmap.mmap` with `ACCESS_WRITE` and `ACCESS_COPY`; `numpy.memmap`.
     */
    static fromFile(path: string, options?: {
        writable?: boolean | undefined;
    }): SharedMemory;
    /**
     * Removes the blocks that processes of this user created and left behind, because a signal ended them. What Python
     * created is not touched, nor what has an owner. Only on Linux can blocks be found; elsewhere none are.
     *
     * @param prefix - What their names begin with; all of them, if left away.
     * @returns The names of those that were removed.
     * @example
     * ```ts
     * SharedMemory.clean('prices') // []
     * ```
     */
    static clean(prefix?: string): string[];
    /** Whether views are over a SharedArrayBuffer. In runtimes that cannot make one over such memory they are over an ArrayBuffer. */
    get shared(): boolean;
    /**
     * The memory as a typed array, in place: every view of every handle, in every process, is of the same bytes.
     *
     * After `close()` a view reads zeros. It must not be transferred; sent to another thread it is a copy unless it is
     * `shared`: send the SharedMemory itself.
     *
     * @param type - The class, such as `Float64Array`; or the name of a dtype, such as `'float64'`, for an {@link NDArray}.
     * @param options - `offset` in bytes; for a class `length` in elements, for a dtype `shape`.
     * @throws RangeError `OUT_OF_RANGE`; AllcoresError `MEMORY_CLOSED`, `UNUSABLE_MEMORY`, `NO_VIEW`.
     * @example
     * ```ts
     * using memory = SharedMemory.create({ size: 24 })
     * memory.view(Float64Array, { offset: 8, length: 2 }).fill(0.5)
     * memory.view('float64', { shape: [3, 1] }).toNested() // [ [ 0 ], [ 0.5 ], [ 0.5 ] ]
     * ```
     * @see NumPy's `np.ndarray(shape, dtype, buffer=memory.buf, offset=offset)`.
     */
    view<A extends TypedArray>(type: TypedArrayClass<A>, options?: ViewOptions): A;
    view<D extends Dtype>(type: D, options?: ShapedViewOptions): NDArray<ArrayOf<D, ArrayBufferLike>>;
    /**
     * A copy of bytes.
     *
     * @param offset - Where they begin. Default 0.
     * @param length - How many. Default: all that follow.
     * @throws RangeError `OUT_OF_RANGE`; AllcoresError `MEMORY_CLOSED`, `UNUSABLE_MEMORY`.
     * @example
     * ```ts
     * using memory = SharedMemory.create({ size: 4 })
     * memory.read(1, 2) // Uint8Array(2) [ 0, 0 ]
     * ```
     */
    read(offset?: number, length?: number): Uint8Array<ArrayBuffer>;
    /**
     * Copies bytes into the memory.
     *
     * @param bytes - A buffer, or any view of one.
     * @param offset - Where they go. Default 0.
     * @throws RangeError `OUT_OF_RANGE` where they do not fit; AllcoresError `MEMORY_CLOSED`, `UNUSABLE_MEMORY`.
     * @example
     * ```ts
     * using memory = SharedMemory.create({ size: 4 })
     * memory.write(Uint8Array.of(1, 2), 2)
     * memory.read() // Uint8Array(4) [ 0, 0, 1, 2 ]
     * ```
     */
    write(bytes: ArrayBufferLike | ArrayBufferView, offset?: number): void;
    /**
     * Closes this handle. When it was the last of this process, what views there are read zeros from now on; the block
     * itself stays until its name is gone and no process has it open. More than once does no harm.
     */
    close(): void;
    /**
     * Takes the name away: nobody can attach any more, and the memory goes with the last process that has it open. A
     * block that has got the name meanwhile keeps it; more than once does no harm.
     */
    unlink(): void;
    /** Closes the handle, and takes the name away if this is the handle that created the block. */
    [Symbol.dispose](): void;
}

/** How a task ended, as `Promise.allSettled` tells it, and which task it was. */
type Completed<P> = PromiseSettledResult<Awaited<P>> & {
    /** The promise that settled. */
    readonly task: P;
};
/**
 * Yields tasks, or any promises, in the order in which they settle, fulfilled or rejected, Python's `as_completed`. One
 * that is given twice is yielded once. Rejections of these promises count as handled. Leaving the loop early cancels
 * nothing.
 *
 * @param tasks - the tasks to wait for
 * @throws TypeError `INVALID_TYPE` if `tasks` is not an iterable of promises
 *
 * @example
 * ```ts
 * const tasks = ['1', '{'].map((text) => pool.submit((text) => JSON.parse(text), text))
 * const outcomes = []
 * for await (const done of asCompleted(tasks)) outcomes.push([tasks.indexOf(done.task), done.status])
 * outcomes.sort() // [[0, 'fulfilled'], [1, 'rejected']]
 * ```
 */
declare function asCompleted<P extends PromiseLike<unknown>>(tasks: Iterable<P>): AsyncGenerator<Completed<P>, void, undefined>;

/** What lies between a pool and a worker. */
interface Border {
    /** What it separates. */
    readonly between: 'threads' | 'processes';
    /** Tries to take a value across; throws where that cannot be. */
    attempt(value: unknown): void;
}

/**
 * Values on the wire. A chunk carries its items as columns, one per parameter. A column of numbers travels as one
 * Float64Array whose memory is moved, a column of nothing as its length, anything else by structured clone: numbers are
 * what people map over most, and cloning them one by one costs more than the work they are sent for.
 */
/** Numbers, a count of `undefined`, or the values themselves. */
type Column = Float64Array<ArrayBuffer> | number | unknown[];

/** A thrown value as it travels. */
type Thrown = {
    readonly value: unknown;
} | {
    readonly members: readonly Thrown[];
} | ErrorDescription;
interface ErrorDescription {
    /** The names of its classes, the innermost first. */
    readonly classes: readonly string[];
    readonly name: string;
    readonly message: string;
    readonly stack: string;
    readonly properties: {
        readonly key: string;
        readonly enumerable: boolean;
        readonly is: Thrown;
    }[];
}

/** Where one worker is, as both sides see it. */
declare class Words {
    #private;
    /** `words` is memory that both sides see: {@link WORDS} of them, all zero. */
    constructor(words: Int32Array);
    /** Pool: the item of this chunk that the worker is at; its size where it is through, negative where it has not begun. */
    at(chunk: number): number;
    /** Pool: how long it has been at that item, in ms; known of chunks whose items are timed. */
    spent(): number;
    /** Pool: asks the worker to stop with this chunk before its next item. */
    stop(chunk: number): void;
    /** Worker: begins with a chunk. */
    begin(chunk: number): void;
    /** Worker: is at an item; true if it is to stop before it. */
    enter(at: number): boolean;
    /** Worker: notes the time at which it begins an item. */
    time(): void;
    /** Worker: is through with a chunk of this size. */
    end(size: number): void;
}

/**
 * What a pool and a worker say to each other. The pool begins with `init`, the worker answers `ready` once it can work, and
 * from then on each `run` is answered by one `done`. Messages go over a line of their own, so that a task is free to use
 * `parentPort`; {@link Words} go beside them.
 */

/** What a worker needs to know before its first chunk. */
interface Settings {
    /** Called once in every worker before it works. */
    readonly initializer?: {
        readonly source: Source$1;
        readonly args: readonly unknown[];
    } | undefined;
    /** Whether it tells its usage with every answer, and not now and then. */
    readonly measured?: boolean;
}
/** What a worker has used so far. */
interface Usage {
    /** Time on a processor, in ms. */
    readonly cpu: number;
    /** Memory in bytes. */
    readonly memory: number;
}
/**
 * The arguments of a chunk of calls: by parameter, or by call where calls differ in their number of arguments; or a range
 * of arrays to loop over.
 */
interface Payload {
    readonly columns?: readonly Column[];
    readonly rows?: readonly (readonly unknown[])[];
    /** Where present, every call gets its index as the last argument, counting from here. */
    readonly index?: number;
    /** A loop over typed arrays. The function that was sent makes those of the loop of its constants. */
    readonly range?: Range;
    readonly consts?: object;
    /** The function of allcores that was called, for messages. */
    readonly name?: string;
}
/** What became of the first calls of a chunk: what those that returned gave, in their order, and which failed of what. */
interface Ended {
    readonly chunk: number;
    readonly results: Column;
    readonly failures?: readonly Failed[] | undefined;
}
/** A call that failed: its place in the chunk, and what it threw. */
type Failed = readonly [at: number, thrown: Thrown];
/** From the worker. */
type Reply = {
    readonly kind: 'ready';
}
/** It cannot start: the initializer threw. */
 | {
    readonly kind: 'refused';
    readonly thrown: Thrown;
}
/** How far it is with a chunk that it still runs; later answers go on from there. */
 | ({
    readonly kind: 'partial';
} & Ended)
/** It is through with a chunk, or has stopped. A loop over a range has one result. */
 | ({
    readonly kind: 'done';
    /** How long it took, in ms. */
    readonly ran: number;
    readonly usage?: Usage | undefined;
} & Ended)
/** A request could not be read. */
 | {
    readonly kind: 'unreadable';
    readonly thrown: Thrown;
};

/**
 * The seam between the scheduler and what runs chunks: a thread here, another process or machine elsewhere. An executor
 * runs one chunk at a time and reports what became of it; it knows nothing of queues, calls or promises.
 */

/** A chunk as an executor sees it. */
interface Work {
    readonly id: number;
    readonly fn: Shipped;
    readonly size: number;
    /** Whether calls go on after one that failed. */
    readonly independent: boolean;
    /** How long a call may run, in ms. */
    readonly timeout: number | undefined;
    /** The arguments; buffers to move are added to `transfer`. */
    payload(transfer: ArrayBuffer[]): Payload;
}
/** Which worker it is. */
type WorkerId = {
    readonly kind: 'thread';
    readonly threadId: number;
} | {
    readonly kind: 'process';
    readonly pid: number;
};
/** What an executor reports. */
interface Listener {
    received(reply: Reply): void;
    /** It has ended, and reports no more. */
    died(death: Death): void;
}
/** How an executor ended. */
interface Death {
    readonly exitCode: number | null;
    readonly signal?: NodeJS.Signals | null;
    /** The uncaught error that ended it, if one did. */
    readonly error?: unknown;
}
/** One worker. */
interface Executor {
    readonly id: WorkerId;
    /** Where it is; readable after its end, too. */
    readonly words: Words;
    /** What lies between it and this thread. */
    readonly border: Border;
    /** Sends a chunk. Throws when its arguments cannot cross; nothing was sent then. */
    run(work: Work): void;
    /** Whether it keeps the program alive. */
    hold(alive: boolean): void;
    /** Lets it end in order. */
    close(): void;
    /** Ends it now. */
    terminate(): void;
}
/** Starts an executor and sends it its settings; its reports come later, never during the call. */
type Spawn = (listener: Listener, settings: Settings) => Executor;

/** What a pool tells those who watch it: enough for a log. */

/** A worker is ready for work. */
interface WorkerStart {
    readonly worker: WorkerId;
}
/** A worker has ended. */
interface WorkerExit {
    readonly worker: WorkerId;
    readonly exitCode: number | null;
    readonly signal?: string | null | undefined;
    /** The uncaught error that ended it, if one did. */
    readonly error?: unknown;
    /** Whether nobody had told it to. */
    readonly unasked: boolean;
}
/** A worker is through with a chunk. */
interface ChunkEnd {
    readonly worker: WorkerId;
    /** The name of the function. */
    readonly name: string;
    /** How many items the chunk had. */
    readonly items: number;
    /** How long it waited and ran, in ms. */
    readonly waited: number;
    readonly ran: number;
}
/** The events of a pool, with what their listeners get. */
interface PoolEvents {
    workerStart: [WorkerStart];
    workerExit: [WorkerExit];
    chunkEnd: [ChunkEnd];
}

/**
 * Worker processes as executors: a heap of their own, that may run full, and a crash of their own. They are spawned and
 * not forked by `child_process.fork`, whose channel takes one message at a time; frames over a pipe of our own carry what
 * typed arrays hold as it is.
 */

/** Starts worker processes, `workers` of which share the cores that this process may use. */
declare function processes(resourceLimits: ResourceLimits | undefined, workers: number): Spawn;

/** Worker threads as executors. */

/** Starts worker threads. */
declare function threads(resourceLimits: ResourceLimits | undefined): Spawn;

/** The kinds of worker that a pool can have. */

declare const KINDS: {
    readonly thread: {
        readonly spawner: typeof threads;
        readonly border: Border;
    };
    readonly process: {
        readonly spawner: typeof processes;
        readonly border: Border;
    };
};
/** A kind of worker. */
type WorkerKind = keyof typeof KINDS;

/** One worker as the scheduler sees it. */

/** Where a worker is. */
type WorkerState = 'starting' | 'idle' | 'busy' | 'ending';

/**
 * Calls of their own, and how they travel. A message costs many times what a tiny task does, so calls of one function that
 * wait anyway go together, as many as take about a millisecond; each still ends by itself. Where one of them takes long
 * after all, the scheduler takes back those behind it.
 */

/** Where a single call is: `cancelled` also stands for aborted by its signal. */
type TaskState = 'pending' | 'running' | 'fulfilled' | 'rejected' | 'cancelled';

/** How durations are distributed, in ms. */
interface Durations {
    readonly count: number;
    readonly mean: number;
    readonly p50: number;
    readonly p90: number;
    readonly p99: number;
    readonly max: number;
}
/** One worker of a pool. */
interface WorkerStats {
    /** Its thread or process. */
    readonly id: WorkerId;
    readonly state: WorkerState;
    /** How many items it has run. */
    readonly items: number;
    /** Time on a processor in ms, when it told last; where Node does not tell it of a thread, its time of activity. */
    readonly cpu: number | undefined;
    /** Memory in bytes, when it told last: a thread's own heap, or a process. */
    readonly memory: number | undefined;
}
/** What `pool.stats()` gives. */
interface PoolStats {
    readonly workers: readonly WorkerStats[];
    /** Items that wait for a worker. */
    readonly queued: number;
    /** Items that are with a worker. */
    readonly running: number;
    /** Items that returned. */
    readonly completed: number;
    /** Items that failed, each time they were tried. */
    readonly failed: number;
    /** Workers that were started. */
    readonly started: number;
    /** Workers that ended without being told to. */
    readonly died: number;
    /** How long chunks waited for a worker. */
    readonly wait: Durations;
    /** How long chunks ran. */
    readonly run: Durations;
}

/** Options of pools and calls, and their checks: every mistake is named at the call, before any work starts. */

/** How a pool is made. */
interface PoolOptions {
    /**
     * The kind of its workers, `'thread'` by default; or how many it has at most, of threads. Threads share memory and start
     * in milliseconds. A `'process'` has a heap and an end of its own: what fills its memory or crashes it costs it alone.
     */
    workers?: WorkerKind | number | undefined;
    /** How many workers it has at most; as many as this process may run threads at once by default. */
    size?: number | undefined;
    /**
     * Runs once in every worker before its first task, Python's `initializer`: what it puts on `globalThis` is there for
     * tasks. Where it throws, the worker does not start; after three in a row, what waits rejects with
     * `WORKER_START_FAILED`.
     */
    initializer?: ((...args: any[]) => unknown) | undefined;
    /** The arguments of `initializer`. */
    initializerArgs?: readonly unknown[] | undefined;
    /** How many tasks, or items, a worker runs before a new one takes its place, Python's `maxtasksperchild`. */
    maxTasksPerWorker?: number | undefined;
    /** The bytes above which a worker is replaced when its chunk is done: a thread's own heap, or a whole process. */
    maxMemoryPerWorker?: number | undefined;
    /** How long a worker stays without work, in ms; for as long as the pool by default. */
    idleTimeout?: number | undefined;
    /** How long a worker may take to start, its `initializer` included, in ms; a minute by default. */
    startTimeout?: number | undefined;
    /** Limits of each worker's memory, as `node:worker_threads` has them; a worker that exceeds them ends. */
    resourceLimits?: ResourceLimits | undefined;
    /**
     * What becomes of the pool when a worker ends: `'replace'` costs the task that it ran, and `'break'` everything, as
     * Python's `BrokenProcessPool`: all calls reject with `POOL_BROKEN`, and later ones throw it.
     */
    onWorkerDeath?: 'replace' | 'break' | undefined;
}
/** How a single call runs. */
interface CallOptions {
    /** Ends the call early: it rejects at once with code `ABORTED`, and its work stops. */
    signal?: AbortSignal | undefined;
    /**
     * How long the task, or each item, may run, in ms; waiting does not count. One that takes longer fails with `TIMEOUT`,
     * and its worker is ended and replaced.
     */
    timeout?: number | undefined;
    /** Calls of a higher priority run first; 0 by default. */
    priority?: number | undefined;
    /** How often a task, or an item, that fails or loses its worker is tried again; 0 by default. */
    retries?: number | undefined;
}
/** How an iterator over items runs. */
interface IterateOptions extends CallOptions {
    /** How many items travel to a worker together. */
    chunkSize?: number | undefined;
}
/** How far a call over items is. */
interface Progress {
    /** Items that have ended. */
    readonly done: number;
    /** Those of them that failed. */
    readonly failed: number;
    /** All items. */
    readonly total: number;
}
/** How a call over items runs. */
interface MapOptions extends IterateOptions {
    /**
     * Whether the first failure gives up the rest, as by default. With `false` all items run; where some have failed, the
     * call then rejects with an `ItemsFailedError`, which has their errors and the results of the others.
     */
    failFast?: boolean | undefined;
    /** Called as items end, some at a time. */
    onProgress?: ((progress: Progress) => void) | undefined;
}
/** How a call over items runs that blocks. */
type MapSyncOptions = Omit<MapOptions, 'signal' | 'onProgress'>;
/** How a call over typed arrays runs. */
interface ArrayOptions {
    /** Ends the call early: it rejects at once with code `ABORTED`, and its work stops. */
    signal?: AbortSignal | undefined;
    /** How many elements a worker loops over at a time, where the function runs as JavaScript. */
    chunkSize?: number | undefined;
}

/** What every pool has, whatever it calls: workers, and what becomes of them. */

/**
 * The workers of a pool, and its life. It emits `workerStart`, `workerExit` and `chunkEnd`; see {@link PoolEvents}.
 */
declare abstract class BasePool extends EventEmitter<PoolEvents> implements AsyncDisposable {
    #private;
    /** The kind of its workers. */
    readonly kind: WorkerKind;
    /** `method` is the constructor that the user called. */
    constructor(options: PoolOptions | undefined, method: unknown);
    /** How many workers the pool has at most. */
    get workers(): number;
    /** Whether the pool takes no more calls. */
    get closed(): boolean;
    /**
     * Starts all workers; resolves when they are ready, their `initializer` included. Without it, workers start when there
     * is work for them.
     *
     * @example
     * ```ts
     * await pool.ready
     * ```
     */
    get ready(): Promise<void>;
    /**
     * Changes how many workers the pool has at most. Workers beyond that end when they have done what they are at.
     *
     * @throws RangeError `OUT_OF_RANGE`, TypeError `INVALID_TYPE` unless `workers` is an integer of 1 or more
     */
    resize(workers: number): void;
    /**
     * What the pool has done and does: its workers with their time and memory, items by what became of them, and how long
     * chunks waited and ran.
     *
     * @example
     * ```ts
     * pool.stats().queued // 0
     * ```
     */
    stats(): PoolStats;
    /**
     * Takes no more calls, finishes those it has, and ends the workers. Also what `await using` does. Calls after it throw
     * with code `POOL_CLOSED`.
     */
    close(): Promise<void>;
    /** Takes no more calls, rejects those it has with code `POOL_TERMINATED`, and ends the workers now. */
    terminate(): Promise<void>;
    /** Closes the pool, as {@link BasePool.close} does. */
    [Symbol.asyncDispose](): Promise<void>;
}

/** The calls of a pool over typed arrays, beside `map`. */

/** A pool that filters, reduces and explains typed arrays. */
declare abstract class ArrayPool extends BasePool {
    /**
     * The elements of `x` for which `fn` is true, as `filter` of `allcores` gives them, off the event loop.
     *
     * @param fn - called with an element of `x` and of each further input, then the index
     * @param x - a typed array; further inputs are typed arrays of its length, or numbers
     *
     * @example
     * ```ts
     * await pool.filter((x) => x > 1, Int32Array.of(1, 2, 3)) // Int32Array(2) [ 2, 3 ]
     * ```
     */
    filter<A extends TypedArray, I extends readonly Input[]>(fn: Elementwise<[A, ...I]>, x: A, ...inputs: I): Promise<SameClass<A, ArrayBuffer>>;
    /** With options. */
    filter<A extends TypedArray, I extends readonly Input[]>(fn: Elementwise<[A, ...I]>, x: A, ...rest: [...inputs: I, options: (FunctionOptions & ArrayOptions) | undefined]): Promise<SameClass<A, ArrayBuffer>>;
    /**
     * The elements of `x` combined into one value, as `reduce` of `allcores` does, off the event loop. On workers, each
     * combines a range from left to right, and then the ranges are combined in their order.
     *
     * @param reducer - an associative function of two values, or `'sum'`, `'min'`, `'max'`, `'product'`
     * @param x - a typed array
     *
     * @example
     * ```ts
     * await pool.reduce('max', Float64Array.of(1, 3, 2)) // 3
     * ```
     */
    reduce<A extends TypedArray>(reducer: ReducerName | Reducer<ElementOf<A>>, x: A, options?: ReduceOptions<ElementOf<A>> & ArrayOptions): Promise<ElementOf<A>>;
    /**
     * The results of `fn` for every element, combined as {@link Pool.reduce} does, in one pass and without an array of them.
     *
     * @param fn - called with an element of each input, then the index
     * @param reducer - an associative function of two results, or a name
     *
     * @example
     * ```ts
     * await pool.mapReduce((x) => x * x, 'sum', Float64Array.of(1, 2, 3)) // 14
     * ```
     */
    mapReduce<I extends readonly Input[]>(fn: Elementwise<I, number | boolean>, reducer: ReducerName | Reducer<number>, ...inputs: I): Promise<number>;
    /** With options. */
    mapReduce<I extends readonly Input[]>(fn: Elementwise<I, number | boolean>, reducer: ReducerName | Reducer<number>, ...rest: [...inputs: I, options: (ReduceOptions & ArrayOptions) | undefined]): Promise<number>;
    /** Of bigints. */
    mapReduce<I extends readonly [BigIntArray, ...Input[]]>(fn: Elementwise<I, bigint>, reducer: ReducerName | Reducer<bigint>, ...inputs: I): Promise<bigint>;
    /** Of bigints, with options. */
    mapReduce<I extends readonly [BigIntArray, ...Input[]]>(fn: Elementwise<I, bigint>, reducer: ReducerName | Reducer<bigint>, ...rest: [...inputs: I, options: (ReduceOptions<bigint> & ArrayOptions) | undefined]): Promise<bigint>;
    /**
     * Says how {@link Pool.map} would run `fn` over these inputs, for people: natively, with which instructions, or as
     * JavaScript, because of what and what to write instead. Runs nothing.
     *
     * @example
     * ```ts
     * pool.explain((x) => x * 2, Float64Array.of(1)).split('\n')[0] // '(Float64Array) → Float64Array: native'
     * ```
     */
    explain<I extends readonly Input[]>(fn: Elementwise<I, Storable>, ...inputs: I): string;
    /** With options. */
    explain<I extends readonly Input[]>(fn: Elementwise<I, Storable>, ...rest: [...inputs: I, options: (MapFunctionOptions & ArrayOptions) | undefined]): string;
}

/**
 * The promise of a call on a pool's worker, Python's `Future`. It can be awaited like any promise; `then` gives an
 * ordinary promise.
 *
 * @example
 * ```ts
 * const task = pool.submit((n: number) => n ** 2, 20)
 * await task // 400
 * task.state // 'fulfilled'
 * ```
 */
declare class Task<T> extends Promise<T> {
    #private;
    /** What `then` and its kin return. */
    static get [Symbol.species](): PromiseConstructor;
    /** Where the task is. */
    get state(): TaskState;
    /** When the task was given to its worker, if it was. */
    get startedAt(): Date | undefined;
    /** The worker that the task was given to, if it was. */
    get worker(): WorkerId | undefined;
    /**
     * Takes the task back: one that waits never runs; one that runs loses its worker if it does not end at once. The
     * promise rejects with an {@link AllcoresError} of code `CANCELLED`; where nobody handles that, it is no unhandled
     * rejection.
     *
     * @returns whether the task is cancelled: `false` if it had settled before.
     */
    cancel(): boolean;
}

/** The functions that the module of type `M` exports, as tasks. */
type ModuleTasks<M> = {
    readonly [K in keyof M as M[K] extends AnyFunction ? K : never]: M[K] extends AnyFunction ? ModuleTask<M[K]> : never;
};
/**
 * An exported function as a task: called, it runs on a worker of the pool, as `submit` does. It also stands wherever the
 * pool takes a function. The methods are those of the pool, with the function given.
 */
interface ModuleTask<F extends AnyFunction> {
    /** Calls the function once, as {@link Pool.submit} does. */
    (...args: Parameters<F>): Task<Awaited<ReturnType<F>>>;
    /** Calls the function once, as {@link Pool.submit} does. */
    submit(...args: Parameters<F>): Task<Awaited<ReturnType<F>>>;
    /** Calls the function once with the arguments in `args`, as {@link Pool.apply} does. */
    apply(args?: Readonly<Parameters<F>>, options?: CallOptions): Promise<Awaited<ReturnType<F>>>;
    /** Calls the function for every tuple of arguments, as {@link Pool.starmap} does. */
    starmap(items: AnyIterable<Readonly<Parameters<F>>>, options?: MapOptions): Promise<Awaited<ReturnType<F>>[]>;
    /** Calls the function for every item, as {@link Pool.map} does. */
    map: OverItems<Parameters<F>, Promise<Awaited<ReturnType<F>>[]>, MapOptions>;
    /** Results in the order of the items, as {@link Pool.imap} gives them. */
    imap: OverItems<Parameters<F>, AsyncGenerator<Awaited<ReturnType<F>>, void, undefined>, IterateOptions>;
    /** Results as they are ready, as {@link Pool.imapUnordered} gives them. */
    imapUnordered: OverItems<Parameters<F>, AsyncGenerator<Awaited<ReturnType<F>>, void, undefined>, IterateOptions>;
}
/** A call over items: one iterable for each parameter, then options. The function gets the index as its last argument. */
interface OverItems<P extends unknown[], R, O> {
    /** The items of an iterable. */
    (items: BeforeIndex<P[0], P[1]>, options?: O): R;
    /** The items of two iterables side by side. */
    (items: AnyIterable<P[0]>, items2: BeforeIndex<P[1], P[2]>, options?: O): R;
    /** The items of three iterables side by side. */
    (items: AnyIterable<P[0]>, items2: AnyIterable<P[1]>, items3: BeforeIndex<P[2], P[3]>, options?: O): R;
}
/**
 * The last iterable. The parameter `Next` after its own gets the index: where a function wants something else there, the
 * call does not compile, and `starmap` is what to use.
 */
type BeforeIndex<T, Next> = number extends Next ? AnyIterable<T> : [Next] extends [undefined] ? AnyIterable<T> : never;

/**
 * The pool as its users see it. The methods check what they get, at once, and hand over to the parts: functions are
 * shipped, items become chunks, the scheduler runs them. Python's names and contracts where Python has them.
 */

/** What can be gone over by `for await`. */
type AnyIterable<T> = Iterable<T> | AsyncIterable<T>;
/**
 * Workers that run functions on other cores. Workers are threads; they start when there is work for them, and an idle
 * pool does not keep the program alive.
 *
 * A function travels as its source: it sees its arguments, globals, and what it imports itself (`await import(…)`,
 * resolved from the file that makes the call), but no variable around it; using one rejects with `CAPTURED_VARIABLE`. The
 * functions of a module, by {@link Pool.module}, see what is around them.
 * Arguments and results are copied as `structuredClone` does, typed arrays over a SharedArrayBuffer are shared. Items and
 * arguments are copied when they are sent, which may be later than the call: leave them unchanged until it settles.
 *
 * Every promise settles, whatever happens to the workers. When one ends, the call that it ran rejects with
 * {@link WorkerDiedError}, the others go on, and the worker is replaced. Errors thrown by a function keep their class,
 * built-in or by {@link registerError}, message, properties, cause and remote stack; for calls over items, `error.index`
 * says which item failed.
 *
 * Wrong arguments, an aborted signal and a closed pool throw at the call itself, with a `code`.
 *
 * @example
 * ```ts
 * await using pool = new Pool()
 * await pool.map((text) => text.length, ['one', 'three']) // [3, 5]
 * ```
 */
declare class Pool extends ArrayPool {
    #private;
    /**
     * Makes a pool; no worker starts yet.
     *
     * @throws RangeError `OUT_OF_RANGE`, TypeError `INVALID_TYPE`, `UNKNOWN_OPTION`, `NOT_CLONEABLE`, `INVALID_FUNCTION`
     */
    constructor(options?: PoolOptions);
    /**
     * Calls `fn` for every item and resolves to the results in the order of the items, Python's `Pool.map`. Several
     * iterables go side by side and stop at the shortest; the index comes as the last argument. Async functions are
     * awaited, one item of a chunk after the other.
     *
     * The first failure rejects, and the rest of the call is given up, unless `failFast` is `false`. Chunks hold ceil(n / (workers × 4)) items and shrink
     * toward the end, unless `chunkSize` is given.
     *
     * Over typed arrays, and numbers beside them, the result is a typed array, as that of `map` of `allcores`: the function
     * is compiled and runs natively, or, where it cannot be compiled, as JavaScript on the workers, with the same result and
     * one warning that says what to change. `strict: true` makes that an error. `Array.from(x)` is what to map to anything
     * else than numbers.
     *
     * @param fn - called with an item of each iterable, then the index
     * @param items - any iterable, read to its end at once, an async one too; or typed arrays and numbers
     * @throws TypeError, RangeError, AllcoresError at the call, as said at {@link Pool}
     *
     * @example
     * ```ts
     * await pool.map((x) => x * x, [1, 2, 3]) // [1, 4, 9]
     * await pool.map((a, b, index) => a + b + index, [1, 2], [10, 20]) // [11, 23]
     * await pool.map((x, y) => Math.sqrt(x * y), Float64Array.of(1, 2), Float64Array.of(4, 8)) // Float64Array(2) [ 2, 4 ]
     * ```
     */
    map<I extends readonly Input[]>(fn: Elementwise<I, Storable>, ...inputs: I): Promise<Float64Array<ArrayBuffer>>;
    /** Typed arrays, into `out`. */
    map<I extends readonly Input[], O extends TypedArray>(fn: Elementwise<I, Storable>, ...rest: [...inputs: I, options: FunctionOptions & ArrayOptions & {
        out: O;
        dtype?: undefined;
    }]): Promise<O>;
    /** Typed arrays, with options. */
    map<I extends readonly Input[], D extends Dtype = 'float64'>(fn: Elementwise<I, Storable>, ...rest: [...inputs: I, options: FunctionOptions & ArrayOptions & NewResult<D>]): Promise<ArrayOf<D>>;
    /** The items of an iterable. */
    map<A, R>(fn: (a: A, index: number) => R, items: AnyIterable<A> & {
        readonly BYTES_PER_ELEMENT?: never;
    }, options?: MapOptions): Promise<Awaited<R>[]>;
    /** The items of two iterables side by side. */
    map<A, B, R>(fn: (a: A, b: B, index: number) => R, items: AnyIterable<A>, items2: AnyIterable<B>, options?: MapOptions): Promise<Awaited<R>[]>;
    /** The items of three iterables side by side. */
    map<A, B, C, R>(fn: (a: A, b: B, c: C, index: number) => R, items: AnyIterable<A>, items2: AnyIterable<B>, items3: AnyIterable<C>, options?: MapOptions): Promise<Awaited<R>[]>;
    /** The items of more iterables side by side. */
    map<R>(fn: Anyhow<R>, items: AnyIterable<unknown>, items2: AnyIterable<unknown>, items3: AnyIterable<unknown>, items4: AnyIterable<unknown>, ...more: (AnyIterable<unknown> | MapOptions)[]): Promise<Awaited<R>[]>;
    /**
     * As {@link Pool.map}, but blocks this thread until the results are there, for scripts; it needs no `await`. It has
     * workers of its own, as many as the pool, which run in the background of a thread that answers for them: faults,
     * `timeout` and `retries` are what they are for `map`. There is no `signal`, as nothing could abort it.
     *
     * Over typed arrays, `map` of `allcores` is synchronous.
     *
     * @param fn - called with an item of each iterable, then the index
     * @param items - any iterable
     * @throws What `map` throws at the call, and what it rejects with
     *
     * @example
     * ```ts
     * pool.mapSync((text) => text.length, ['one', 'three']) // [3, 5]
     * ```
     */
    mapSync<A, R>(fn: (a: A, index: number) => R, items: Iterable<A> & {
        readonly BYTES_PER_ELEMENT?: never;
    }, options?: MapSyncOptions): Awaited<R>[];
    /** The items of two iterables side by side. */
    mapSync<A, B, R>(fn: (a: A, b: B, index: number) => R, items: Iterable<A>, items2: Iterable<B>, options?: MapSyncOptions): Awaited<R>[];
    /** The items of more iterables side by side. */
    mapSync<R>(fn: Anyhow<R>, items: Iterable<unknown>, items2: Iterable<unknown>, items3: Iterable<unknown>, ...more: (Iterable<unknown> | MapSyncOptions)[]): Awaited<R>[];
    /**
     * Calls `fn` with the members of every tuple as its arguments, and nothing else, Python's `Pool.starmap`. Otherwise as
     * {@link Pool.map}.
     *
     * @param fn - called with the members of a tuple
     * @param items - an iterable of iterables, read at once
     *
     * @example
     * ```ts
     * await pool.starmap((base, exponent) => base ** exponent, [[2, 3], [3, 2]]) // [8, 9]
     * ```
     */
    starmap<T extends readonly unknown[], R>(fn: (...args: T) => R, items: AnyIterable<Readonly<T>>, options?: MapOptions): Promise<Awaited<R>[]>;
    /**
     * As {@link Pool.map}, but lazy: an async iterator of the results in the order of the items, Python's `Pool.imap`. The
     * input is pulled only while fewer than 2 × workers chunks are open, so it may be endless; nothing is pulled before the
     * first `next()`, and leaving the loop ends it. `chunkSize` is 1 by default. An iterator pulls no more once its pool is
     * closed; end it before.
     *
     * @example
     * ```ts
     * const lengths = []
     * for await (const length of pool.imap((text) => text.length, ['one', 'three'])) lengths.push(length)
     * lengths // [3, 5]
     * ```
     */
    imap<A, R>(fn: (a: A, index: number) => R, items: AnyIterable<A>, options?: IterateOptions): AsyncGenerator<Awaited<R>, void, undefined>;
    /** The items of two iterables side by side. */
    imap<A, B, R>(fn: (a: A, b: B, index: number) => R, items: AnyIterable<A>, items2: AnyIterable<B>, options?: IterateOptions): AsyncGenerator<Awaited<R>, void, undefined>;
    /** The items of more iterables side by side. */
    imap<R>(fn: Anyhow<R>, items: AnyIterable<unknown>, items2: AnyIterable<unknown>, items3: AnyIterable<unknown>, ...more: (AnyIterable<unknown> | IterateOptions)[]): AsyncGenerator<Awaited<R>, void, undefined>;
    /**
     * As {@link Pool.imap}, but each result as soon as it is there, Python's `Pool.imap_unordered`.
     *
     * @example
     * ```ts
     * let total = 0
     * for await (const length of pool.imapUnordered((text) => text.length, ['one', 'three'])) total += length
     * total // 8
     * ```
     */
    imapUnordered<A, R>(fn: (a: A, index: number) => R, items: AnyIterable<A>, options?: IterateOptions): AsyncGenerator<Awaited<R>, void, undefined>;
    /** The items of two iterables side by side. */
    imapUnordered<A, B, R>(fn: (a: A, b: B, index: number) => R, items: AnyIterable<A>, items2: AnyIterable<B>, options?: IterateOptions): AsyncGenerator<Awaited<R>, void, undefined>;
    /** The items of more iterables side by side. */
    imapUnordered<R>(fn: Anyhow<R>, items: AnyIterable<unknown>, items2: AnyIterable<unknown>, items3: AnyIterable<unknown>, ...more: (AnyIterable<unknown> | IterateOptions)[]): AsyncGenerator<Awaited<R>, void, undefined>;
    /**
     * Calls `fn` once with the arguments in `args`, Python's `Pool.apply_async`.
     *
     * @example
     * ```ts
     * await pool.apply((a, b) => a + b, [1, 2], { signal: AbortSignal.timeout(1000) }) // 3
     * ```
     */
    apply<T extends readonly unknown[], R>(fn: (...args: T) => R, args?: readonly [...T], options?: CallOptions): Promise<Awaited<R>>;
    /**
     * Calls `fn` once with the arguments that follow, Python's `Executor.submit`.
     *
     * @returns a promise that can be cancelled and watched
     *
     * @example
     * ```ts
     * const task = pool.submit((n) => n * 2, 21)
     * await task // 42
     * ```
     */
    submit<T extends unknown[], R>(fn: (...args: T) => R, ...args: T): Task<Awaited<R>>;
    /**
     * The functions that a module exports, as tasks: the workers load the module, once each, and this thread does not. So
     * the functions see all that is around them in their file. A task can be called, has the pool's methods, and stands
     * wherever the pool takes a function.
     *
     * A call rejects with code `MODULE_LOAD_FAILED` where the module does not load, and with `MISSING_EXPORT`, which names
     * what there is, where it has no such function. TypeScript loads where Node erases types, or by an inherited loader.
     *
     * @param specifier - the module's URL, or what `import` takes, resolved from the file of the caller
     *
     * @example
     * ```ts
     * const tasks = pool.module<typeof import('node:path')>('node:path')
     * await tasks.basename('a/b.txt') // 'b.txt'
     * await tasks.dirname.map(['a/b', 'c/d']) // ['a', 'c']
     * ```
     */
    module<M>(specifier: URL | string): ModuleTasks<M>;
    /**
     * Calls `fn` once on every worker of the pool, with the arguments in `args`, and resolves to the results; workers that
     * have not started do so. Workers that start later do not call it: that is what `initializer` is for.
     *
     * @example
     * ```ts
     * const sizes = await pool.broadcast((limit) => Reflect.set(globalThis, 'limit', limit), [10])
     * sizes.length === pool.workers // true
     * ```
     */
    broadcast<T extends readonly unknown[], R>(fn: (...args: T) => R, args?: readonly [...T], options?: Pick<CallOptions, 'signal' | 'timeout'>): Promise<Awaited<R>[]>;
}
type Anyhow<R> = (...args: any[]) => R;

/** The pool of a program that wants one and no more. */

/**
 * The pool of this program: made at the first call, the same from then on, with one worker per core. It need not be
 * closed, as an idle pool does not keep the program alive; after a `close()` the next call makes a new one.
 *
 * @example
 * ```ts
 * await defaultPool().map((text) => text.length, ['one', 'three']) // [3, 5]
 * ```
 */
declare function defaultPool(): Pool;

/** A class of errors. */
type ErrorClass = abstract new (...args: any[]) => Error;
/**
 * Lets errors of this class keep their class when they come from a worker: `instanceof` holds, and methods are there. Both
 * sides have to know the class, so call this where it is defined, in a file that the program and its tasks import. An
 * error is not constructed anew: it gets the prototype and the own properties, but no private fields.
 *
 * @param error - the class
 * @param name - what the class goes by on both sides; give it where a minifier changes names. Of two, the last counts
 * @throws TypeError `INVALID_TYPE` unless it is a class of errors with a name
 *
 * @example
 * ```ts
 * class NotFound extends Error {}
 * registerError(NotFound)
 * ```
 */
declare function registerError(error: ErrorClass, name?: string): void;

/**
 * One function in a process of its own, as Python's `multiprocessing.Process`: for work that lasts as long as the program,
 * or that a crash must not reach. For many short pieces of work there is `Pool`.
 */
/** How a process is made. */
interface ProcessOptions<A extends readonly unknown[] = readonly unknown[]> {
    /** The arguments of the function. They are copied when the process starts; a `SharedMemory` is shared. */
    args?: readonly [...A] | undefined;
    /** A name, for people; `Process-1` and so on by default. */
    name?: string | undefined;
    /** Whether the program may end without it: it does not keep the program alive, and ends with it. */
    daemon?: boolean | undefined;
}
/**
 * A function that runs in a process of its own. It travels as its source, as with {@link Pool}: it sees its arguments,
 * globals and what it imports itself. What it prints goes to the output of this program, and what it returns nowhere:
 * results go over memory in common, files or sockets.
 *
 * The process ends when the function has returned, its promise included, and nothing is left to do. It keeps this program
 * alive until then, unless it is a `daemon`; it never outlives this program, also not one that was killed.
 *
 * @example
 * ```ts
 * const child = new Process((code) => process.exit(code), { args: [3] })
 * child.start()
 * await child.join() // 3
 * ```
 * @see Python's `multiprocessing.Process`.
 */
declare class Process<A extends readonly unknown[] = readonly unknown[]> {
    #private;
    /** The name, for people. */
    readonly name: string;
    /** Whether the program may end without it. */
    readonly daemon: boolean;
    /**
     * Makes a process; it does not start yet.
     *
     * @param target - the function
     * @throws TypeError `INVALID_TYPE`, `INVALID_FUNCTION`, `UNKNOWN_OPTION`; AllcoresError `UNSUPPORTED_RUNTIME`
     */
    constructor(target: (...args: A) => unknown, options?: ProcessOptions<A>);
    /** The id that the system knows it by; `undefined` before it starts. */
    get pid(): number | undefined;
    /**
     * How it ended: 0 where the function returned, `n` for `process.exit(n)`, 1 for an error that nobody caught, and `-n`
     * where signal `n` ended it; `undefined` before.
     */
    get exitCode(): number | undefined;
    /** Whether it has started and not ended. */
    get alive(): boolean;
    /**
     * Starts it, once.
     *
     * @throws TypeError `NOT_CLONEABLE` for an argument that cannot cross; AllcoresError `INVALID_STATE`,
     * `WORKER_START_FAILED`
     */
    start(): void;
    /**
     * Resolves to the exit code when it has ended, or to `undefined` where it has not within `timeout` ms.
     *
     * @throws AllcoresError `INVALID_STATE` before it was started; TypeError, RangeError for a wrong `timeout`
     *
     * @example
     * ```ts
     * const child = new Process(() => { for (;;); })
     * child.start()
     * await child.join(10) // undefined
     * child.kill()
     * await child.join() // -9
     * ```
     */
    join(timeout?: number): Promise<number | undefined>;
    /** Asks it to end: SIGTERM, which it can handle. Nothing where it does not run. */
    terminate(): void;
    /** Ends it now: SIGKILL. Nothing where it does not run. */
    kill(): void;
    /**
     * Says that it is not needed any more: it cannot be started then.
     *
     * @throws AllcoresError `INVALID_STATE` while it runs
     */
    close(): void;
}

export { AllcoresError, AnyLock, AnyQueue, AnySemaphore, Barrier, BoundedSemaphore, BrokenBarrierError, Condition, Connection, Event, Held, ItemsFailedError, JoinableQueue, Lock, NDArray, OwnerDiedError, Pipe, Pool, Process, Queue, RLock, Semaphore, ShareableList, Shared, SharedMemory, Task, Value, WorkerDiedError, argmax, argmin, argsort, asCompleted, availableParallelism, count, cumsum, defaultPool, dot, every, filter, findIndex, histogram, info, kernel, map, mapReduce, max, mean, median, min, ndarray, quantile, reduce, registerError, setThreads, sharedArray, some, sort, std, sum, variance };
export type { AcquireOptions, AcquireSyncOptions, ArrayOf, ArrayOptions, BarrierOptions, BigIntArray, CallOptions, ChunkEnd, Coded, Completed, ConnectionHandle, CreateOptions, CumulativeOf, Dtype, Durations, ElementOf, Elements, Elementwise, ErrorClass, ErrorCode, Float16, Float16ArrayLike, FunctionOptions, Histogram, HistogramOptions, Info, Input, IterateOptions, Kernel, KernelCallOptions, KernelOptions, MapFunctionOptions, MapOptions, MapSyncOptions, ModuleTask, ModuleTasks, Nested, NewResult, NoOut, OutOptions, OverItems, PipeOptions, PoolEvents, PoolOptions, PoolStats, ProcessOptions, Progress, QuantileOptions, QueueCreateOptions, QueueOptions, ReduceOptions, Reducer, ReducerName, ResultOptions, SameClass, ShapedViewOptions, ShareableListHandle, ShareableValue, SharedMemoryHandle, Source, Storable, SyncHandle, TaskState, TypedArray, TypedArrays, ValueOf, ValueType, VarianceOptions, ViewOptions, WaitOptions, WaitSyncOptions, WorkerExit, WorkerId, WorkerKind, WorkerStart, WorkerState, WorkerStats };
