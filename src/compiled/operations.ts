/**
 * Each compiled function once: what it checks, what it asks of the native part, and what it is as a loop in JavaScript.
 *
 * Where it runs is up to the place that it is given: the calling thread for the functions of `allcores`, the background
 * for those of `allcores/promises` and of a pool. The documented signatures are there.
 */
import type { Cancellation } from '../arrays/background.js'
import { array, dtypeOf, output, type TypedArray } from '../arrays/dtype.js'
import { rangeError, show, typeError } from '../errors.js'
import { type Explanation, native } from '../native.js'
import { type Now, then } from '../now.js'
import { classNamed, isBig, letterOf, ofClass } from './dtypes.js'
import { isReducer, type Range, REDUCER_NAMES } from './loops.js'
import { Refusal } from './refusal.js'
import { COMMON, type Constants, checkOverlap, named, type Options, type Request, request, split } from './request.js'
import { type Compiled, type CompiledReducer, sourceOf } from './source.js'

/** What a call comes down to. */
export interface Work {
  readonly request: Request
  /** Its functions, compiled, or why not. */
  readonly code: Code | Refusal
  /** The same as a loop over all elements; `out` is still to be made where the user gave none. */
  readonly loop: Omit<Range, 'from' | 'to'>
  /** The class of the array that the loop gives, if it gives one. */
  readonly className: string
  /** What is done natively with what the loop gives, if that is not the answer yet. */
  readonly finish?: ((result: TypedArray, at?: Cancellation) => Now<unknown>) | undefined
}

/** Something compiled. */
export interface Code {
  /** Runs it: at once, or, with a cancellation, in the background. */
  run(at?: Cancellation): Now<unknown>
  /** How each of its functions runs. */
  explain(): readonly (Explanation | null)[]
}

/** Where calls run. */
export interface Place {
  /** The options that calls have there, beside those of the function. */
  readonly options: readonly string[]
  run(work: Work): unknown
}

/** `map(fn, ...inputs, options)` */
export function map(fn: unknown, rest: readonly unknown[], place: Place): unknown {
  const [inputs, options] = split(rest)
  return mapped('map', fn, inputs, named(options, [...COMMON, 'out', 'dtype', ...place.options]), place)
}

/** As `map`, with options whose names are checked. */
export function mapped(name: string, fn: unknown, all: readonly unknown[], options: Options, place: Place): unknown {
  const checked = request(name, [fn], all, options)
  const { inputs } = checked
  const out = options.out === undefined ? undefined : array('out', options.out as TypedArray)
  const className = options.dtype === undefined ? (dtypeOf(out) ?? 'Float64Array') : classNamed(options.dtype)
  if (out !== undefined) {
    output(out as TypedArray, className, inputs.length)
    checkOverlap(out as TypedArray, checked)
  }
  const letter = letterOf(className)
  const code = compile(checked, letter, isBig(className) ? className : undefined, (compiled) => (at) => {
    // Argument by argument: spreading them costs as much as a short call.
    const result = compiled.map(inputs.arrays, scalars(checked), checked.consts.tables, out, limit(checked, at), at)
    return then(result, (array) => (out === undefined ? ofClass(className, array) : out))
  })
  return place.run({
    request: checked,
    code,
    loop: { kind: 'map', inputs: inputs.all as Range['inputs'], out: out as TypedArray | undefined },
    className,
  })
}

/** What tests can be for, and how the native part runs each. */
const TESTS = {
  filter: (compiled: Compiled, given: Given, className: string) =>
    then(compiled.filter(...given), (kept) => ofClass(className, kept)),
  count: (compiled: Compiled, given: Given) => compiled.count(...given),
  some: (compiled: Compiled, given: Given) => then(compiled.findIndex(true, ...given), (at) => at >= 0),
  every: (compiled: Compiled, given: Given) => then(compiled.findIndex(false, ...given), (at) => at < 0),
  findIndex: (compiled: Compiled, given: Given) => compiled.findIndex(true, ...given),
} as const

/** `filter(fn, x, ...inputs, options)`, and with the same arguments what counts or searches. */
export function test(kind: keyof typeof TESTS, fn: unknown, rest: readonly unknown[], place: Place): unknown {
  const [all, options] = split(rest)
  const checked = request(kind, [fn], all, named(options, [...COMMON, ...place.options]))
  const className = dtypeOf(kind === 'filter' ? array('x', all[0] as TypedArray) : all[0]) ?? 'Float64Array'
  return place.run({
    request: checked,
    code: compile(checked, 'test', undefined, (compiled) => (at) => {
      return TESTS[kind](compiled, [...given(checked), limit(checked, at), at], className)
    }),
    loop: { kind, inputs: checked.inputs.all as Range['inputs'] },
    className,
  })
}

/** `reduce(reducer, x, options)` */
export function reduce(reducer: unknown, rest: readonly unknown[], place: Place): unknown {
  const [all, options] = split(rest)
  const x = array('x', all[0] as TypedArray)
  if (all.length > 1) throw typeError('INVALID_TYPE', 'reduce takes one array; mapReduce takes several inputs')
  const name = checkReducer(reducer)
  const checked = request('reduce', name === undefined ? [reducer] : [], all, reductionOptions(options, place))
  const initial = checkInitial(checked, name)
  const by = compiledReducer(checked, name)
  return place.run({
    request: checked,
    code:
      by instanceof Refusal ? by : reducing(checked, by, x, name === undefined ? checked.consts : undefined, initial),
    loop: { kind: 'reduce', inputs: [x as TypedArray] as Range['inputs'], reducer: name, initial },
    className: 'Float64Array',
  })
}

/** `mapReduce(fn, reducer, ...inputs, options)` */
export function mapReduce(fn: unknown, reducer: unknown, rest: readonly unknown[], place: Place): unknown {
  const [all, options] = split(rest)
  const name = checkReducer(reducer)
  const functions = name === undefined ? [fn, reducer] : [fn]
  const checked = request('mapReduce', functions, all, reductionOptions(options, place))
  const { inputs } = checked
  const initial = checkInitial(checked, name)
  const by = compiledReducer(checked, name)
  const code = compile(checked, 'number', undefined, (compiled) => (at) => {
    return compiled.mapReduce(by as CompiledReducer, ...given(checked), initial as number, limit(checked, at), at)
  })
  // A name has no function that JavaScript could call: it maps, and the native part reduces, as it would all of it.
  const mapsOnly = name !== undefined && inputs.big === undefined
  return place.run({
    request: checked,
    code: code instanceof Refusal ? code : by instanceof Refusal ? by : both(code, by),
    loop: {
      kind: mapsOnly ? 'map' : 'mapReduce',
      inputs: inputs.all as Range['inputs'],
      reducer: name,
      initial: mapsOnly ? undefined : initial,
    },
    className: 'Float64Array',
    finish: mapsOnly
      ? (mapped, at) => reducing(checked, by as CompiledReducer, mapped, undefined, initial).run(at)
      : undefined,
  })
}

function reductionOptions(options: unknown, place: Place): Options {
  return named(options, [...COMMON, 'initial', ...place.options])
}

/** A reduction of an array; a reducer that has a name has no constants. */
function reducing(
  checked: Request,
  by: CompiledReducer,
  x: TypedArray,
  consts: Constants | undefined,
  initial: number | bigint | undefined,
): Code {
  const numbers = doubles(consts?.scalars ?? [])
  return {
    run: (at) =>
      by.reduce(x as NodeJS.TypedArray, numbers, consts?.tables, initial as number | undefined, limit(checked, at), at),
    explain: () => [by.explain()],
  }
}

/** A function and the reducer of what it gives. */
function both(code: Code, by: CompiledReducer): Code {
  return { run: code.run, explain: () => [...code.explain(), by.explain()] }
}

function checkReducer(reducer: unknown) {
  if (typeof reducer !== 'string') {
    if (typeof reducer === 'function') return undefined
    throw typeError('INVALID_TYPE', `the reducer must be a function or a name, got ${show(reducer)}`)
  }
  if (isReducer(reducer)) return reducer
  throw rangeError('OUT_OF_RANGE', `the reducer must be a function or one of ${REDUCER_NAMES}, got ${show(reducer)}`)
}

/** What a reduction starts with: what the user says, or for no elements what the reducer's name implies. */
function checkInitial({ name, inputs, options }: Request, reducer: string | undefined): number | bigint | undefined {
  const { initial } = options
  const wanted = inputs.big === undefined ? 'a number' : 'a number or a bigint'
  if (initial !== undefined) {
    if (typeof initial === 'number' || (typeof initial === 'bigint' && inputs.big !== undefined)) return initial
    throw typeError('INVALID_TYPE', `initial must be ${wanted}, got ${show(initial)}`)
  }
  if (inputs.length > 0) return undefined
  if (reducer !== 'sum' && reducer !== 'product') {
    throw rangeError('EMPTY', `there are no elements, and ${name} without initial needs at least one`)
  }
  const neutral = reducer === 'sum' ? 0 : 1
  return inputs.big === undefined ? neutral : BigInt(neutral)
}

/** Compiles the first function of a request; `run` says how what it gives is run. */
function compile(
  { functions, inputs, consts, math }: Request,
  purpose: string,
  big: string | undefined,
  run: (compiled: Compiled) => Code['run'],
): Code | Refusal {
  const bigints = big ?? inputs.big ?? consts.big
  if (bigints !== undefined) return ofBigints(bigints)
  const compiled = sourceOf(functions[0]!).compile(inputs.params, purpose, math, consts)
  return compiled instanceof Refusal ? compiled : { run: run(compiled), explain: () => [compiled.explain()] }
}

/** The reducers that have a name. */
const namedReducers = new Map<string, CompiledReducer>()

/** The reducer of a request: the one of this name, or its last function. */
function compiledReducer({ functions, inputs, consts, math }: Request, name: string | undefined) {
  const bigints = inputs.big ?? (name === undefined ? consts.big : undefined)
  if (bigints !== undefined) return ofBigints(bigints)
  if (name === undefined) return sourceOf(functions.at(-1)!).compileReducer(math, consts)
  const known = namedReducers.get(name) ?? new native.Reducer(name)
  namedReducers.set(name, known)
  return known
}

function ofBigints(className: string): Refusal {
  return new Refusal(`a ${className}`, 'bigints are not compiled; elements of all other classes are')
}

type Given = [...ReturnType<typeof given>, timeout: number | undefined, at: Cancellation | undefined]

/** The arguments that every native run begins with. */
function given(checked: Request) {
  return [checked.inputs.arrays, scalars(checked), checked.consts.tables] as const
}

function scalars({ inputs, consts }: Request): Float64Array | undefined {
  return doubles(inputs.scalars, consts.scalars)
}

function doubles(a: readonly number[], b: readonly number[] = []): Float64Array | undefined {
  if (a.length + b.length === 0) return undefined
  const all = new Float64Array(a.length + b.length)
  all.set(a)
  all.set(b, a.length)
  return all
}

/** The `timeout`, for native runs on this thread; behind it, a timer cancels them. */
function limit({ timeout }: Request, at: Cancellation | undefined): number | undefined {
  return at === undefined ? timeout : undefined
}
