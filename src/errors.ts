/**
 * Every error allcores makes, and the one list of their codes. Wrong arguments are built-in TypeErrors and RangeErrors
 * with a stable `code`, thrown synchronously; what happens to work that was accepted is an {@link AllcoresError}.
 * Programs branch on `code`; the message is for people: the argument's name, what came, what was wanted, what to do.
 */
import { inspect, types } from 'node:util'

/** The stable codes an error of allcores can carry in `code`. */
export type ErrorCode =
  /** A value of the wrong kind. */
  | 'INVALID_TYPE'
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
  | 'INTERNAL'

/** An error with a stable code of allcores. */
export interface Coded {
  /** The stable code: branch on this, not on the message. */
  readonly code: ErrorCode
}

/** Makes a TypeError with a code: a value of the wrong kind. */
export function typeError(code: ErrorCode, message: string, options?: ErrorOptions): TypeError & Coded {
  return coded(new TypeError(message, options), code, typeError)
}

/** Makes a RangeError with a code: a value of the right kind outside what is allowed. */
export function rangeError(code: ErrorCode, message: string, options?: ErrorOptions): RangeError & Coded {
  return coded(new RangeError(message, options), code, rangeError)
}

function coded<E extends Error>(error: E, code: ErrorCode, maker: unknown): E & Coded {
  Error.captureStackTrace(error, maker as () => void)
  return Object.assign(error, { code })
}

/** How a received value is shown in a message: short, on one line. */
export function show(value: unknown): string {
  const shown = types.isNativeError(value)
    ? `${value.name}: ${value.message}`
    : inspect(value, { depth: 0, maxArrayLength: 3, maxStringLength: 40, breakLength: Number.POSITIVE_INFINITY })
  const text = shown.replace(/\s*\n\s*/g, ' ')
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
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
export class AllcoresError extends Error implements Coded {
  /** The stable code: branch on this, not on the message. */
  readonly code: ErrorCode

  /** Makes the error; programs only catch it. */
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }

  /** The name of the class. */
  override get name(): string {
    return 'AllcoresError'
  }
}

/** The worker that ran the task ended: `process.exit`, an uncaught error, no memory left, or terminated from outside. */
export class WorkerDiedError extends AllcoresError {
  /** The exit code of the worker; `null` for a process that a signal ended. */
  readonly exitCode: number | null
  /** The signal that ended the worker, for processes. */
  declare readonly signal?: string
  /** The thread that ended, for threads. */
  declare readonly threadId?: number
  /** The process that ended, for processes. */
  declare readonly pid?: number
  /** The index of the item that was running, for calls over items. */
  declare readonly index?: number

  /** Makes the error; programs only catch it. */
  constructor(
    message: string,
    details: { exitCode: number | null; signal?: string; threadId?: number; pid?: number },
    options?: ErrorOptions,
  ) {
    super('WORKER_DIED', message, options)
    const { exitCode, ...others } = details
    this.exitCode = exitCode
    Object.assign(this, others)
  }

  /** The name of the class. */
  override get name(): string {
    return 'WorkerDiedError'
  }
}

/** Items of a call over items failed, and with `failFast: false` the others went on. */
export class ItemsFailedError extends AggregateError implements Coded {
  /** The stable code: branch on this, not on the message. */
  readonly code = 'ITEMS_FAILED'
  /** What each failed item failed with, in the order of the items; `index` says which one it was. */
  declare errors: unknown[]
  /** The results, in the order of the items; `undefined` where an item failed. */
  readonly results: unknown[]

  /** Makes the error; programs only catch it. */
  constructor(errors: readonly unknown[], results: unknown[]) {
    super(errors, `${errors.length} of ${results.length} items failed`)
    // A copy has no holes, which loops over the results would pass by.
    this.results = [...results]
  }

  /** The name of the class. */
  override get name(): string {
    return 'ItemsFailedError'
  }
}

/**
 * Whoever held the lock or the permit ended without giving it back, and what it guards may be half done. Nothing was
 * acquired; `acquire({ repair: true })` takes it over, and whoever does that puts things right.
 *
 * @see POSIX's `EOWNERDEAD`.
 */
export class OwnerDiedError extends AllcoresError {
  /** Makes the error; programs only catch it. */
  constructor() {
    const what = 'whoever held it ended without giving it back, and what it guards may be half done'
    super('OWNER_DIED', `${what}: acquire it with { repair: true } and put that right`)
  }

  /** The name of the class. */
  override get name(): string {
    return 'OwnerDiedError'
  }
}

/**
 * The barrier was aborted or reset while parties waited, one of them gave up, or one of them died.
 *
 * @see Python's `threading.BrokenBarrierError`.
 */
export class BrokenBarrierError extends AllcoresError {
  /** Makes the error; programs only catch it. */
  constructor() {
    super('BROKEN_BARRIER', 'the barrier is broken: a party gave up, died or aborted it; reset() makes it usable again')
  }

  /** The name of the class. */
  override get name(): string {
    return 'BrokenBarrierError'
  }
}
