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

/**
 * The functions over arrays as plain loops in JavaScript: what runs where a function is outside of the subset that is
 * compiled, on the calling thread over all elements and on workers over a range of them each. They are the meaning of
 * the compiled functions, too: a compiled function gives what these give.
 */

/** Reducers that have a name. */
type ReducerName = 'sum' | 'min' | 'max' | 'product';

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
/** A kernel whose calls are promises. */
interface PromiseKernel<D extends Dtype = 'float64'> {
    /** Calls the function for each element of the inputs; gives a new array. */
    (...inputs: Input[]): Promise<ArrayOf<D>>;
    /** Writes into `out`. */
    <O extends TypedArray>(...args: [...inputs: Input[], options: KernelCallOptions & BackgroundOptions & {
        out: O;
    }]): Promise<O>;
    /** Gives a new array of a dtype of the call. */
    <E extends Dtype = D>(...args: [...inputs: Input[], options: KernelCallOptions<E> & BackgroundOptions & {
        out?: undefined;
    }]): Promise<ArrayOf<E>>;
    /** As that of the kernels of `allcores`. */
    explain(...inputs: Input[]): string;
}

/**
 * The compiled functions, off the event loop: the same names, checks and answers, as promises. What cannot be compiled
 * runs on worker threads, where a function sees no variable around it: one that uses some is an error at the call, with
 * code `CAPTURED_VARIABLE`.
 */

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
declare function kernel<D extends Dtype = 'float64'>(fn: (...elements: number[]) => Storable, options?: KernelOptions<D>): PromiseKernel<D>;
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
declare function map<I extends readonly Input[]>(fn: Elementwise<I, Storable>, ...inputs: I): Promise<Float64Array<ArrayBuffer>>;
/** Writes into `out`. */
declare function map<I extends readonly Input[], O extends TypedArray>(fn: Elementwise<I, Storable>, ...rest: [...inputs: I, options: FunctionOptions & BackgroundOptions & {
    out: O;
    dtype?: undefined;
}]): Promise<O>;
/** With options. */
declare function map<I extends readonly Input[], D extends Dtype = 'float64'>(fn: Elementwise<I, Storable>, ...rest: [...inputs: I, options: FunctionOptions & BackgroundOptions & NewResult<D>]): Promise<ArrayOf<D>>;
/** With an `out` or without. */
declare function map<I extends readonly Input[]>(fn: Elementwise<I, Storable>, ...rest: [...inputs: I, options: MapFunctionOptions & BackgroundOptions]): Promise<TypedArray>;
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
declare function filter<A extends TypedArray, I extends readonly Input[]>(fn: Elementwise<[A, ...I]>, x: A, ...inputs: I): Promise<SameClass<A, ArrayBuffer>>;
/** With options. */
declare function filter<A extends TypedArray, I extends readonly Input[]>(fn: Elementwise<[A, ...I]>, x: A, ...rest: [...inputs: I, options: (FunctionOptions & BackgroundOptions) | undefined]): Promise<SameClass<A, ArrayBuffer>>;
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
declare function count<I extends readonly Input[]>(fn: Elementwise<I>, ...inputs: I): Promise<number>;
/** With options. */
declare function count<I extends readonly Input[]>(fn: Elementwise<I>, ...rest: [...inputs: I, options: (FunctionOptions & BackgroundOptions) | undefined]): Promise<number>;
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
declare function some<I extends readonly Input[]>(fn: Elementwise<I>, ...inputs: I): Promise<boolean>;
/** With options. */
declare function some<I extends readonly Input[]>(fn: Elementwise<I>, ...rest: [...inputs: I, options: (FunctionOptions & BackgroundOptions) | undefined]): Promise<boolean>;
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
declare function every<I extends readonly Input[]>(fn: Elementwise<I>, ...inputs: I): Promise<boolean>;
/** With options. */
declare function every<I extends readonly Input[]>(fn: Elementwise<I>, ...rest: [...inputs: I, options: (FunctionOptions & BackgroundOptions) | undefined]): Promise<boolean>;
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
declare function findIndex<I extends readonly Input[]>(fn: Elementwise<I>, ...inputs: I): Promise<number>;
/** With options. */
declare function findIndex<I extends readonly Input[]>(fn: Elementwise<I>, ...rest: [...inputs: I, options: (FunctionOptions & BackgroundOptions) | undefined]): Promise<number>;
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
declare function reduce<A extends TypedArray>(reducer: ReducerName | Reducer<ElementOf<A>>, x: A, options?: ReduceOptions<ElementOf<A>> & BackgroundOptions): Promise<ElementOf<A>>;
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
declare function mapReduce<I extends readonly Input[]>(fn: Elementwise<I, number | boolean>, reducer: ReducerName | Reducer<number>, ...inputs: I): Promise<number>;
/** With options. */
declare function mapReduce<I extends readonly Input[]>(fn: Elementwise<I, number | boolean>, reducer: ReducerName | Reducer<number>, ...rest: [...inputs: I, options: (ReduceOptions & BackgroundOptions) | undefined]): Promise<number>;
/** Of bigints. */
declare function mapReduce<I extends readonly [BigIntArray, ...Input[]]>(fn: Elementwise<I, bigint>, reducer: ReducerName | Reducer<bigint>, ...inputs: I): Promise<bigint>;
/** Of bigints, with options. */
declare function mapReduce<I extends readonly [BigIntArray, ...Input[]]>(fn: Elementwise<I, bigint>, reducer: ReducerName | Reducer<bigint>, ...rest: [...inputs: I, options: (ReduceOptions<bigint> & BackgroundOptions) | undefined]): Promise<bigint>;

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

export { argmax, argmin, argsort, count, cumsum, dot, every, filter, findIndex, histogram, kernel, map, mapReduce, max, mean, median, min, quantile, reduce, some, sort, std, sum, variance };
export type { BackgroundOptions, PromiseKernel };
