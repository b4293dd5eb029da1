/**
 * Functions on arrival: source becomes a function again, in a worker. Compiled through Node's module wrapper, so that
 * `import()` and `require` inside it work, as from the file of the caller, and its stack frames carry the task's name.
 * Strict mode, so that assigning to a variable that stayed behind is an error and not a silent global.
 */
import Module from 'node:module'
import { join } from 'node:path'
import { AllcoresError, show, typeError } from '../../errors.js'
import type { AnyFunction, Source } from '../wire/functions.js'

type Compilable = Module & { paths: string[]; _compile(source: string, filename: string): void }

/** A function that runs in this worker. */
export interface Compiled {
  readonly call: AnyFunction
  readonly name: string
  /** The file name its stack frames show. */
  readonly filename: string
}

/**
 * Makes the function that was sent. `__name` is what esbuild's keepNames leaves in a source, `__exported` what the
 * exports of modules are made with: their `call` is a promise.
 */
export function compile({ name, expression, from }: Source): Compiled {
  const directory = from || process.cwd()
  const filename = join(directory, `[task ${name}]`)
  const module = new Module(filename) as Compilable
  module.filename = filename
  module.paths = (Module as unknown as { _nodeModulePaths(from: string): string[] })._nodeModulePaths(directory)
  module._compile(`'use strict';module.exports=[(__name,__exported)=>${expression}]`, filename)
  return { call: module.exports[0]((fn: unknown) => fn, functionOf), name, filename }
}

/** Makes the function that was sent; a promise of it where its module has to be loaded first. */
export function load(source: Source): Compiled | Promise<Compiled> {
  const compiled = compile(source)
  const call: unknown = compiled.call
  return call instanceof Promise ? call.then((call) => ({ ...compiled, call })) : compiled
}

/** The functions that a worker was sent. A module that did not load is loaded anew at the next call. */
export class Functions {
  readonly #sources = new Map<number, Source>()
  readonly #loaded = new Map<number, Compiled>()

  add(id: number, source: Source): void {
    this.#sources.set(id, source)
  }

  delete(id: number): void {
    this.#sources.delete(id)
    this.#loaded.delete(id)
  }

  /** The function; a promise of it where its module has to be loaded first. */
  get(id: number): Compiled | Promise<Compiled> {
    const before = this.#loaded.get(id)
    if (before !== undefined) return before
    const keep = (fn: Compiled) => {
      this.#loaded.set(id, fn)
      return fn
    }
    const fn = load(this.#sources.get(id)!)
    return fn instanceof Promise ? fn.then(keep) : keep(fn)
  }
}

/** The function of this name that a module exports; of a CommonJS module, Node does not see every name from outside. */
async function functionOf(load: () => Promise<object>, specifier: string, name: string): Promise<AnyFunction> {
  const namespace = await load().catch((cause) => {
    throw loadError(specifier, cause)
  })
  const members = Object(Reflect.get(namespace, 'default'))
  const value: unknown = name in namespace ? Reflect.get(namespace, name) : Reflect.get(members, name)
  if (typeof value === 'function') return value as AnyFunction
  const is = name in namespace || name in members ? `is no function but ${show(value)}` : 'does not exist'
  const exported: Record<string, unknown> = { ...members, ...namespace }
  const functions = Object.keys(exported).filter((key) => typeof exported[key] === 'function')
  const there = functions.length === 0 ? 'it exports no function' : `the functions it exports: ${functions.join(', ')}`
  throw typeError('MISSING_EXPORT', `the export ${JSON.stringify(name)} of ${specifier} ${is}; ${there}`)
}

function loadError(specifier: string, cause: unknown): Error {
  const { code } = Object(cause) as { code?: unknown }
  const remedy = UNREAD.includes(code)
    ? `. Node ${process.versions.node} does not read this file as it is: TypeScript needs Node 22.18 or later, with types ` +
      'that can be erased, or a loader, as in node --import tsx'
    : ''
  const message = `the module ${specifier} did not load in the worker: ${show(cause)}${remedy}`
  return new AllcoresError('MODULE_LOAD_FAILED', message, { cause })
}

/** What Node says of TypeScript that it does not run. */
const UNREAD: readonly unknown[] = [
  'ERR_UNKNOWN_FILE_EXTENSION',
  'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX',
  'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING',
]

/**
 * The variable that a sent function missed, if that is what the error is about: a ReferenceError from the function's
 * own code, not from a module that it called.
 */
export function capturedVariable(error: unknown, fn: Compiled): string | undefined {
  try {
    if (!(error instanceof ReferenceError)) return undefined
    const name = /^(\S+) is not defined$/.exec(error.message)?.[1]
    const [, frame] = error.stack?.split('\n') ?? []
    return frame === undefined || frame.includes(fn.filename) ? name : undefined
  } catch {
    // It was made so that it cannot be looked at.
    return undefined
  }
}
