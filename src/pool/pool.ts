/**
 * The pool as its users see it. The methods check what they get, at once, and hand over to the parts: functions are
 * shipped, items become chunks, the scheduler runs them. Python's names and contracts where Python has them.
 */
import type { TypedArray } from '../arrays/dtype.js'
import type { ArrayOf, Dtype } from '../compiled/dtypes.js'
import * as operations from '../compiled/operations.js'
import type { Elementwise, FunctionOptions, Input, NewResult, Storable } from '../compiled/types.js'
import { show, typeError } from '../errors.js'
import { checkOptions } from '../options.js'
import { rowByRow, sideBySide, single } from './arguments.js'
import { ArrayPool } from './array-pool.js'
import { isOverArrays } from './arrays.js'
import { broadcast } from './broadcast.js'
import { Call } from './call.js'
import { CallSites } from './call-site.js'
import { iterate } from './imap.js'
import { chunkSizes, mapAll } from './map.js'
import { type ModuleTasks, moduleTasks } from './module.js'
import {
  type ArrayOptions,
  BROADCAST_OPTIONS,
  CALL_OPTIONS,
  type CallOptions,
  type CallPlan,
  checkBoolean,
  checkCallOptions,
  checkCount,
  checkFunction,
  checkInput,
  checkIterable,
  ITERATE_OPTIONS,
  type IterateOptions,
  isAsyncIterable,
  isIterable,
  MAP_OPTIONS,
  MAP_SYNC_OPTIONS,
  type MapOptions,
  type MapSyncOptions,
  PLAIN,
  type PoolOptions,
} from './options.js'
import type { SingleOptions } from './single.js'
import { runSingle, Task } from './task.js'
import { type AnyFunction, type Shipped, ship } from './wire/functions.js'
import { columns, readAll } from './zip.js'

/** What can be gone over by `for await`. */
export type AnyIterable<T> = Iterable<T> | AsyncIterable<T>

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
export class Pool extends ArrayPool {
  readonly #sites = new CallSites()

  /**
   * Makes a pool; no worker starts yet.
   *
   * @throws RangeError `OUT_OF_RANGE`, TypeError `INVALID_TYPE`, `UNKNOWN_OPTION`, `NOT_CLONEABLE`, `INVALID_FUNCTION`
   */
  constructor(options?: PoolOptions) {
    super(options, Pool)
  }

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
  map<I extends readonly Input[]>(fn: Elementwise<I, Storable>, ...inputs: I): Promise<Float64Array<ArrayBuffer>>
  /** Typed arrays, into `out`. */
  map<I extends readonly Input[], O extends TypedArray>(
    fn: Elementwise<I, Storable>,
    ...rest: [...inputs: I, options: FunctionOptions & ArrayOptions & { out: O; dtype?: undefined }]
  ): Promise<O>
  /** Typed arrays, with options. */
  map<I extends readonly Input[], D extends Dtype = 'float64'>(
    fn: Elementwise<I, Storable>,
    ...rest: [...inputs: I, options: FunctionOptions & ArrayOptions & NewResult<D>]
  ): Promise<ArrayOf<D>>
  /** The items of an iterable. */
  map<A, R>(
    fn: (a: A, index: number) => R,
    items: AnyIterable<A> & { readonly BYTES_PER_ELEMENT?: never },
    options?: MapOptions,
  ): Promise<Awaited<R>[]>
  /** The items of two iterables side by side. */
  map<A, B, R>(
    fn: (a: A, b: B, index: number) => R,
    items: AnyIterable<A>,
    items2: AnyIterable<B>,
    options?: MapOptions,
  ): Promise<Awaited<R>[]>
  /** The items of three iterables side by side. */
  map<A, B, C, R>(
    fn: (a: A, b: B, c: C, index: number) => R,
    items: AnyIterable<A>,
    items2: AnyIterable<B>,
    items3: AnyIterable<C>,
    options?: MapOptions,
  ): Promise<Awaited<R>[]>
  /** The items of more iterables side by side. */
  map<R>(
    fn: Anyhow<R>,
    items: AnyIterable<unknown>,
    items2: AnyIterable<unknown>,
    items3: AnyIterable<unknown>,
    items4: AnyIterable<unknown>,
    ...more: (AnyIterable<unknown> | MapOptions)[]
  ): Promise<Awaited<R>[]>
  map(fn: AnyFunction, ...rest: unknown[]): Promise<unknown> {
    if (isOverArrays(rest)) return this.overArrays(this.map, (place) => operations.map(fn, rest, place))
    const { call, inputs, chunkSize, wishes } = this.#overItems(fn, rest, MAP_OPTIONS, this.map)
    const run = (lists: unknown[][]) => {
      this.#checkStill(call)
      const size = lists[0]!.length
      return mapAll(call, sideBySide(lists, size, true), chunkSizes(size, this.workers, chunkSize), wishes)
    }
    return inputs.every(isIterable) ? run(columns(inputs)) : readAll(call, inputs).then(run)
  }

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
  mapSync<A, R>(
    fn: (a: A, index: number) => R,
    items: Iterable<A> & { readonly BYTES_PER_ELEMENT?: never },
    options?: MapSyncOptions,
  ): Awaited<R>[]
  /** The items of two iterables side by side. */
  mapSync<A, B, R>(
    fn: (a: A, b: B, index: number) => R,
    items: Iterable<A>,
    items2: Iterable<B>,
    options?: MapSyncOptions,
  ): Awaited<R>[]
  /** The items of more iterables side by side. */
  mapSync<R>(
    fn: Anyhow<R>,
    items: Iterable<unknown>,
    items2: Iterable<unknown>,
    items3: Iterable<unknown>,
    ...more: (Iterable<unknown> | MapSyncOptions)[]
  ): Awaited<R>[]
  mapSync(fn: AnyFunction, ...rest: unknown[]): unknown[] {
    if (isOverArrays(rest)) {
      const instead = 'map of allcores is synchronous over typed arrays; Array.from(x) is what to map to anything else'
      throw typeError('INVALID_TYPE', `mapSync takes no typed arrays: ${instead}`)
    }
    const { call, inputs, chunkSize, wishes, plan } = this.#overItems(fn, rest, MAP_SYNC_OPTIONS, this.mapSync)
    const lists = columns(inputs.map((input, i) => checkIterable(i === 0 ? 'items' : `items${i + 1}`, input)))
    this.#checkStill(call)
    const { manner, retries } = plan
    const asked = { fn: call.fn, lists, manner, retries, failFast: wishes.failFast, chunkSize }
    return this.syncCalls.run(asked, this.workers, this.mapSync)
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
    items: AnyIterable<Readonly<T>>,
    options?: MapOptions,
  ): Promise<Awaited<R>[]>
  starmap(fn: AnyFunction, ...rest: unknown[]): Promise<unknown[]> {
    const { call, inputs, chunkSize, wishes } = this.#overItems(fn, rest, MAP_OPTIONS, this.starmap)
    if (inputs.length > 1) {
      throw typeError('INVALID_TYPE', `starmap takes one iterable, of tuples, got ${inputs.length}; map takes several`)
    }
    const run = (tuples: Iterable<unknown>) => {
      const rows = Array.from(tuples, (row, i) => [...checkIterable(`items[${i}]`, row)])
      this.#checkStill(call)
      return mapAll(call, rowByRow(rows), chunkSizes(rows.length, this.workers, chunkSize), wishes)
    }
    const [input] = inputs
    return isIterable(input) ? run(input) : readAll(call, inputs).then(([tuples]) => run(tuples!))
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
    items: AnyIterable<A>,
    options?: IterateOptions,
  ): AsyncGenerator<Awaited<R>, void, undefined>
  /** The items of two iterables side by side. */
  imap<A, B, R>(
    fn: (a: A, b: B, index: number) => R,
    items: AnyIterable<A>,
    items2: AnyIterable<B>,
    options?: IterateOptions,
  ): AsyncGenerator<Awaited<R>, void, undefined>
  /** The items of more iterables side by side. */
  imap<R>(
    fn: Anyhow<R>,
    items: AnyIterable<unknown>,
    items2: AnyIterable<unknown>,
    items3: AnyIterable<unknown>,
    ...more: (AnyIterable<unknown> | IterateOptions)[]
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
    items: AnyIterable<A>,
    options?: IterateOptions,
  ): AsyncGenerator<Awaited<R>, void, undefined>
  /** The items of two iterables side by side. */
  imapUnordered<A, B, R>(
    fn: (a: A, b: B, index: number) => R,
    items: AnyIterable<A>,
    items2: AnyIterable<B>,
    options?: IterateOptions,
  ): AsyncGenerator<Awaited<R>, void, undefined>
  /** The items of more iterables side by side. */
  imapUnordered<R>(
    fn: Anyhow<R>,
    items: AnyIterable<unknown>,
    items2: AnyIterable<unknown>,
    items3: AnyIterable<unknown>,
    ...more: (AnyIterable<unknown> | IterateOptions)[]
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
    const shipped = ship(fn, this.apply)
    const list = args === undefined ? [] : [...checkIterable('args', args)]
    if (options === undefined) return runSingle(this.#single(shipped, list, PLAIN, this.apply), undefined)
    const plan = checkCallOptions(checkOptions(options, CALL_OPTIONS))
    return runSingle(this.#single(shipped, list, plan, this.apply), plan.stop)
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
    const shipped = ship(fn, this.submit)
    return Task.start(this.#single(shipped, args, PLAIN, this.submit))
  }

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
  module<M>(specifier: URL | string): ModuleTasks<M> {
    return moduleTasks(this, specifier, this.module)
  }

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
  broadcast<T extends readonly unknown[], R>(
    fn: (...args: T) => R,
    args?: readonly [...T],
    options?: Pick<CallOptions, 'signal' | 'timeout'>,
  ): Promise<Awaited<R>[]> {
    const shipped = ship(fn, this.broadcast)
    const list = args === undefined ? [] : [...checkIterable('args', args)]
    const plan = checkCallOptions(checkOptions(options, BROADCAST_OPTIONS))
    this.scheduler.checkOpen()
    return broadcast(new Call(this.scheduler, shipped, plan, this.broadcast), single(list)) as Promise<Awaited<R>[]>
  }

  /** What a call of its own is made with. */
  #single(fn: Shipped, list: readonly unknown[], plan: CallPlan, method: unknown): SingleOptions {
    const { scheduler } = this
    scheduler.checkOpen()
    const site = this.#sites.of(fn, method, scheduler.isCrowded)
    return { scheduler, fn, list, manner: plan.manner, retries: plan.retries, site }
  }

  #iterate(fn: AnyFunction, rest: unknown[], ordered: boolean, method: unknown) {
    const { call, inputs, chunkSize = 1 } = this.#overItems(fn, rest, ITERATE_OPTIONS, method)
    return iterate(call, inputs, { workers: this.workers, chunkSize, ordered })
  }

  /** What calls over items have in common: iterables, then perhaps options. */
  #overItems(fn: AnyFunction, rest: unknown[], known: readonly (keyof MapOptions)[], method: unknown) {
    const shipped = ship(fn, method)
    const last = rest.at(-1)
    const hasOptions = rest.length > 1 && !isIterable(last) && !isAsyncIterable(last)
    const inputs = hasOptions ? rest.slice(0, -1) : rest
    const options = checkOptions(hasOptions ? last : undefined, known)
    const chunkSize = checkCount('chunkSize', options.chunkSize)
    const wishes = {
      failFast: checkBoolean('failFast', options.failFast ?? true),
      onProgress: checkFunction('onProgress', options.onProgress),
    }
    const plan = checkCallOptions(options)
    if (!wishes.failFast) Object.assign(plan.manner, { independent: true })
    this.scheduler.checkOpen()
    if (inputs.length === 0)
      throw typeError('INVALID_TYPE', `items must be an iterable such as an array, got ${show(undefined)}`)
    return {
      call: new Call(this.scheduler, shipped, plan, method),
      inputs: inputs.map((input, i) => checkInput(i === 0 ? 'items' : `items${i + 1}`, input)),
      chunkSize,
      wishes,
      plan,
    }
  }

  /** Reading the items runs code of the user, which may have aborted the call or closed the pool. */
  #checkStill(call: Call): void {
    call.stop.check()
    this.scheduler.checkOpen()
  }
}

// biome-ignore lint/suspicious/noExplicitAny: the parameters of many iterables are not inferred
type Anyhow<R> = (...args: any[]) => R
