/**
 * Errors across threads. Structured clone keeps of an error little more than its message, so errors travel as
 * descriptions: built-in class, name, message, stack, own properties, cause and members. The stack that arrives is the
 * remote one, followed by the caller's, because either half alone does not say what went wrong.
 */
import { types } from 'node:util'
import { AllcoresError, WorkerDiedError } from '../../errors.js'
import { findUncloneable, isCloneable, notCloneable } from './cloneable.js'

/** A thrown value as it travels. */
export type Thrown = { readonly value: unknown } | ErrorDescription

interface ErrorDescription {
  readonly base: string
  readonly name: string
  readonly message: string
  readonly stack: string
  readonly own: Record<string, unknown>
  cause?: Thrown
  errors?: Thrown[]
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

/** Causes of causes are followed this far. */
const DEPTH = 8

/**
 * Describes what was thrown; `hidden` names the file from whose frame on the stack says nothing to a user. An error that
 * is met twice, as in a circle, is described once.
 */
export function describeThrown(
  thrown: unknown,
  hidden: string,
  depth = 0,
  known = new Map<unknown, ErrorDescription>(),
): Thrown {
  if (!isError(thrown)) {
    const culprit = findUncloneable(thrown, 'the thrown value')
    if (culprit === undefined) return { value: thrown }
    return describeThrown(notCloneable(culprit, undefined), hidden, depth, known)
  }
  const before = known.get(thrown)
  if (before !== undefined) return before
  const deeper = (value: unknown) => describeThrown(value, hidden, depth + 1, known)
  const own: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(thrown)) {
    if (key !== 'cause' && key !== 'errors' && isCloneable(value)) own[key] = value
  }
  const stack = String(thrown.stack).split('\n')
  const end = stack.findIndex((line) => line.includes(hidden))
  const description: ErrorDescription = {
    base: CLASSES.find(({ prototype }) => Object.prototype.isPrototypeOf.call(prototype, thrown))?.name ?? 'Error',
    name: String(thrown.name),
    message: String(thrown.message),
    stack: stack.slice(0, end < 0 ? stack.length : end).join('\n'),
    own,
  }
  known.set(thrown, description)
  if (depth < DEPTH) {
    if (Object.hasOwn(thrown, 'cause')) description.cause = deeper(thrown.cause)
    if (thrown instanceof AggregateError) description.errors = thrown.errors.map(deeper)
  }
  return description
}

/** Makes what was thrown again; `callerStack` holds the frames of the call that sent the work. */
export function revive(thrown: Thrown, callerStack: string, known = new Map<Thrown, unknown>()): unknown {
  if ('value' in thrown) return thrown.value
  if (known.has(thrown)) return known.get(thrown)
  const { base, name, message, stack, own } = thrown
  const error = base === 'DOMException' ? new DOMException(message, name) : new Error(message)
  known.set(thrown, error)
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
  if (thrown.cause !== undefined) define('cause', revive(thrown.cause, '', known))
  if (thrown.errors !== undefined)
    define(
      'errors',
      thrown.errors.map((member) => revive(member, '', known)),
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
