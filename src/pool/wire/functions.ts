/**
 * Functions on their way to a worker. A function travels as its source, because a thread shares no closures; what cannot
 * live by its source alone (native, bound, classes, generators) is refused here, at the call, where the user can see it.
 * Sources are remembered by their text, so that the same arrow made anew in a loop is one function to the workers; those
 * that import something, by their text and the folder that they import from.
 */
import { types } from 'node:util'
import vm from 'node:vm'
import { callerDirectory } from '../../caller.js'
import { show, typeError } from '../../errors.js'
import { LruMap } from './lru.js'

/** What a worker makes a function from. */
export interface Source {
  /** For messages and stack traces. */
  readonly name: string
  /** An expression whose value is the function, or a promise of it. */
  readonly expression: string
  /** The folder that its imports resolve from; the current directory where it is empty. */
  readonly from: string
}

/** A function as it travels. */
export interface Shipped extends Source {
  /** The same for every function of the same source, in this thread. */
  readonly id: number
}

/** Any function: the pool calls it with what the user gave. */
// biome-ignore lint/suspicious/noExplicitAny: the only type every function is assignable to
export type AnyFunction = (...args: any[]) => unknown

/** What functions travel as. Those that are made for it, such as the tasks of modules, are only here. */
const known = new WeakMap<object, Shipped>()
const bySource = new LruMap<string, Shipped>(1000)
const exported = new WeakSet<Shipped>()
let lastId = 0

/** What depends on the file that a function is in. */
const PLACED = /\b(?:import|require|module|__dirname|__filename)\b/

/**
 * Turns a function into what travels, or throws a TypeError that says why it cannot. `method` is the function that the
 * user called: the frames below it are the user's. Without one, what is imported is so from the current directory.
 */
export function ship(fn: unknown, method?: unknown, role = 'fn'): Shipped {
  if (typeof fn !== 'function') throw typeError('INVALID_TYPE', `${role} must be a function, got ${show(fn)}`)
  const before = known.get(fn)
  if (before !== undefined) return before
  const source = Function.prototype.toString.call(fn)
  const from = method !== undefined && PLACED.test(source) ? callerDirectory(method) : ''
  const shipped = remember(from, source, () => ({ name: taskName(fn.name), expression: expressionOf(fn, source) }))
  if (method !== undefined) known.set(fn, shipped)
  return shipped
}

/**
 * Turns functions that work together into what travels: a function of their constants, by name, that gives a list of
 * them. So a worker compiles them once, and each call brings its own values.
 */
export function shipTogether(
  functions: readonly AnyFunction[],
  constants: readonly string[],
  method?: unknown,
): Shipped {
  const parts = functions.map((fn) => ship(fn, method))
  if (parts.some((part) => exported.has(part))) {
    throw refused('is an export of a module, which calls over typed arrays do not take', 'pass Array.from(x)')
  }
  const expression = `(({${constants}})=>[${parts.map((part) => part.expression)}])`
  const from = parts.find((part) => part.from !== '')?.from ?? ''
  return remember(from, expression, () => ({ name: parts[0]?.name ?? 'function', expression }))
}

/** Makes `fn` stand for the export of a module, wherever a pool takes a function. */
export function shipExport(fn: object, name: string, specifier: string, from: string): void {
  const [module, member] = [specifier, name].map((text) => JSON.stringify(text))
  const expression = `__exported(() => import(${module}), ${module}, ${member})`
  const shipped = remember(from, expression, () => ({ name: taskName(name), expression }))
  exported.add(shipped)
  known.set(fn, shipped)
}

function remember(from: string, text: string, make: () => Pick<Source, 'name' | 'expression'>): Shipped {
  const key = from === '' ? text : `${from}\0${text}`
  const before = bySource.get(key)
  if (before !== undefined) return before
  const shipped = { id: ++lastId, ...make(), from }
  bySource.set(key, shipped)
  return shipped
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
