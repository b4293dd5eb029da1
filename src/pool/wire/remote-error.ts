/**
 * Errors across threads. Structured clone keeps of an error little more than its message, so errors travel as
 * descriptions: classes, name, message, stack and properties. The stack that arrives is the remote one, followed by the
 * caller's, because either half alone does not say what went wrong. What is thrown may be anything, also what was made to
 * be in the way: whatever of it cannot be read or sent is replaced by words, and the description is always there.
 */
import { types } from 'node:util'
import { crossing, findUncloneable, notCloneable, step } from './cloneable.js'
import { classNames, classOf } from './error-classes.js'

/** A thrown value as it travels. */
export type Thrown = { readonly value: unknown } | { readonly members: readonly Thrown[] } | ErrorDescription

interface ErrorDescription {
  /** The names of its classes, the innermost first. */
  readonly classes: readonly string[]
  readonly name: string
  readonly message: string
  readonly stack: string
  readonly properties: { readonly key: string; readonly enumerable: boolean; readonly is: Thrown }[]
}

/** So many errors are described of what was thrown: its causes could go on without end. */
const MOST_ERRORS = 1000

/**
 * Describes what was thrown; `hidden` names the file from whose frame on the stack says nothing to a user. An error that
 * is met twice, as in a circle, is described once.
 */
export function describeThrown(thrown: unknown, hidden: string): Thrown {
  const known = new Map<Error, ErrorDescription>()

  const describe = (error: Error, path: string): Thrown => {
    const before = known.get(error)
    if (before !== undefined) return before
    if (known.size === MOST_ERRORS) return { value: `${path} is left out: ${MOST_ERRORS} errors came before` }
    const name = text(() => error.name) ?? 'Error'
    const message = text(() => error.message) ?? ''
    const stack = attempt(() => error.stack)
    const description: ErrorDescription = {
      classes: attempt(() => classNames(error)) ?? [],
      name,
      message,
      stack: visible(typeof stack === 'string' ? stack : `${name}: ${message}`, hidden),
      properties: [],
    }
    known.set(error, description)
    for (const [key, enumerable] of attempt(() => keysOf(error)) ?? []) {
      description.properties.push({ key, enumerable, is: property(error, key, `${path}${step(key)}`) })
    }
    return description
  }

  const property = (error: Error, key: string, path: string): Thrown => {
    try {
      return part(Reflect.get(error, key), path)
    } catch {
      return { value: `${path} cannot be read` }
    }
  }

  const part = (value: unknown, path: string): Thrown => {
    if (isError(value)) return describe(value, path)
    if (!Array.isArray(value) || !value.some(isError)) return { value: crossing(value, path) }
    return { members: value.map((member, i) => part(member, `${path}[${i}]`)) }
  }

  if (isError(thrown)) return describe(thrown, 'error')
  const path = 'the thrown value'
  const culprit = findUncloneable(thrown, path)
  return culprit === undefined ? { value: thrown } : describe(notCloneable(culprit, undefined), path)
}

/** Makes what was thrown again; `callerStack` holds the frames of the call that sent the work. */
export function revive(thrown: Thrown, callerStack: string, known = new Map<Thrown, unknown>()): unknown {
  if ('value' in thrown) return thrown.value
  if ('members' in thrown) return thrown.members.map((member) => revive(member, '', known))
  if (known.has(thrown)) return known.get(thrown)
  const { classes, name, message, stack, properties } = thrown
  const { prototype } = classOf(classes)
  const isException = prototype === DOMException.prototype
  const error = isException ? new DOMException(message, name) : new Error(message)
  known.set(thrown, error)
  const define = (key: string, value: unknown, enumerable = false) =>
    Object.defineProperty(error, key, { value, writable: true, configurable: true, enumerable })
  if (!isException) {
    Object.setPrototypeOf(error, prototype)
    if (attempt(() => error.name) !== name) define('name', name)
  }
  define(
    'stack',
    callerStack === '' ? stack : `${stack}\n    --- in a worker of the pool, called from ---\n${callerStack}`,
  )
  for (const { key, enumerable, is } of properties) define(key, revive(is, '', known), enumerable)
  return error
}

/** The properties to send, and whether they are enumerable: those that a program gave it, and those with a meaning. */
function keysOf(error: Error): Map<string, boolean> {
  const keys = new Map(Object.keys(error).map((key) => [key, true]))
  keys.delete('stack')
  for (const key of ['cause', 'errors']) if (!keys.has(key) && Object.hasOwn(error, key)) keys.set(key, false)
  const code = !keys.has('code') && !(error instanceof DOMException) && attempt(() => Reflect.get(error, 'code'))
  if (typeof code === 'string' || typeof code === 'number') keys.set('code', false)
  return keys
}

/** The stack without the frames of the worker itself. */
function visible(stack: string, hidden: string): string {
  const lines = stack.split('\n')
  const end = lines.findIndex((line) => line.includes(hidden))
  return lines.slice(0, end < 0 ? lines.length : end).join('\n')
}

function isError(value: unknown): value is Error {
  return types.isNativeError(value) || (attempt(() => value instanceof Error) ?? false)
}

function text(read: () => unknown): string | undefined {
  return attempt(() => String(read()))
}

/** What the code gives; `undefined` where it throws. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

/** The error for a variable that a sent function used and that stayed behind. */
export function capturedError(variable: string, task: string, cause: unknown): Error {
  const message =
    `\`${variable}\` is not defined in the worker: ${task === 'function' ? 'the function' : `\`${task}\``} was sent as its ` +
    `source and cannot see the variables around it. Pass \`${variable}\` as an argument, or import it inside the function`
  return Object.assign(new ReferenceError(message, { cause }), { code: 'CAPTURED_VARIABLE' })
}
