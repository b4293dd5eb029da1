// The public contract of allcores, generated from src by `npm run contract`. Do not edit.

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
/** The task was cancelled. */
 | 'CANCELLED'
/** A function that cannot be sent to a worker. */
 | 'INVALID_FUNCTION'
/** A sent function used a variable that stayed behind. */
 | 'CAPTURED_VARIABLE'
/** A value that cannot cross between threads. */
 | 'NOT_CLONEABLE'
/** The pool was closed before the call. */
 | 'POOL_CLOSED'
/** The pool was terminated while the task waited or ran. */
 | 'POOL_TERMINATED'
/** The worker ended while it ran the task. */
 | 'WORKER_DIED'
/** Workers end before they are ready, again and again. */
 | 'WORKER_START_FAILED'
/** A platform for which there is no native part. */
 | 'UNSUPPORTED_PLATFORM'
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
    /** The exit code of the worker. */
    readonly exitCode: number;
    /** The thread that ended. */
    readonly threadId: number;
    /** The index of the item that was running, for calls over items. */
    readonly index?: number;
    /** Makes the error; programs only catch it. */
    constructor(message: string, details: {
        exitCode: number;
        threadId: number;
    }, options?: ErrorOptions);
    /** The name of the class. */
    get name(): string;
}

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

/** How a task ended, as `Promise.allSettled` tells it, and which task it was. */
type Completed<P> = PromiseSettledResult<Awaited<P>> & {
    /** The promise that settled. */
    readonly task: P;
};
/**
 * Yields tasks, or any promises, in the order in which they settle, fulfilled or rejected, Python's `as_completed`.
 * Rejections of these promises count as handled. Leaving the loop early cancels nothing.
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

/** Where a task is: `cancelled` also stands for aborted by its signal. */
type TaskState = 'pending' | 'running' | 'fulfilled' | 'rejected' | 'cancelled';
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
    /**
     * Takes the task back: one that waits never runs; one that runs loses its worker if it does not end at once. The
     * promise rejects with an {@link AllcoresError} of code `CANCELLED`; where nobody handles that, it is no unhandled
     * rejection.
     *
     * @returns whether the task is cancelled: `false` if it had settled before.
     */
    cancel(): boolean;
}

/**
 * The pool as its users see it. The methods check what they get, at once, and hand over to the parts: functions are
 * shipped, items become chunks, the scheduler runs them. Python's names and contracts where Python has them.
 */

/** How a pool is made. */
interface PoolOptions {
    /** How many workers it has at most; as many as this process may run threads at once by default. */
    workers?: number | undefined;
    /** Limits of each worker's memory, as `node:worker_threads` has them; a worker that exceeds them ends. */
    resourceLimits?: ResourceLimits | undefined;
}
/** How a single call runs. */
interface CallOptions {
    /** Ends the call early: it rejects at once with code `ABORTED`, and its work stops. */
    signal?: AbortSignal | undefined;
}
/** How a call over items runs. */
interface MapOptions extends CallOptions {
    /** How many items travel to a worker together. */
    chunkSize?: number | undefined;
}
/**
 * Workers that run functions on other cores. Workers are threads; they start when there is work for them, and an idle
 * pool does not keep the program alive.
 *
 * A function travels as its source: it sees its arguments, globals, and what it imports itself (`await import(…)`,
 * resolved from the current directory), but no variable around it; using one rejects with code `CAPTURED_VARIABLE`.
 * Arguments and results are copied as `structuredClone` does, typed arrays over a SharedArrayBuffer are shared. Items and
 * arguments are copied when they are sent, which may be later than the call: leave them unchanged until it settles.
 *
 * Every promise settles, whatever happens to the workers. When one ends, the call that it ran rejects with
 * {@link WorkerDiedError}, the others go on, and the worker is replaced. Errors thrown by a function keep their built-in
 * class, message, properties, cause and remote stack; for calls over items, `error.index` says which item failed.
 *
 * Wrong arguments, an aborted signal and a closed pool throw at the call itself, with a `code`.
 *
 * @example
 * ```ts
 * await using pool = new Pool()
 * await pool.map((text) => text.length, ['one', 'three']) // [3, 5]
 * ```
 */
declare class Pool implements AsyncDisposable {
    #private;
    /** How many workers the pool has at most. */
    readonly workers: number;
    /**
     * Makes a pool; no worker starts yet.
     *
     * @throws RangeError `OUT_OF_RANGE`, TypeError `INVALID_TYPE` unless `workers` is an integer of 1 or more
     */
    constructor(options?: PoolOptions);
    /**
     * Calls `fn` for every item and resolves to the results in the order of the items, Python's `Pool.map`. Several
     * iterables go side by side and stop at the shortest; the index comes as the last argument. Async functions are
     * awaited, one item of a chunk after the other.
     *
     * The first failure rejects, and the rest of the call is given up. Chunks hold ceil(n / (workers × 4)) items and shrink
     * toward the end, unless `chunkSize` is given.
     *
     * @param fn - called with an item of each iterable, then the index
     * @param items - any iterable, read at once
     * @throws TypeError, RangeError, AllcoresError at the call, as said at {@link Pool}
     *
     * @example
     * ```ts
     * await pool.map((x) => x * x, [1, 2, 3]) // [1, 4, 9]
     * await pool.map((a, b, index) => a + b + index, [1, 2], [10, 20]) // [11, 23]
     * ```
     */
    map<A, R>(fn: (a: A, index: number) => R, items: Iterable<A>, options?: MapOptions): Promise<Awaited<R>[]>;
    /** The items of two iterables side by side. */
    map<A, B, R>(fn: (a: A, b: B, index: number) => R, items: Iterable<A>, items2: Iterable<B>, options?: MapOptions): Promise<Awaited<R>[]>;
    /** The items of three iterables side by side. */
    map<A, B, C, R>(fn: (a: A, b: B, c: C, index: number) => R, items: Iterable<A>, items2: Iterable<B>, items3: Iterable<C>, options?: MapOptions): Promise<Awaited<R>[]>;
    /** The items of more iterables side by side. */
    map<R>(fn: Anyhow<R>, items: Iterable<unknown>, items2: Iterable<unknown>, items3: Iterable<unknown>, items4: Iterable<unknown>, ...more: (Iterable<unknown> | MapOptions)[]): Promise<Awaited<R>[]>;
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
    starmap<T extends readonly unknown[], R>(fn: (...args: T) => R, items: Iterable<Readonly<T>>, options?: MapOptions): Promise<Awaited<R>[]>;
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
    imap<A, R>(fn: (a: A, index: number) => R, items: Iterable<A>, options?: MapOptions): AsyncGenerator<Awaited<R>, void, undefined>;
    /** The items of two iterables side by side. */
    imap<A, B, R>(fn: (a: A, b: B, index: number) => R, items: Iterable<A>, items2: Iterable<B>, options?: MapOptions): AsyncGenerator<Awaited<R>, void, undefined>;
    /** The items of more iterables side by side. */
    imap<R>(fn: Anyhow<R>, items: Iterable<unknown>, items2: Iterable<unknown>, items3: Iterable<unknown>, ...more: (Iterable<unknown> | MapOptions)[]): AsyncGenerator<Awaited<R>, void, undefined>;
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
    imapUnordered<A, R>(fn: (a: A, index: number) => R, items: Iterable<A>, options?: MapOptions): AsyncGenerator<Awaited<R>, void, undefined>;
    /** The items of two iterables side by side. */
    imapUnordered<A, B, R>(fn: (a: A, b: B, index: number) => R, items: Iterable<A>, items2: Iterable<B>, options?: MapOptions): AsyncGenerator<Awaited<R>, void, undefined>;
    /** The items of more iterables side by side. */
    imapUnordered<R>(fn: Anyhow<R>, items: Iterable<unknown>, items2: Iterable<unknown>, items3: Iterable<unknown>, ...more: (Iterable<unknown> | MapOptions)[]): AsyncGenerator<Awaited<R>, void, undefined>;
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
     * Takes no more calls, finishes those it has, and ends the workers. Also what `await using` does. Calls after it throw
     * with code `POOL_CLOSED`.
     */
    close(): Promise<void>;
    /** Takes no more calls, rejects those it has with code `POOL_TERMINATED`, and ends the workers now. */
    terminate(): Promise<void>;
    /** Closes the pool, as {@link Pool.close} does. */
    [Symbol.asyncDispose](): Promise<void>;
}
type Anyhow<R> = (...args: any[]) => R;

export { AllcoresError, Pool, Task, WorkerDiedError, argmax, argmin, argsort, asCompleted, availableParallelism, cumsum, dot, histogram, info, max, mean, median, min, quantile, setThreads, sort, std, sum, variance };
export type { BigIntArray, CallOptions, Coded, Completed, CumulativeOf, ElementOf, ErrorCode, Float16, Float16ArrayLike, Histogram, HistogramOptions, Info, MapOptions, NoOut, OutOptions, PoolOptions, QuantileOptions, SameClass, TaskState, TypedArray, TypedArrays, VarianceOptions };
