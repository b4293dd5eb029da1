/**
 * What a call of a compiled function says, checked: the functions, the inputs, the options. All of it is read here, once
 * and before anything runs, in the form in which both the native part and the loops in JavaScript take it.
 */
import { array, dtypeOf, type TypedArray } from '../arrays/dtype.js'
import { rangeError, show, typeError } from '../errors.js'
import type { Constant } from '../native.js'
import { checkOptions, isPlain } from '../options.js'
import type { AnyFunction } from '../pool/wire/functions.js'
import { checkTimeout } from '../stop.js'
import { isBig, letterOf } from './dtypes.js'

/** More inputs than these are a mistake. */
export const MOST_INPUTS = 8

/** The letter of an input that is a number. */
const SCALAR = 's'

/** What a function is called with, element by element. */
export interface Inputs {
  readonly all: readonly (TypedArray | number)[]
  readonly arrays: NodeJS.TypedArray[]
  readonly scalars: readonly number[]
  /** A letter per input. */
  readonly params: string
  readonly length: number
  /** The class of an input whose elements are bigints, if there is one. */
  readonly big: string | undefined
}

/** Variables that a function sees by name. */
export interface Constants {
  readonly values: Readonly<Record<string, TypedArray | number>>
  readonly kinds: Constant[]
  readonly scalars: readonly number[]
  readonly tables: NodeJS.TypedArray[]
  /** Names and kinds in one string. */
  readonly key: string
  readonly big: string | undefined
}

/** The options that every call has. */
export const COMMON = ['consts', 'math', 'strict', 'timeout'] as const

/** Options by name, not looked at yet. */
export type Options = Readonly<Record<string, unknown>>

const NO_OPTIONS: Options = {}
const NO_CONSTANTS: Constants = { values: {}, kinds: [], scalars: [], tables: [], key: '', big: undefined }

/** A call, checked. */
export interface Request {
  /** The name of the function that was called, for messages. */
  readonly name: string
  readonly functions: readonly AnyFunction[]
  readonly inputs: Inputs
  readonly options: Options
  readonly consts: Constants
  readonly math: 'host' | 'portable'
  readonly strict: boolean
  readonly timeout: number | undefined
}

/** Parts the options from the inputs before them. */
export function split(rest: readonly unknown[]): readonly [inputs: readonly unknown[], options: unknown] {
  const last = rest.at(-1)
  const isOptions =
    rest.length > 1 &&
    (last === undefined || typeof last === 'object') &&
    dtypeOf(last) === undefined &&
    !Array.isArray(last)
  return isOptions ? [rest.slice(0, -1), last] : [rest, undefined]
}

/** The options of a call, by names that it has. */
export function named(options: unknown, names: readonly string[]): Options {
  return options === undefined ? NO_OPTIONS : checkOptions(options, names)
}

/** Checks a call. */
export function request(
  name: string,
  functions: readonly unknown[],
  inputs: readonly unknown[],
  options: Options,
): Request {
  for (const fn of functions) {
    if (typeof fn !== 'function') throw typeError('INVALID_TYPE', `fn must be a function, got ${show(fn)}`)
  }
  const { consts, math, strict = false, timeout } = options
  if (typeof strict !== 'boolean') throw typeError('INVALID_TYPE', `strict must be a boolean, got ${show(strict)}`)
  return {
    name,
    functions: functions as readonly AnyFunction[],
    // Reading constants may run code of the user, which could change the inputs: those come after it.
    consts: checkConstants(consts),
    inputs: checkInputs(inputs),
    options,
    math: checkMath(math),
    strict,
    timeout: checkTimeout(timeout),
  }
}

/** Which `Math` a function sees. */
export function checkMath(math: unknown = 'host'): 'host' | 'portable' {
  if (math === 'host' || math === 'portable') return math
  throw rangeError('OUT_OF_RANGE', `math must be 'host' or 'portable', got ${show(math)}`)
}

function checkInputs(all: readonly unknown[]): Inputs {
  if (all.length > MOST_INPUTS) {
    throw rangeError('OUT_OF_RANGE', `there must be 1 to ${MOST_INPUTS} inputs, got ${all.length}`)
  }
  const arrays: NodeJS.TypedArray[] = []
  const scalars: number[] = []
  let params = ''
  let big: string | undefined
  for (let i = 0; i < all.length; i++) {
    const input = all[i]
    if (typeof input === 'number') {
      scalars.push(input)
      params += SCALAR
      continue
    }
    const className = dtypeOf(input)
    if (className === undefined && i > 0) {
      const hint = Array.isArray(input) ? '; make one with Float64Array.from' : ''
      throw typeError('INVALID_TYPE', `inputs[${i}] must be a typed array or a number, got ${show(input)}${hint}`)
    }
    const checked = array(`inputs[${i}]`, input as TypedArray)
    if (arrays.length > 0 && checked.length !== arrays[0]!.length) {
      const message = `inputs[${i}] has ${checked.length} elements and another input ${arrays[0]!.length}; all arrays must have the same length`
      throw rangeError('LENGTH_MISMATCH', message)
    }
    if (isBig(className!)) big = className
    arrays.push(checked)
    params += letterOf(className!)
  }
  if (arrays.length === 0) {
    throw typeError('INVALID_TYPE', 'one of the inputs must be a typed array: without one there are no elements')
  }
  return { all: all as readonly (TypedArray | number)[], arrays, scalars, params, length: arrays[0]!.length, big }
}

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u

/** Words that strict code cannot have as a variable: functions may be made anew with their constants as parameters. */
const RESERVED = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false ' +
    'finally for function if implements import in instanceof interface let new null package private protected public ' +
    'return static super switch this throw true try typeof var void while with yield'
  ).split(' '),
)

/** The variables that a function sees by name. */
export function checkConstants(consts: unknown): Constants {
  if (consts === undefined) return NO_CONSTANTS
  if (!isPlain(consts)) {
    throw typeError('INVALID_TYPE', `consts must be an object of names and values, got ${show(consts)}`)
  }
  const values: Record<string, TypedArray | number> = Object.create(null)
  const kinds: Constant[] = []
  const scalars: number[] = []
  const tables: NodeJS.TypedArray[] = []
  let key = ''
  let big: string | undefined
  for (const [name, value] of Object.entries(consts) as [string, unknown][]) {
    if (!IDENTIFIER.test(name) || RESERVED.has(name)) {
      throw rangeError('OUT_OF_RANGE', `consts[${JSON.stringify(name)}] is no name that a function could use`)
    }
    const className = dtypeOf(value)
    if (typeof value === 'number') scalars.push(value)
    else if (className !== undefined) tables.push(array(`consts.${name}`, value as TypedArray))
    else {
      const hint = typeof value === 'boolean' ? '; use 1 and 0' : ''
      throw typeError('INVALID_TYPE', `consts.${name} must be a number or a typed array, got ${show(value)}${hint}`)
    }
    if (className !== undefined && isBig(className)) big = className
    const kind = className === undefined ? SCALAR : letterOf(className)
    values[name] = value as TypedArray | number
    kinds.push({ name, kind })
    key += `${kind}${name} `
  }
  return { values, kinds, scalars, tables, key, big }
}

/** Refuses an `out` that the function would read after it was written: only the very same array as an input may be it. */
export function checkOverlap(out: TypedArray, { inputs, consts }: Pick<Request, 'inputs' | 'consts'>): void {
  for (const input of inputs.arrays) {
    const same = input.byteOffset === out.byteOffset && dtypeOf(input) === dtypeOf(out)
    if (!same && overlap(out, input)) {
      throw rangeError('OVERLAP', 'out shares memory with an input; give it separate memory, or that input itself')
    }
  }
  for (const { name } of consts.kinds) {
    const value = consts.values[name]!
    if (typeof value !== 'number' && overlap(out, value)) {
      throw rangeError('OVERLAP', `out shares memory with consts.${name}; give it separate memory`)
    }
  }
}

function overlap(a: TypedArray, b: TypedArray): boolean {
  return (
    a.buffer === b.buffer && a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength
  )
}
