/**
 * The pool as its users see it. The methods check what they get, at once, and hand over to the parts: functions are
 * shipped, items become chunks, the scheduler runs them. Python's names and contracts where Python has them.
 */
import type { ResourceLimits } from 'node:worker_threads'
import type { BigIntArray, ElementOf, SameClass, TypedArray } from '../arrays/dtype.js'
import type { ArrayOf, Dtype } from '../compiled/dtypes.js'
import { explaining } from '../compiled/explain.js'
import * as operations from '../compiled/operations.js'
import type {
  Elementwise,
  FunctionOptions,
  Input,
  MapFunctionOptions,
  NewResult,
  ReduceOptions,
  Reducer,
  ReducerName,
  Storable,
} from '../compiled/types.js'
import { show, typeError } from '../errors.js'
import { availableParallelism } from '../info.js'
import { checkOptions } from '../options.js'
import { checkSignal } from '../signal.js'
import { Stop } from '../stop.js'
import { rowByRow, sideBySide, single } from './arguments.js'
import { ArrayCalls, isOverArrays } from './arrays.js'
import { Call } from './call.js'
import { spawner, WORKER_KINDS, type WorkerKind } from './executors/kinds.js'
import { iterate } from './imap.js'
import { chunkSizes, mapAll } from './map.js'
import { checkCount, checkIterable, isIterable, ORDINARY } from './options.js'
import { Scheduler } from './scheduler.js'
import { Task } from './task.js'
import { type AnyFunction, ship } from './wire/functions.js'
import { columns } from './zip.js'

/** How a pool is made. */
export interface PoolOptions {
  /** The kind of its workers, `'thread'` by default; or how many it has at most, of threads. */
  workers?: WorkerKind | number | undefined
  /** How many workers it has at most; as many as this process may run threads at once by default. */
  size?: number | undefined
  /** Limits of each worker's memory, as `node:worker_threads` has them; a worker that exceeds them ends. */
  resourceLimits?: ResourceLimits | undefined
}

/** How a single call runs. */
export interface CallOptions {
  /** Ends the call early: it rejects at once with code `ABORTED`, and its work stops. */
  signal?: AbortSignal | undefined
}

/** How a call over items runs. */
export interface MapOptions extends CallOptions {
  /** How many items travel to a worker together. */
  chunkSize?: number | undefined
}

/** The options of calls over typed arrays, beside those of their functions. */
const ARRAY_OPTIONS = ['chunkSize', 'signal']

/** More workers per core than this are probably a mistake. */
const MANY_WORKERS = 4
let warned = false

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
export class Pool implements AsyncDisposable {
  /** How many workers the pool has at most. */
  readonly workers: number
  readonly #scheduler: Scheduler
  readonly #arrays: ArrayCalls

  /**
   * Makes a pool; no worker starts yet.
   *
   * @throws RangeError `OUT_OF_RANGE`, TypeError `INVALID_TYPE` unless `workers` is an integer of 1 or more
   */
  constructor(options?: PoolOptions) {
    const { workers, size, resourceLimits } = checkOptions(options, ['workers', 'size', 'resourceLimits'])
    const cores = availableParallelism()
    const kind = WORKER_KINDS.find((kind) => kind === workers)
    this.workers = checkCount('workers', kind === undefined ? workers : size) ?? cores
    if (this.workers > cores * MANY_WORKERS && !warned) {
      warned = true
      const message = `a pool of ${this.workers} workers on ${cores} cores: more workers than cores cost memory and gain nothing`
      process.emitWarning(message, 'AllcoresWarning')
    }
    this.#scheduler = new Scheduler(this.workers, spawner(kind ?? 'thread', resourceLimits as ResourceLimits | undefined, this.workers))
    this.#arrays = new ArrayCalls(this.#scheduler, this.workers)
  }

  /**
   * Calls `fn` for every item and resolves to the results in the order of the items, Python's `Pool.map`. Several
   * iterables go side by side and stop at the shortest; the index comes as the last argument. Async functions are
   * awaited, one item of a chunk after the other.
   *
   * The first failure rejects, and the rest of the call is given up. Chunks hold ceil(n / (workers × 4)) items and shrink
   * toward the end, unless `chunkSize` is given.
   *
   * Over typed arrays, and numbers beside them, the result is a typed array, as that of `map` of `allcores`: the function
   * is compiled and runs natively, or, where it cannot be compiled, as JavaScript on the workers, with the same result and
   * one warning that says what to change. `strict: true` makes that an error. `Array.from(x)` is what to map to anything
   * else than numbers.
   *
   * @param fn - called with an item of each iterable, then the index
   * @param items - any iterable, read at once; or typed arrays and numbers
   * @throws TypeError, RangeError, AllcoresError at the call, as said at {@link Pool}
   *
   * @example
   * ```ts
   * await pool.map((x) => x * x, [1, 2, 3]) // [1, 4, 9]
   * await pool.map((a, b, index) => a + b + index, [1, 2], [10, 20]) // [11, 23]
   * await pool.map((x, y) => Math.sqrt(x * y), Float64Array.of(1, 2), Float64Array.of(4, 8)) // Float64Array(2) [ 2, 4 ]
   * ```
   */
  map<I extends readonly Input[]>(fn: Elementwise<I, Storable>, ...inputs: I): Promise<Float64Array<ArrayBuffer>>
  /** Typed arrays, into `out`. */
  map<I extends readonly Input[], O extends TypedArray>(
    fn: Elementwise<I, Storable>,
    ...rest: [...inputs: I, options: FunctionOptions & MapOptions & { out: O; dtype?: undefined }]
  ): Promise<O>
  /** Typed arrays, with options. */
  map<I extends readonly Input[], D extends Dtype = 'float64'>(
    fn: Elementwise<I, Storable>,
    ...rest: [...inputs: I, options: FunctionOptions & MapOptions & NewResult<D>]
  ): Promise<ArrayOf<D>>
  /** The items of an iterable. */
  map<A, R>(
    fn: (a: A, index: number) => R,
    items: Iterable<A> & { readonly BYTES_PER_ELEMENT?: never },
    options?: MapOptions,
  ): Promise<Awaited<R>[]>
  /** The items of two iterables side by side. */
  map<A, B, R>(
    fn: (a: A, b: B, index: number) => R,
    items: Iterable<A>,
    items2: Iterable<B>,
    options?: MapOptions,
  ): Promise<Awaited<R>[]>
  /** The items of three iterables side by side. */
  map<A, B, C, R>(
    fn: (a: A, b: B, c: C, index: number) => R,
    items: Iterable<A>,
    items2: Iterable<B>,
    items3: Iterable<C>,
    options?: MapOptions,
  ): Promise<Awaited<R>[]>
  /** The items of more iterables side by side. */
  map<R>(
    fn: Anyhow<R>,
    items: Iterable<unknown>,
    items2: Iterable<unknown>,
    items3: Iterable<unknown>,
    items4: Iterable<unknown>,
    ...more: (Iterable<unknown> | MapOptions)[]
  ): Promise<Awaited<R>[]>
  map(fn: AnyFunction, ...rest: unknown[]): Promise<unknown> {
    if (isOverArrays(rest)) return this.#overArrays(this.map, (place) => operations.map(fn, rest, place))
    const { call, inputs, chunkSize } = this.#overItems(fn, rest, this.map)
    const lists = columns(inputs)
    this.#checkStill(call)
    const size = lists[0]!.length
    return mapAll(call, sideBySide(lists, size, true), chunkSizes(size, this.workers, chunkSize))
  }

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
    ...rest: [...inputs: I, options: (FunctionOptions & MapOptions) | undefined]
  ): Promise<SameClass<A, ArrayBuffer>>
  filter(fn: unknown, ...rest: unknown[]): Promise<unknown> {
    return this.#overArrays(this.filter, (place) => operations.test('filter', fn, rest, place))
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
    options?: ReduceOptions<ElementOf<A>> & MapOptions,
  ): Promise<ElementOf<A>> {
    const reduced = this.#overArrays(this.reduce, (place) => operations.reduce(reducer, [x, options], place))
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
    ...rest: [...inputs: I, options: (ReduceOptions & MapOptions) | undefined]
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
    ...rest: [...inputs: I, options: (ReduceOptions<bigint> & MapOptions) | undefined]
  ): Promise<bigint>
  mapReduce(fn: unknown, reducer: unknown, ...rest: unknown[]): Promise<unknown> {
    return this.#overArrays(this.mapReduce, (place) => operations.mapReduce(fn, reducer, rest, place))
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
    ...rest: [...inputs: I, options: (MapFunctionOptions & MapOptions) | undefined]
  ): string
  explain(fn: unknown, ...rest: unknown[]): unknown {
    return operations.map(fn, rest, explaining("JavaScript on the pool's workers", ARRAY_OPTIONS))
  }

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
  starmap<T extends readonly unknown[], R>(
    fn: (...args: T) => R,
    items: Iterable<Readonly<T>>,
    options?: MapOptions,
  ): Promise<Awaited<R>[]>
  starmap(fn: AnyFunction, ...rest: unknown[]): Promise<unknown[]> {
    const { call, inputs, chunkSize } = this.#overItems(fn, rest, this.starmap)
    if (inputs.length > 1) {
      throw typeError('INVALID_TYPE', `starmap takes one iterable, of tuples, got ${inputs.length}; map takes several`)
    }
    const rows = Array.from(inputs[0]!, (row, i) => [...checkIterable(`items[${i}]`, row)])
    this.#checkStill(call)
    return mapAll(call, rowByRow(rows), chunkSizes(rows.length, this.workers, chunkSize))
  }

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
  imap<A, R>(
    fn: (a: A, index: number) => R,
    items: Iterable<A>,
    options?: MapOptions,
  ): AsyncGenerator<Awaited<R>, void, undefined>
  /** The items of two iterables side by side. */
  imap<A, B, R>(
    fn: (a: A, b: B, index: number) => R,
    items: Iterable<A>,
    items2: Iterable<B>,
    options?: MapOptions,
  ): AsyncGenerator<Awaited<R>, void, undefined>
  /** The items of more iterables side by side. */
  imap<R>(
    fn: Anyhow<R>,
    items: Iterable<unknown>,
    items2: Iterable<unknown>,
    items3: Iterable<unknown>,
    ...more: (Iterable<unknown> | MapOptions)[]
  ): AsyncGenerator<Awaited<R>, void, undefined>
  imap(fn: AnyFunction, ...rest: unknown[]): AsyncGenerator<unknown, void, undefined> {
    return this.#iterate(fn, rest, true, this.imap)
  }

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
  imapUnordered<A, R>(
    fn: (a: A, index: number) => R,
    items: Iterable<A>,
    options?: MapOptions,
  ): AsyncGenerator<Awaited<R>, void, undefined>
  /** The items of two iterables side by side. */
  imapUnordered<A, B, R>(
    fn: (a: A, b: B, index: number) => R,
    items: Iterable<A>,
    items2: Iterable<B>,
    options?: MapOptions,
  ): AsyncGenerator<Awaited<R>, void, undefined>
  /** The items of more iterables side by side. */
  imapUnordered<R>(
    fn: Anyhow<R>,
    items: Iterable<unknown>,
    items2: Iterable<unknown>,
    items3: Iterable<unknown>,
    ...more: (Iterable<unknown> | MapOptions)[]
  ): AsyncGenerator<Awaited<R>, void, undefined>
  imapUnordered(fn: AnyFunction, ...rest: unknown[]): AsyncGenerator<unknown, void, undefined> {
    return this.#iterate(fn, rest, false, this.imapUnordered)
  }

  /**
   * Calls `fn` once with the arguments in `args`, Python's `Pool.apply_async`.
   *
   * @example
   * ```ts
   * await pool.apply((a, b) => a + b, [1, 2], { signal: AbortSignal.timeout(1000) }) // 3
   * ```
   */
  apply<T extends readonly unknown[], R>(
    fn: (...args: T) => R,
    args?: readonly [...T],
    options?: CallOptions,
  ): Promise<Awaited<R>> {
    const shipped = ship(fn)
    const list = args === undefined ? [] : [...checkIterable('args', args)]
    const signal = checkSignal(checkOptions(options, ['signal']).signal)
    this.#scheduler.checkOpen()
    return Task.start(new Call(this.#scheduler, shipped, new Stop(signal), ORDINARY, this.apply), single(list))
  }

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
  submit<T extends unknown[], R>(fn: (...args: T) => R, ...args: T): Task<Awaited<R>> {
    const shipped = ship(fn)
    this.#scheduler.checkOpen()
    return Task.start(new Call(this.#scheduler, shipped, new Stop(), ORDINARY, this.submit), single(args))
  }

  /**
   * Takes no more calls, finishes those it has, and ends the workers. Also what `await using` does. Calls after it throw
   * with code `POOL_CLOSED`.
   */
  async close(): Promise<void> {
    await Promise.all([this.#scheduler.close(), this.#arrays.settled()])
  }

  /** Takes no more calls, rejects those it has with code `POOL_TERMINATED`, and ends the workers now. */
  async terminate(): Promise<void> {
    this.#arrays.terminate()
    await Promise.all([this.#scheduler.terminate(), this.#arrays.settled()])
  }

  /** Closes the pool, as {@link Pool.close} does. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #overArrays(method: unknown, call: (place: operations.Place) => unknown): Promise<unknown> {
    return call(this.#arrays.place(method, ARRAY_OPTIONS)) as Promise<unknown>
  }

  #iterate(fn: AnyFunction, rest: unknown[], ordered: boolean, method: unknown) {
    const { call, inputs, chunkSize = 1 } = this.#overItems(fn, rest, method)
    return iterate(call, inputs, { workers: this.workers, chunkSize, ordered })
  }

  /** What calls over items have in common: iterables, then perhaps options. */
  #overItems(fn: AnyFunction, rest: unknown[], method: unknown) {
    const shipped = ship(fn)
    const last = rest.at(-1)
    const hasOptions = rest.length > 1 && !isIterable(last)
    const inputs = hasOptions ? rest.slice(0, -1) : rest
    const options = checkOptions(hasOptions ? last : undefined, ['chunkSize', 'signal'])
    const chunkSize = checkCount('chunkSize', options.chunkSize)
    const signal = checkSignal(options.signal)
    this.#scheduler.checkOpen()
    if (inputs.length === 0)
      throw typeError('INVALID_TYPE', `items must be an iterable such as an array, got ${show(undefined)}`)
    return {
      call: new Call(this.#scheduler, shipped, new Stop(signal), ORDINARY, method),
      inputs: inputs.map((input, i) => checkIterable(i === 0 ? 'items' : `items${i + 1}`, input)),
      chunkSize,
    }
  }

  /** Reading the items runs code of the user, which may have aborted the call or closed the pool. */
  #checkStill(call: Call): void {
    call.stop.check()
    this.#scheduler.checkOpen()
  }
}

// biome-ignore lint/suspicious/noExplicitAny: the parameters of many iterables are not inferred
type Anyhow<R> = (...args: any[]) => R
