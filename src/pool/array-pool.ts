/** The calls of a pool over typed arrays, beside `map`. */
import type { BigIntArray, ElementOf, SameClass, TypedArray } from '../arrays/dtype.js'
import { explaining } from '../compiled/explain.js'
import * as operations from '../compiled/operations.js'
import type {
  Elementwise,
  FunctionOptions,
  Input,
  MapFunctionOptions,
  ReduceOptions,
  Reducer,
  ReducerName,
  Storable,
} from '../compiled/types.js'
import { BasePool } from './base.js'
import { ARRAY_OPTIONS, type ArrayOptions } from './options.js'

/** A pool that filters, reduces and explains typed arrays. */
export abstract class ArrayPool extends BasePool {
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
  filter<A extends TypedArray, I extends readonly Input[]>(
    fn: Elementwise<[A, ...I]>,
    x: A,
    ...inputs: I
  ): Promise<SameClass<A, ArrayBuffer>>
  /** With options. */
  filter<A extends TypedArray, I extends readonly Input[]>(
    fn: Elementwise<[A, ...I]>,
    x: A,
    ...rest: [...inputs: I, options: (FunctionOptions & ArrayOptions) | undefined]
  ): Promise<SameClass<A, ArrayBuffer>>
  filter(fn: unknown, ...rest: unknown[]): Promise<unknown> {
    return this.overArrays(this.filter, (place) => operations.test('filter', fn, rest, place))
  }

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
  reduce<A extends TypedArray>(
    reducer: ReducerName | Reducer<ElementOf<A>>,
    x: A,
    options?: ReduceOptions<ElementOf<A>> & ArrayOptions,
  ): Promise<ElementOf<A>> {
    const reduced = this.overArrays(this.reduce, (place) => operations.reduce(reducer, [x, options], place))
    return reduced as Promise<ElementOf<A>>
  }

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
  mapReduce<I extends readonly Input[]>(
    fn: Elementwise<I, number | boolean>,
    reducer: ReducerName | Reducer<number>,
    ...inputs: I
  ): Promise<number>
  /** With options. */
  mapReduce<I extends readonly Input[]>(
    fn: Elementwise<I, number | boolean>,
    reducer: ReducerName | Reducer<number>,
    ...rest: [...inputs: I, options: (ReduceOptions & ArrayOptions) | undefined]
  ): Promise<number>
  /** Of bigints. */
  mapReduce<I extends readonly [BigIntArray, ...Input[]]>(
    fn: Elementwise<I, bigint>,
    reducer: ReducerName | Reducer<bigint>,
    ...inputs: I
  ): Promise<bigint>
  /** Of bigints, with options. */
  mapReduce<I extends readonly [BigIntArray, ...Input[]]>(
    fn: Elementwise<I, bigint>,
    reducer: ReducerName | Reducer<bigint>,
    ...rest: [...inputs: I, options: (ReduceOptions<bigint> & ArrayOptions) | undefined]
  ): Promise<bigint>
  mapReduce(fn: unknown, reducer: unknown, ...rest: unknown[]): Promise<unknown> {
    return this.overArrays(this.mapReduce, (place) => operations.mapReduce(fn, reducer, rest, place))
  }

  /**
   * Says how {@link Pool.map} would run `fn` over these inputs, for people: natively, with which instructions, or as
   * JavaScript, because of what and what to write instead. Runs nothing.
   *
   * @example
   * ```ts
   * pool.explain((x) => x * 2, Float64Array.of(1)).split('\n')[0] // '(Float64Array) → Float64Array: native'
   * ```
   */
  explain<I extends readonly Input[]>(fn: Elementwise<I, Storable>, ...inputs: I): string
  /** With options. */
  explain<I extends readonly Input[]>(
    fn: Elementwise<I, Storable>,
    ...rest: [...inputs: I, options: (MapFunctionOptions & ArrayOptions) | undefined]
  ): string
  explain(fn: unknown, ...rest: unknown[]): unknown {
    return operations.map(fn, rest, explaining("JavaScript on the pool's workers", ARRAY_OPTIONS))
  }
}
