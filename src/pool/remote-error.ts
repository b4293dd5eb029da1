/**
 * Errors across threads. Structured clone keeps of an error little more than its message, so errors travel as
 * descriptions: built-in class, name, message, stack, own properties, cause and members. The stack that arrives is the
 * remote one, followed by the caller's, because either half alone does not say what went wrong.
 */
import { types } from 'node:util'
import { AllcoresError, WorkerDiedError } from '../errors.js'
import { findUncloneable, isCloneable, notCloneable } from './cloneable.js'

/** A thrown value as it travels. */
export type Thrown = { readonly value: unknown } | ErrorDescription

interface ErrorDescription {
  readonly base: string
  readonly name: string
  readonly message: string
  readonly stack: string
  readonly own: Record<string, unknown>
  readonly cause?: Thrown
  readonly errors?: Thrown[]
}

/** The classes that errors keep, most derived first. */
const CLASSES: readonly { readonly name: string; readonly prototype: object }[] = [
  WorkerDiedError,
  AllcoresError,
  AggregateError,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
  DOMException,
  Error,
]

/** Causes of causes are followed this far; the depth also ends cycles. */
const DEPTH = 8

/** Describes what was thrown; `hidden` names the file from whose frame on the stack says nothing to a user. */
export function describeThrown(thrown: unknown, hidden: string, depth = 0): Thrown {
  if (!isError(thrown)) {
    if (isCloneable(thrown)) return { value: thrown }
    const culprit = findUncloneable(thrown, 'the thrown value') ?? { path: 'the thrown value', value: thrown }
    return describeThrown(notCloneable(culprit, undefined), hidden, depth)
  }
  const deeper = (value: unknown) => describeThrown(value, hidden, depth + 1)
  const own: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(thrown)) if (key !== 'cause' && isCloneable(value)) own[key] = value
  const stack = String(thrown.stack).split('\n')
  const end = stack.findIndex((line) => line.includes(hidden))
  return {
    base: CLASSES.find(({ prototype }) => Object.prototype.isPrototypeOf.call(prototype, thrown))?.name ?? 'Error',
    name: String(thrown.name),
    message: String(thrown.message),
    stack: stack.slice(0, end < 0 ? stack.length : end).join('\n'),
    own,
    ...(Object.hasOwn(thrown, 'cause') && depth < DEPTH && { cause: deeper(thrown.cause) }),
    ...(thrown instanceof AggregateError && depth < DEPTH && { errors: thrown.errors.map(deeper) }),
  }
}

/** Makes what was thrown again; `callerStack` holds the frames of the call that sent the work. */
export function revive(thrown: Thrown, callerStack: string): unknown {
  if ('value' in thrown) return thrown.value
  const { base, name, message, stack, own } = thrown
  const error = base === 'DOMException' ? new DOMException(message, name) : new Error(message)
  const define = (key: string, value: unknown, enumerable = false) =>
    Object.defineProperty(error, key, { value, writable: true, configurable: true, enumerable })
  if (base !== 'DOMException') {
    Object.setPrototypeOf(error, CLASSES.find((known) => known.name === base)!.prototype)
    if (error.name !== name) define('name', name)
  }
  define(
    'stack',
    callerStack === '' ? stack : `${stack}\n    --- in a worker of the pool, called from ---\n${callerStack}`,
  )
  if (thrown.cause !== undefined) define('cause', revive(thrown.cause, ''))
  if (thrown.errors !== undefined)
    define(
      'errors',
      thrown.errors.map((member) => revive(member, '')),
    )
  for (const [key, value] of Object.entries(own)) define(key, value, true)
  return error
}

function isError(value: unknown): value is Error {
  return types.isNativeError(value) || value instanceof Error
}

/** The error for a variable that a sent function used and that stayed behind. */
export function capturedError(variable: string, task: string, cause: unknown): Error {
  const message =
    `\`${variable}\` is not defined in the worker: ${task === 'function' ? 'the function' : `\`${task}\``} was sent as its ` +
    `source and cannot see the variables around it. Pass \`${variable}\` as an argument, or import it inside the function`
  return Object.assign(new ReferenceError(message, { cause }), { code: 'CAPTURED_VARIABLE' })
}
