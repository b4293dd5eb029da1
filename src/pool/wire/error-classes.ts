/**
 * The classes that errors keep between threads. Each side has a class of its own for the same error, so what travels is
 * its name. A program can have this file twice, once in the package and once in what a bundler made of it, so the classes
 * are known to the whole thread and not to a copy.
 */
import { types } from 'node:util'
import { AllcoresError, ItemsFailedError, show, typeError, WorkerDiedError } from '../../errors.js'

/** A class of errors. */
// biome-ignore lint/suspicious/noExplicitAny: the only type that every class of errors is assignable to
export type ErrorClass = abstract new (...args: any[]) => Error

/** The classes of a thread by name, and the names of all that ever had one. */
interface Registry {
  readonly classes: Map<string, ErrorClass>
  readonly names: WeakMap<object, string>
}

const key = Symbol.for('allcores.errorClasses')
const shared = globalThis as { [key]?: Registry }
shared[key] ??= { classes: new Map(), names: new WeakMap() }
const { classes, names } = shared[key]

/** The classes that need no registration, by names that no minifier changes. */
const known: Readonly<Record<string, ErrorClass>> = {
  Error,
  AggregateError,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
  DOMException,
  AllcoresError,
  WorkerDiedError,
  ItemsFailedError,
}
for (const [name, { prototype }] of Object.entries(known)) names.set(prototype, name)

/**
 * Lets errors of this class keep their class when they come from a worker: `instanceof` holds, and methods are there. Both
 * sides have to know the class, so call this where it is defined, in a file that the program and its tasks import. An
 * error is not constructed anew: it gets the prototype and the own properties, but no private fields.
 *
 * @param error - the class
 * @param name - what the class goes by on both sides; give it where a minifier changes names. Of two, the last counts
 * @throws TypeError `INVALID_TYPE` unless it is a class of errors with a name
 *
 * @example
 * ```ts
 * class NotFound extends Error {}
 * registerError(NotFound)
 * ```
 */
export function registerError(error: ErrorClass, name: string = error?.name): void {
  if (typeof error !== 'function' || !(error.prototype instanceof Error)) {
    throw typeError('INVALID_TYPE', `error must be a class that extends Error, got ${show(error)}`)
  }
  if (typeof name !== 'string' || name === '') {
    throw typeError('INVALID_TYPE', `name must be a text that is not empty, got ${show(name)}`)
  }
  classes.set(name, error)
  names.set(error.prototype, name)
}

/** The names of the classes that an error is of, the innermost first. Those of the language have them in every realm. */
export function classNames(error: object): string[] {
  const found: string[] = []
  const foreign = types.isNativeError(error) && !(error instanceof Error)
  for (let at: object | null = Object.getPrototypeOf(error); at !== null; at = Object.getPrototypeOf(at)) {
    const name = names.get(at) ?? (foreign ? at.constructor.name : undefined)
    if (name !== undefined) found.push(name)
  }
  return found
}

/** The first of these classes that this thread has. */
export function classOf(candidates: readonly string[]): ErrorClass {
  for (const name of candidates) {
    const found = Object.hasOwn(known, name) ? known[name] : classes.get(name)
    if (found !== undefined) return found
  }
  return Error
}
