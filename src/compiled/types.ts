/** The types of what compiled functions take and give. */
import type { BackgroundOptions } from '../arrays/background.js'
import type { ElementOf, TypedArray } from '../arrays/dtype.js'
import type { ArrayOf, Dtype } from './dtypes.js'
import type { ReducerName } from './loops.js'

/** What a function is called with element by element: a typed array, or a number that is the same for all elements. */
export type Input = TypedArray | number

/** What a function is called with for one element: an element of each input, then the index. */
export type Elements<I extends readonly Input[]> = [
  ...{ -readonly [K in keyof I]: I[K] extends TypedArray ? ElementOf<I[K]> : number },
  index: number,
]

/** A function of elements. It is called with an element of each input, and then with the index. */
export type Elementwise<I extends readonly Input[], R = unknown> = (...elements: Elements<I>) => R

/** What can be stored as an element. `undefined` is stored as NaN, or as 0 among integers. */
export type Storable = number | bigint | boolean | undefined

/** A function of two results so far that gives one. It has to be associative: (a ∘ b) ∘ c = a ∘ (b ∘ c). */
export type Reducer<R> = (a: R, b: R) => R

/** What all calls with a function have in common. */
export interface FunctionOptions {
  /**
   * Variables that the function sees by name. It is compiled from its source alone, so what it needs from around it is
   * passed here: numbers, and typed arrays, which it may read by index.
   */
  consts?: Readonly<Record<string, Input>> | undefined
  /**
   * Which bits the functions of `Math` give: `'host'` (the default) those of this runtime's own `Math`, `'portable'` the
   * same on every machine, within one unit in the last place of the true value.
   */
  math?: 'host' | 'portable' | undefined
  /** `true` makes it an error, code `NOT_COMPILABLE`, when the function cannot be compiled. */
  strict?: boolean | undefined
  /** After so many milliseconds the call ends with an error of code `TIMEOUT`. */
  timeout?: number | undefined
}

/** Where a mapped result goes. */
export interface ResultOptions<D extends Dtype = Dtype> {
  /** Where to write, in the length of the inputs; a new array if absent. It may be one of the inputs. */
  out?: TypedArray | undefined
  /** The element type of a new array, as NumPy names it; `'float64'` if absent. */
  dtype?: D | undefined
}

/** A new array of this dtype. */
export type NewResult<D extends Dtype> = ResultOptions<D> & { out?: undefined }

/** Options of `map`. */
export type MapFunctionOptions<D extends Dtype = Dtype> = FunctionOptions & ResultOptions<D>

/** Options of `reduce` and `mapReduce`. */
export interface ReduceOptions<R = number> extends FunctionOptions {
  /** What the reduction starts with. */
  initial?: R | undefined
}

/** Options of a kernel: what its calls have in common. */
export interface KernelOptions<D extends Dtype = Dtype> extends Pick<FunctionOptions, 'consts' | 'math'> {
  /** The element type of new results, as NumPy names it; `'float64'` if absent. */
  dtype?: D | undefined
}

/** Options of one call of a kernel. `consts` are added to those of the kernel. */
export type KernelCallOptions<D extends Dtype = Dtype> = Pick<FunctionOptions, 'consts' | 'timeout'> & ResultOptions<D>

/** A compiled function of typed arrays, which gives arrays of dtype `D` unless a call says otherwise. */
export interface Kernel<D extends Dtype = 'float64'> {
  /** Calls the function for each element of the inputs; gives a new array. */
  (...inputs: Input[]): ArrayOf<D>
  /** Writes into `out`. */
  <O extends TypedArray>(...args: [...inputs: Input[], options: KernelCallOptions & { out: O }]): O
  /** Gives a new array of a dtype of the call. */
  <E extends Dtype = D>(...args: [...inputs: Input[], options: KernelCallOptions<E> & { out?: undefined }]): ArrayOf<E>
  /**
   * Says how the function runs, for people: instruction set, `Math`, registers, loops. For inputs of these classes;
   * without any, for a Float64Array per parameter.
   */
  explain(...inputs: Input[]): string
}

/** A kernel whose calls are promises. */
export interface PromiseKernel<D extends Dtype = 'float64'> {
  /** Calls the function for each element of the inputs; gives a new array. */
  (...inputs: Input[]): Promise<ArrayOf<D>>
  /** Writes into `out`. */
  <O extends TypedArray>(
    ...args: [...inputs: Input[], options: KernelCallOptions & BackgroundOptions & { out: O }]
  ): Promise<O>
  /** Gives a new array of a dtype of the call. */
  <E extends Dtype = D>(
    ...args: [...inputs: Input[], options: KernelCallOptions<E> & BackgroundOptions & { out?: undefined }]
  ): Promise<ArrayOf<E>>
  /** As that of the kernels of `allcores`. */
  explain(...inputs: Input[]): string
}

export type { ReducerName }
