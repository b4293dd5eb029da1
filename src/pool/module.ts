/**
 * The exports of a module as tasks. The module is loaded by the workers, once each, and never by the program that calls:
 * what it needs to start is paid where it is used, and its functions see all that is around them, as a function that
 * travels as its source does not. An export is known here by its name alone, so whether it exists turns out at the call.
 */
import { isAbsolute } from 'node:path'
import { pathToFileURL } from 'node:url'
import { callerDirectory } from '../caller.js'
import { show, typeError } from '../errors.js'
import type { CallOptions, IterateOptions, MapOptions } from './options.js'
import type { AnyIterable, Pool } from './pool.js'
import type { Task } from './task.js'
import { type AnyFunction, shipExport } from './wire/functions.js'

/** The functions that the module of type `M` exports, as tasks. */
export type ModuleTasks<M> = {
  readonly [K in keyof M as M[K] extends AnyFunction ? K : never]: M[K] extends AnyFunction ? ModuleTask<M[K]> : never
}

/**
 * An exported function as a task: called, it runs on a worker of the pool, as `submit` does. It also stands wherever the
 * pool takes a function. The methods are those of the pool, with the function given.
 */
export interface ModuleTask<F extends AnyFunction> {
  /** Calls the function once, as {@link Pool.submit} does. */
  (...args: Parameters<F>): Task<Awaited<ReturnType<F>>>
  /** Calls the function once, as {@link Pool.submit} does. */
  submit(...args: Parameters<F>): Task<Awaited<ReturnType<F>>>
  /** Calls the function once with the arguments in `args`, as {@link Pool.apply} does. */
  apply(args?: Readonly<Parameters<F>>, options?: CallOptions): Promise<Awaited<ReturnType<F>>>
  /** Calls the function for every tuple of arguments, as {@link Pool.starmap} does. */
  starmap(items: AnyIterable<Readonly<Parameters<F>>>, options?: MapOptions): Promise<Awaited<ReturnType<F>>[]>
  /** Calls the function for every item, as {@link Pool.map} does. */
  map: OverItems<Parameters<F>, Promise<Awaited<ReturnType<F>>[]>, MapOptions>
  /** Results in the order of the items, as {@link Pool.imap} gives them. */
  imap: OverItems<Parameters<F>, AsyncGenerator<Awaited<ReturnType<F>>, void, undefined>, IterateOptions>
  /** Results as they are ready, as {@link Pool.imapUnordered} gives them. */
  imapUnordered: OverItems<Parameters<F>, AsyncGenerator<Awaited<ReturnType<F>>, void, undefined>, IterateOptions>
}

/** A call over items: one iterable for each parameter, then options. The function gets the index as its last argument. */
export interface OverItems<P extends unknown[], R, O> {
  /** The items of an iterable. */
  (items: BeforeIndex<P[0], P[1]>, options?: O): R
  /** The items of two iterables side by side. */
  (items: AnyIterable<P[0]>, items2: BeforeIndex<P[1], P[2]>, options?: O): R
  /** The items of three iterables side by side. */
  (items: AnyIterable<P[0]>, items2: AnyIterable<P[1]>, items3: BeforeIndex<P[2], P[3]>, options?: O): R
}

/**
 * The last iterable. The parameter `Next` after its own gets the index: where a function wants something else there, the
 * call does not compile, and `starmap` is what to use.
 */
type BeforeIndex<T, Next> = number extends Next ? AnyIterable<T> : [Next] extends [undefined] ? AnyIterable<T> : never

/** Makes the tasks. `method` is the function that the user called. */
export function moduleTasks<M>(pool: Pool, specifier: unknown, method: unknown): ModuleTasks<M> {
  const [module, from] = resolvable(specifier, method)
  const made = new Map<string, unknown>()
  return new Proxy(Object.create(null), {
    get(_, name) {
      // What has a `then` is a promise to `await`, and a module is none.
      if (typeof name === 'symbol' || name === 'then') return undefined
      const task = made.get(name) ?? taskOf(pool, name, module, from)
      made.set(name, task)
      return task
    },
  })
}

/** The methods of a pool with the export in the place of their function: bound, for that leaves no frame on the stack. */
function taskOf(pool: Pool, name: string, module: string, from: string): unknown {
  const fn = () => {}
  const bound = (method: AnyFunction) => method.bind(pool, fn)
  const { submit, apply, starmap, map, imap, imapUnordered } = pool
  const methods = Object.entries({ submit, apply, starmap, map, imap, imapUnordered })
  const task = Object.assign(
    bound(submit),
    Object.fromEntries(methods.map(([name, method]) => [name, bound(method as AnyFunction)])),
  )
  Object.defineProperty(task, 'name', { value: name })
  for (const standIn of [fn, task]) shipExport(standIn, name, module, from)
  return task
}

/** The module as `import()` takes it, and the folder to resolve it from. */
function resolvable(specifier: unknown, method: unknown): [module: string, from: string] {
  const href = specifier instanceof Object && (specifier as Partial<URL>).href
  if (typeof href === 'string') return [href, '']
  if (typeof specifier === 'string' && specifier !== '') {
    return isAbsolute(specifier) ? [pathToFileURL(specifier).href, ''] : [specifier, callerDirectory(method)]
  }
  const wanted = "a URL or the name of a package, as in new URL('./tasks.js', import.meta.url)"
  throw typeError('INVALID_TYPE', `specifier must be ${wanted}, got ${show(specifier)}`)
}
