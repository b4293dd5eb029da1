/**
 * The three doors through which a function gets to typed arrays, as one: what holds, holds for each. And the two ways in
 * which it runs there: a function that can be compiled, and the same with a statement in it that cannot.
 */
import * as now from 'allcores'
import * as later from 'allcores/promises'
import { afterAll } from 'vitest'
import type { AnyArray } from '../support/arrays.js'

// biome-ignore lint/suspicious/noExplicitAny: tests pass arguments of every kind, wrong ones too
export type Any = any

type Name = 'map' | 'filter' | 'reduce' | 'mapReduce' | 'some' | 'every' | 'findIndex' | 'count'

const pool = new now.Pool({ workers: 2 })
afterAll(() => pool.close())

/** Calls a function by its name; errors thrown at the call are rejections here. */
export interface Door {
  readonly name: string
  readonly api: Any
  call(name: Name, ...args: unknown[]): Promise<Any>
}

const door = (name: string, api: Any): Door => ({
  name,
  api,
  call: async (method, ...args) => await api[method](...args),
})

export const synchronous = door('allcores', now)
export const promises = door('allcores/promises', later)
export const pooled = door('a pool', pool)

/** All doors; a pool has not every function. */
export const DOORS = [synchronous, promises, pooled]
/** Those that have `some`, `every`, `findIndex` and `count`. */
export const SEARCHING = [synchronous, promises]
/** Those that stay off the event loop. */
export const BACKGROUND = [promises, pooled]

/** A function with a statement in it that is not compiled, and changes nothing. */
export function outside<F extends (...args: Any[]) => unknown>(fn: F): F {
  return new Function(`return ${withStatement(fn.toString())}`)()
}

function withStatement(source: string): string {
  const [, params, body] = /^((?:async )?\([^)]*\)) => ([\s\S]+)$/.exec(source)!
  return body!.startsWith('{') ? `${params} => { JSON; ${body!.slice(1)}` : `${params} => { JSON; return ${body} }`
}

/** The function as it is, and so that it runs as JavaScript. */
export function bothWays<F extends (...args: Any[]) => unknown>(fn: F): [way: string, fn: F][] {
  return [
    ['compiled', fn],
    ['as JavaScript', outside(fn)],
  ]
}

/** What the plain loop gives: `out[i] = fn(inputs[0][i], …, i)`. */
export function loop<A extends ArrayLike<unknown>>(
  fn: (...args: Any[]) => unknown,
  inputs: readonly (ArrayLike<unknown> | number)[],
  out: A,
): A {
  for (let i = 0; i < out.length; i++) {
    ;(out as Any)[i] = fn(...inputs.map((input) => (typeof input === 'number' ? input : input[i])), i)
  }
  return out
}

/** NumPy's names of the classes. */
export const DTYPES: Record<string, string> = {
  Float64Array: 'float64',
  Float32Array: 'float32',
  Float16Array: 'float16',
  Int8Array: 'int8',
  Int16Array: 'int16',
  Int32Array: 'int32',
  Uint8Array: 'uint8',
  Uint8ClampedArray: 'uint8clamped',
  Uint16Array: 'uint16',
  Uint32Array: 'uint32',
  BigInt64Array: 'int64',
  BigUint64Array: 'uint64',
}

/** Whether two arrays are of one class and hold the same, to the bit but for NaNs. */
export function same(a: AnyArray, b: AnyArray): boolean {
  return a.constructor === b.constructor && a.length === b.length && a.every((x, i) => Object.is(x, b[i]))
}
