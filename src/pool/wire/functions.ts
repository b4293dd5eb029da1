/**
 * Functions on their way to a worker. A function travels as its source, because a thread shares no closures; what cannot
 * live by its source alone (native, bound, classes, generators) is refused here, at the call, where the user can see it.
 * Sources are remembered by their text, so that the same arrow made anew in a loop is one function to the workers.
 */
import { types } from 'node:util'
import vm from 'node:vm'
import { show, typeError } from '../../errors.js'
import { LruMap } from './lru.js'

/** A function as it travels. */
export interface Shipped {
  /** The same for every function of the same source, in this thread. */
  readonly id: number
  /** For messages and stack traces. */
  readonly name: string
  /** An expression whose value is the function. */
  readonly expression: string
}

/** Any function: the pool calls it with what the user gave. */
// biome-ignore lint/suspicious/noExplicitAny: the only type every function is assignable to
export type AnyFunction = (...args: any[]) => unknown

const shipped = new LruMap<string, Shipped>(1000)
let lastId = 0

/** Turns a function into what travels, or throws a TypeError that says why it cannot. */
export function ship(fn: unknown): Shipped {
  if (typeof fn !== 'function') throw typeError('INVALID_TYPE', `fn must be a function, got ${show(fn)}`)
  const source = Function.prototype.toString.call(fn)
  const known = shipped.get(source)
  if (known !== undefined) return known
  const made = { id: ++lastId, name: taskName(fn.name), expression: expressionOf(fn, source) }
  shipped.set(source, made)
  return made
}

/**
 * Turns functions that work together into what travels: a function of their constants, by name, that gives a list of
 * them. So a worker compiles them once, and each call brings its own values.
 */
export function shipTogether(functions: readonly AnyFunction[], constants: readonly string[]): Shipped {
  const parts = functions.map(ship)
  const expression = `(({${constants}})=>[${parts.map((part) => part.expression)}])`
  const known = shipped.get(expression)
  if (known !== undefined) return known
  const made = { id: ++lastId, name: parts[0]?.name ?? 'function', expression }
  shipped.set(expression, made)
  return made
}

function taskName(name: string): string {
  return /^[\w$ ]{1,60}$/.test(name) ? name : 'function'
}

function expressionOf(fn: unknown, source: string): string {
  if (/\{\s*\[native code\]\s*\}$/.test(source)) {
    throw refused('is native or bound and has no source', 'wrap it: (x) => Math.sqrt(x)')
  }
  if (/^class[\s{]/.test(source)) throw refused('is a class', 'wrap it: (x) => new (…)(x), with the class inside')
  if (types.isGeneratorFunction(fn)) throw refused('is a generator', 'return an array instead')
  let reason: unknown
  for (const expression of [`(${source})`, `((o) => o[Reflect.ownKeys(o)[0]])({${source}})`]) {
    try {
      new vm.Script(`'use strict';${expression}`)
      return expression
    } catch (error) {
      reason ??= error
    }
  }
  throw typeError('INVALID_FUNCTION', `fn cannot be sent to a worker: its source does not stand alone (${reason})`, {
    cause: reason,
  })
}

function refused(why: string, instead: string): TypeError {
  return typeError('INVALID_FUNCTION', `fn cannot be sent to a worker: it ${why}; ${instead}`)
}
