/** Options of pools and calls, and their checks: every mistake is named at the call, before any work starts. */
import type { ResourceLimits } from 'node:worker_threads'
import { rangeError, show, typeError } from '../errors.js'
import { availableParallelism } from '../info.js'
import { checkOptions } from '../options.js'
import { checkSignal } from '../signal.js'
import { checkTimeout, Stop } from '../stop.js'
import type { Manner } from './chunk.js'
import { borderOf, spawner, WORKER_KINDS, type WorkerKind } from './executors/kinds.js'
import type { Plan } from './scheduler.js'
import { type Border, findUncloneable, notCloneable } from './wire/cloneable.js'
import { type AnyFunction, ship } from './wire/functions.js'

/** How a pool is made. */
export interface PoolOptions {
  /**
   * The kind of its workers, `'thread'` by default; or how many it has at most, of threads. Threads share memory and start
   * in milliseconds. A `'process'` has a heap and an end of its own: what fills its memory or crashes it costs it alone.
   */
  workers?: WorkerKind | number | undefined
  /** How many workers it has at most; as many as this process may run threads at once by default. */
  size?: number | undefined
  /**
   * Runs once in every worker before its first task, Python's `initializer`: what it puts on `globalThis` is there for
   * tasks. Where it throws, the worker does not start; after three in a row, what waits rejects with
   * `WORKER_START_FAILED`.
   */
  // biome-ignore lint/suspicious/noExplicitAny: the only type every function is assignable to
  initializer?: ((...args: any[]) => unknown) | undefined
  /** The arguments of `initializer`. */
  initializerArgs?: readonly unknown[] | undefined
  /** How many tasks, or items, a worker runs before a new one takes its place, Python's `maxtasksperchild`. */
  maxTasksPerWorker?: number | undefined
  /** The bytes above which a worker is replaced when its chunk is done: a thread's own heap, or a whole process. */
  maxMemoryPerWorker?: number | undefined
  /** How long a worker stays without work, in ms; for as long as the pool by default. */
  idleTimeout?: number | undefined
  /** How long a worker may take to start, its `initializer` included, in ms; a minute by default. */
  startTimeout?: number | undefined
  /** Limits of each worker's memory, as `node:worker_threads` has them; a worker that exceeds them ends. */
  resourceLimits?: ResourceLimits | undefined
  /**
   * What becomes of the pool when a worker ends: `'replace'` costs the task that it ran, and `'break'` everything, as
   * Python's `BrokenProcessPool`: all calls reject with `POOL_BROKEN`, and later ones throw it.
   */
  onWorkerDeath?: 'replace' | 'break' | undefined
}

/** How a single call runs. */
export interface CallOptions {
  /** Ends the call early: it rejects at once with code `ABORTED`, and its work stops. */
  signal?: AbortSignal | undefined
  /**
   * How long the task, or each item, may run, in ms; waiting does not count. One that takes longer fails with `TIMEOUT`,
   * and its worker is ended and replaced.
   */
  timeout?: number | undefined
  /** Calls of a higher priority run first; 0 by default. */
  priority?: number | undefined
  /** How often a task, or an item, that fails or loses its worker is tried again; 0 by default. */
  retries?: number | undefined
}

/** How an iterator over items runs. */
export interface IterateOptions extends CallOptions {
  /** How many items travel to a worker together. */
  chunkSize?: number | undefined
}

/** How far a call over items is. */
export interface Progress {
  /** Items that have ended. */
  readonly done: number
  /** Those of them that failed. */
  readonly failed: number
  /** All items. */
  readonly total: number
}

/** How a call over items runs. */
export interface MapOptions extends IterateOptions {
  /**
   * Whether the first failure gives up the rest, as by default. With `false` all items run; where some have failed, the
   * call then rejects with an `ItemsFailedError`, which has their errors and the results of the others.
   */
  failFast?: boolean | undefined
  /** Called as items end, some at a time. */
  onProgress?: ((progress: Progress) => void) | undefined
}

/** How a call over items runs that blocks. */
export type MapSyncOptions = Omit<MapOptions, 'signal' | 'onProgress'>

/** How a call over typed arrays runs. */
export interface ArrayOptions {
  /** Ends the call early: it rejects at once with code `ABORTED`, and its work stops. */
  signal?: AbortSignal | undefined
  /** How many elements a worker loops over at a time, where the function runs as JavaScript. */
  chunkSize?: number | undefined
}

/** The options of calls over typed arrays, beside those of their functions. */
export const ARRAY_OPTIONS = ['chunkSize', 'signal'] as const
export const CALL_OPTIONS = ['signal', 'timeout', 'priority', 'retries'] as const
export const BROADCAST_OPTIONS = ['signal', 'timeout'] as const
export const ITERATE_OPTIONS = [...CALL_OPTIONS, 'chunkSize'] as const
export const MAP_OPTIONS = [...ITERATE_OPTIONS, 'failFast', 'onProgress'] as const

export const MAP_SYNC_OPTIONS = ['timeout', 'priority', 'retries', 'chunkSize', 'failFast'] as const

const POOL_OPTIONS = [
  'workers',
  'size',
  'initializer',
  'initializerArgs',
  'maxTasksPerWorker',
  'maxMemoryPerWorker',
  'idleTimeout',
  'startTimeout',
  'resourceLimits',
  'onWorkerDeath',
] as const

const START_TIMEOUT = 60_000

/** The plan of a pool; `method` is the function that the user called. */
export function checkPoolOptions(given: PoolOptions | undefined, method?: unknown): PoolPlan {
  const options = checkOptions(given, POOL_OPTIONS)
  const { workers, size, onWorkerDeath = 'replace' } = options
  const kind = typeof workers === 'string' ? checkOneOf('workers', workers, WORKER_KINDS) : 'thread'
  if (typeof workers === 'number' && size !== undefined) {
    throw typeError('INVALID_TYPE', 'workers is a number already: give the number of workers once, as workers or size')
  }
  const count =
    (typeof workers === 'string' ? undefined : checkCount('workers', workers)) ??
    checkCount('size', size) ??
    availableParallelism()
  const maxMemory = checkCount('maxMemoryPerWorker', options.maxMemoryPerWorker)
  return {
    kind,
    resourceLimits: options.resourceLimits as ResourceLimits | undefined,
    settings: {
      initializer: checkInitializer(options.initializer, options.initializerArgs, method, borderOf(kind)),
      measured: maxMemory !== undefined,
    },
    workers: count,
    startTimeout: checkTimeout(options.startTimeout ?? START_TIMEOUT, 'startTimeout'),
    idleTimeout: checkTimeout(options.idleTimeout, 'idleTimeout'),
    maxTasks: checkCount('maxTasksPerWorker', options.maxTasksPerWorker),
    maxMemory,
    breaks: checkOneOf('onWorkerDeath', onWorkerDeath, ['replace', 'break']) === 'break',
  }
}

/** What a pool was asked to be; it can be sent to another thread. */
export interface PoolPlan extends Omit<Plan, 'spawn'> {
  readonly kind: WorkerKind
  readonly resourceLimits: ResourceLimits | undefined
}

/** What starts the workers of a pool, and all else that its scheduler has to know. */
export function withWorkers(plan: PoolPlan): Plan {
  return { ...plan, spawn: spawner(plan.kind, plan.resourceLimits, plan.workers) }
}

function checkInitializer(
  initializer: unknown,
  args: unknown,
  method: unknown,
  border: Border,
): PoolPlan['settings']['initializer'] {
  const list = args === undefined ? [] : [...checkIterable('initializerArgs', args)]
  const fn = checkFunction('initializer', initializer)
  if (fn === undefined) return undefined
  const culprit = findUncloneable(list, 'initializerArgs', border)
  if (culprit !== undefined) throw notCloneable(culprit, undefined)
  return { source: ship(fn, method, 'initializer'), args: list }
}

/** How a call runs, of its options. */
export interface CallPlan {
  readonly manner: Manner
  readonly retries: number
  readonly stop: Stop
}

/** How a call runs where no option says otherwise. */
export const PLAIN: CallPlan = {
  manner: { priority: 0, timeout: undefined, independent: false },
  retries: 0,
  stop: new Stop(),
}

/** The options that all calls have. */
export function checkCallOptions(options: { readonly [k in (typeof CALL_OPTIONS)[number]]?: unknown }): CallPlan {
  const { priority = 0 } = options
  if (typeof priority !== 'number' || Number.isNaN(priority)) {
    throw typeError('INVALID_TYPE', `priority must be a number, got ${show(priority)}`)
  }
  const retries = checkCount('retries', options.retries, 0) ?? 0
  const timeout = checkTimeout(options.timeout)
  const manner = { priority: priority + 0, timeout, independent: retries > 0 }
  return { manner, retries, stop: new Stop(checkSignal(options.signal)) }
}

/** An integer of `least` or more, or `undefined`. */
export function checkCount(name: string, value: unknown, least = 1): number | undefined {
  if (value === undefined) return undefined
  const wanted = `${name} must be an integer of ${least} or more, got ${show(value)}`
  if (typeof value !== 'number') throw typeError('INVALID_TYPE', wanted)
  if (!Number.isSafeInteger(value) || value < least) throw rangeError('OUT_OF_RANGE', wanted)
  return value
}

/** One of some names. */
function checkOneOf<N extends string>(name: string, value: unknown, names: readonly N[]): N {
  if (names.includes(value as N)) return value as N
  throw typeError(
    'INVALID_TYPE',
    `${name} must be one of ${names.map((one) => `'${one}'`).join(', ')}, got ${show(value)}`,
  )
}

/** A boolean. */
export function checkBoolean(name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value
  throw typeError('INVALID_TYPE', `${name} must be a boolean, got ${show(value)}`)
}

/** A function, or `undefined`. */
export function checkFunction(name: string, value: unknown): AnyFunction | undefined {
  if (value === undefined || typeof value === 'function') return value as AnyFunction | undefined
  throw typeError('INVALID_TYPE', `${name} must be a function, got ${show(value)}`)
}

/** An iterable. */
export function checkIterable(name: string, value: unknown): Iterable<unknown> {
  if (isIterable(value)) return value
  throw typeError('INVALID_TYPE', `${name} must be an iterable such as an array, got ${show(value)}`)
}

/** An iterable, or an async one. */
export function checkInput(name: string, value: unknown): Iterable<unknown> | AsyncIterable<unknown> {
  return isAsyncIterable(value) ? value : checkIterable(name, value)
}

/** Whether `for … of` takes the value. */
export function isIterable(value: unknown): value is Iterable<unknown> {
  return has(value, Symbol.iterator)
}

/** Whether only `for await … of` takes the value. */
export function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return !isIterable(value) && has(value, Symbol.asyncIterator)
}

function has(value: unknown, method: symbol): boolean {
  return value !== null && value !== undefined && typeof Reflect.get(Object(value), method) === 'function'
}
