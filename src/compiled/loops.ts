/**
 * The functions over arrays as plain loops in JavaScript: what runs where a function is outside of the subset that is
 * compiled, on the calling thread over all elements and on workers over a range of them each. They are the meaning of
 * the compiled functions, too: a compiled function gives what these give.
 */
import { dtypeOf, type TypedArray } from '../arrays/dtype.js'
import { show, typeError } from '../errors.js'
import type { AnyFunction } from '../pool/wire/functions.js'
import { isBig, make } from './dtypes.js'

/** The functions that a loop exists for. */
export type Kind = 'map' | 'filter' | 'count' | 'some' | 'every' | 'findIndex' | 'mapReduce' | 'reduce'

/** Reducers that have a name. */
export type ReducerName = 'sum' | 'min' | 'max' | 'product'

/** What a loop goes over. */
export interface Range {
  readonly kind: Kind
  /** Arrays, and numbers that are the same for every element. */
  readonly inputs: readonly (ArrayLike<number | bigint> | number)[]
  /** Where `map` writes. */
  readonly out?: TypedArray | undefined
  /** The reducer of bigints, where it is none of the functions. */
  readonly reducer?: ReducerName | undefined
  /** What the result of a reduction is combined with, on its left. */
  readonly initial?: number | bigint | undefined
  readonly from: number
  readonly to: number
}

/** Where a loop is, and a place to stop it. */
export interface Progress {
  /** The index of the element that the loop is at. */
  at: number
  /** Called now and then; throws to end the loop. */
  tick(): void
}

/** So many elements are between two ticks: few enough that slow functions end soon, and enough that ticks cost nothing. */
const STRIDE = 64

/** Runs a loop. The result is that of its range alone; `combine` puts those of several ranges together. */
export function runRange(functions: readonly AnyFunction[], range: Range, progress: Progress): unknown {
  return LOOPS[range.kind](range, functions, progress)
}

const LOOPS: Record<Kind, (range: Range, functions: readonly AnyFunction[], progress: Progress) => unknown> = {
  map(range, [fn], progress) {
    const out = range.out as Float64Array
    const call = caller(fn!, range.inputs)
    const big = isBig(dtypeOf(out)!)
    each(range, progress, (i) => {
      out[i] = stored(call(i), big, i) as number
    })
  },
  filter(range, [fn], progress) {
    const x = range.inputs[0] as Float64Array
    const call = caller(fn!, range.inputs)
    const kept = make(dtypeOf(x)!, range.to - range.from) as Float64Array
    let size = 0
    each(range, progress, (i) => {
      const value = x[i]!
      if (truth(call(i), i)) kept[size++] = value
    })
    return kept.slice(0, size)
  },
  count(range, [fn], progress) {
    const call = caller(fn!, range.inputs)
    let count = 0
    each(range, progress, (i) => {
      if (truth(call(i), i)) count += 1
    })
    return count
  },
  some: (range, [fn], progress) => find(range, fn!, true, progress) >= 0,
  every: (range, [fn], progress) => find(range, fn!, false, progress) < 0,
  findIndex: (range, [fn], progress) => find(range, fn!, true, progress),
  mapReduce: (range, functions, progress) => fold(range, caller(functions[0]!, range.inputs), functions, progress),
  reduce(range, functions, progress) {
    const x = range.inputs[0] as Float64Array
    return fold(range, (i) => x[i], functions, progress)
  },
}

/** The results of ranges that follow each other, as that of all of them; reductions have one range more for it. */
export function combine(kind: Exclude<Kind, 'reduce' | 'mapReduce'>, className: string, partials: unknown[]): unknown {
  switch (kind) {
    case 'map':
      return undefined
    case 'filter':
      return joined(className, partials as Float64Array[])
    case 'count':
      return (partials as number[]).reduce((a, b) => a + b, 0)
    case 'some':
      return partials.includes(true)
    case 'every':
      return !partials.includes(false)
    case 'findIndex':
      return partials.find((at) => (at as number) >= 0) ?? -1
  }
}

const REDUCERS: Record<ReducerName, (a: number, b: number) => number> = {
  sum: (a, b) => a + b,
  product: (a, b) => a * b,
  // biome-ignore lint/complexity/useMathMinMax: Math takes no bigints
  min: (a, b) => (typeof a === 'bigint' ? (b < a ? b : a) : Math.min(a, b)),
  // biome-ignore lint/complexity/useMathMinMax: Math takes no bigints
  max: (a, b) => (typeof a === 'bigint' ? (b > a ? b : a) : Math.max(a, b)),
}

/** The names of reducers, for messages. */
export const REDUCER_NAMES = Object.keys(REDUCERS).join(', ')

/** Whether a reducer has this name. */
export function isReducer(name: string): name is ReducerName {
  return Object.hasOwn(REDUCERS, name)
}

/** The call for one element; the usual shapes without a list of arguments in between. */
function caller(fn: AnyFunction, inputs: Range['inputs']): (i: number) => unknown {
  const [a, b] = inputs
  if (typeof a !== 'number' && inputs.length === 1) return (i) => fn(a![i], i)
  if (typeof a !== 'number' && typeof b !== 'number' && inputs.length === 2) return (i) => fn(a![i], b![i], i)
  return (i) => fn(...inputs.map((input) => (typeof input === 'number' ? input : input[i])), i)
}

/** Visits the elements of a range, until a visit says `false`. */
function each({ from, to }: Range, progress: Progress, visit: (i: number) => unknown): void {
  for (let i = from; i < to; ) {
    progress.at = i
    progress.tick()
    for (const end = Math.min(to, i + STRIDE); i < end; i++) {
      progress.at = i
      if (visit(i) === false) return
    }
  }
}

/** The first index for which the function gives this truth, or -1. */
function find(range: Range, fn: AnyFunction, wanted: boolean, progress: Progress): number {
  const call = caller(fn, range.inputs)
  let found = -1
  each(range, progress, (i) => {
    if (truth(call(i), i) !== wanted) return true
    found = i
    return false
  })
  return found
}

/**
 * A reduction, by the last of the functions or by a name. Neighbours are combined in pairs, the results again in pairs,
 * and so on, as the native part does: so the answer does not depend on where it was computed, nor on how many ranges it
 * was cut into, as long as their size is a power of two.
 */
function fold(range: Range, value: (i: number) => unknown, functions: readonly AnyFunction[], progress: Progress) {
  const reduce = range.reducer === undefined ? functions.at(-1)! : REDUCERS[range.reducer]
  const pair = (a: unknown, b: unknown) => number(reduce(a as never, b as never), progress.at)
  /** Results of ever fewer elements, each of a power of two of them: those of the ones in their number, in binary. */
  const results: (number | bigint)[] = []
  let size = 0
  each(range, progress, (i) => {
    let result = number(value(i), i)
    for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) result = pair(results.pop(), result)
    results.push(result)
    size += 1
  })
  let result = results.pop()
  while (results.length > 0) result = pair(results.pop(), result)
  const { initial } = range
  if (initial === undefined || result === undefined) return initial ?? result
  return pair(initial, result)
}

function joined(className: string, parts: readonly Float64Array[]): TypedArray {
  const whole = make(
    className,
    parts.reduce((sum, part) => sum + part.length, 0),
  )
  let at = 0
  for (const part of parts) {
    ;(whole as Float64Array).set(part, at)
    at += part.length
  }
  return whole
}

/** A result that is to be stored. A number array takes whatever converts, and would hold NaN where that was a mistake. */
function stored(value: unknown, big: boolean, i: number): unknown {
  const type = typeof value
  if (type === 'boolean' || (big ? type === 'bigint' : type === 'number' || type === 'undefined')) return value
  throw invalid(
    value,
    i,
    big
      ? 'an array of bigints holds nothing else'
      : type === 'bigint'
        ? "{ dtype: 'int64' } or { dtype: 'uint64' } makes an array that holds it"
        : 'a typed array holds numbers only; Array.from(x) makes an array that can be mapped to anything',
  )
}

/** A result that goes on being computed with. */
function number(value: unknown, i: number): number | bigint {
  if (typeof value === 'number' || typeof value === 'bigint') return value
  if (typeof value === 'boolean' || value === undefined) return Number(value)
  throw invalid(value, i, 'a reduction takes numbers; Array.from(x) makes an array that can be reduced to anything')
}

/** A result that decides. */
function truth(value: unknown, i: number): boolean {
  if (value instanceof Promise) throw invalid(value, i, 'a promise is always true; leave out async')
  return Boolean(value)
}

function invalid(value: unknown, i: number, remedy: string): TypeError {
  // Nobody waits for it, so its rejection is nobody's either.
  if (value instanceof Promise) value.catch(() => {})
  return typeError('INVALID_RESULT', `the function gave ${show(value)} for index ${i}; ${remedy}`)
}
