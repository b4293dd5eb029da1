/**
 * Each array function once: what it checks and what it asks of the native part.
 *
 * The last parameter decides where it runs. Without it the answer comes back at once (the functions of
 * `allcores`); with it comes a promise (those of `allcores/promises`). The documented signatures are there.
 */
import { rangeError, show, typeError } from '../errors.js'
import { native } from '../native.js'
import { type Now, then } from '../now.js'
import { checkOptions } from '../options.js'
import { BACKGROUND, type Cancellation } from './background.js'
import { array, dtypeOf, filled, output, type SameClass, sameClass, type TypedArray } from './dtype.js'

/** Refuses options that the call does not have; most calls have none, and pay nothing. */
function known(options: unknown, names: readonly string[], at: Cancellation | undefined): void {
  if (options !== undefined) checkOptions(options, at === undefined ? names : [...names, ...BACKGROUND])
}

export const sum = (x: TypedArray, at?: Cancellation) => native.sum(array('x', x), at)
export const mean = (x: TypedArray, at?: Cancellation) => native.mean(array('x', x), at)
export const min = (x: TypedArray, at?: Cancellation) => native.min(filled('x', x, 'min'), at)
export const max = (x: TypedArray, at?: Cancellation) => native.max(filled('x', x, 'max'), at)
export const argmin = (x: TypedArray, at?: Cancellation) => native.argmin(filled('x', x, 'argmin'), at)
export const argmax = (x: TypedArray, at?: Cancellation) => native.argmax(filled('x', x, 'argmax'), at)
export const median = (x: TypedArray, at?: Cancellation) => native.median(array('x', x), at)

export function dot(x: TypedArray, y: TypedArray, at?: Cancellation) {
  const [left, right] = [array('x', x), array('y', y)]
  if (dtypeOf(x) !== dtypeOf(y)) {
    throw typeError(
      'DTYPE_MISMATCH',
      `y is a ${dtypeOf(y)} and x a ${dtypeOf(x)}; convert one with ${dtypeOf(x)}.from(y)`,
    )
  }
  if (x.length !== y.length) {
    throw rangeError('LENGTH_MISMATCH', `y has ${y.length} elements and x ${x.length}; they must have the same length`)
  }
  return native.dot(left, right, at)
}

/** Options of `variance` and `std`. */
export interface VarianceOptions {
  /** The divisor is n - ddof: 0 (the default) for a population, 1 for a sample. */
  ddof?: number | undefined
}

function checkDdof(options: VarianceOptions | undefined, at: Cancellation | undefined): number {
  known(options, ['ddof'], at)
  const ddof = options?.ddof ?? 0
  if (typeof ddof !== 'number') throw typeError('INVALID_TYPE', `ddof must be a number, got ${show(ddof)}`)
  if (!Number.isFinite(ddof)) throw rangeError('OUT_OF_RANGE', `ddof must be finite, got ${ddof}`)
  return ddof
}

export const variance = (x: TypedArray, options?: VarianceOptions, at?: Cancellation) =>
  native.variance(array('x', x), checkDdof(options, at), at)
export const std = (x: TypedArray, options?: VarianceOptions, at?: Cancellation) =>
  native.std(array('x', x), checkDdof(options, at), at)

/** Options of functions that write an array. */
export interface OutOptions<A> {
  /** Where to write; a new array if absent. It may be the input itself where the function says so. */
  out?: A | undefined
}

/** No `out`: the result is a new array. */
export type NoOut = OutOptions<never>

export function sort<A extends TypedArray>(
  x: A,
  options?: OutOptions<SameClass<A>>,
  at?: Cancellation,
): Now<SameClass<A>> {
  const input = array('x', x)
  known(options, ['out'], at)
  const out = output(options?.out as TypedArray | undefined, dtypeOf(x)!, x.length)
  return then(native.sort(input, out, at), (sorted) => options?.out ?? sameClass(x, sorted))
}

export function argsort(x: TypedArray, options?: OutOptions<Uint32Array>, at?: Cancellation): Now<Uint32Array> {
  const input = array('x', x)
  known(options, ['out'], at)
  return native.argsort(input, output(options?.out, 'Uint32Array', x.length) as Uint32Array | undefined, at)
}

export function cumsum<A extends TypedArray>(x: A, options?: OutOptions<CumulativeOf<A>>, at?: Cancellation) {
  const input = array('x', x)
  const dtype = /^(Big|Float)/.test(dtypeOf(x)!) ? dtypeOf(x)! : 'Float64Array'
  known(options, ['out'], at)
  const out = output(options?.out as TypedArray | undefined, dtype, x.length)
  return then(
    native.cumsum(input, out, at),
    (sums) => options?.out ?? (sameClass(x, sums) as unknown as CumulativeOf<A>),
  )
}

/** What running sums of an array are: of its own class for floats and bigints, else doubles. */
export type CumulativeOf<
  A extends TypedArray,
  B extends ArrayBufferLike = ArrayBufferLike,
> = A[typeof Symbol.toStringTag] extends 'Float32Array' | 'Float16Array' | `Big${string}`
  ? SameClass<A, B>
  : Float64Array<B>

const METHODS = ['linear', 'lower', 'higher', 'midpoint', 'nearest'] as const

/** Options of `quantile`. */
export interface QuantileOptions {
  /**
   * What to take where the quantile falls between two elements, as in NumPy: `'linear'` (the default)
   * interpolates, `'lower'` and `'higher'` take one, `'midpoint'` their mean, `'nearest'` the closer one.
   */
  method?: (typeof METHODS)[number] | undefined
}

export function quantile(
  x: TypedArray,
  q: number | ArrayLike<number>,
  options?: QuantileOptions,
  at?: Cancellation,
): Now<number | Float64Array<ArrayBuffer>> {
  const input = filled('x', x, 'quantile')
  known(options, ['method'], at)
  const method = options?.method ?? 'linear'
  if (!METHODS.includes(method)) {
    throw rangeError('OUT_OF_RANGE', `method must be one of ${METHODS.join(', ')}, got ${show(method)}`)
  }
  const levels = numbers('q', q, MOST_LEVELS)
  for (const level of levels) {
    if (!(level >= 0 && level <= 1)) throw rangeError('OUT_OF_RANGE', `q must be from 0 to 1, got ${level}`)
  }
  return then(native.quantile(input, levels, method, at), (values) =>
    typeof q === 'number' ? values[0]! : (values as Float64Array<ArrayBuffer>),
  )
}

/** Options of `histogram`. */
export interface HistogramOptions {
  /** Number of bins of equal width, or the ascending edges between which to count. 10 if absent. */
  bins?: number | ArrayLike<number> | undefined
  /** Where the first bin begins and the last one ends; from the least to the greatest element if absent. Edges need none. */
  range?: readonly [number, number] | undefined
}

/** What `histogram` gives. */
export interface Histogram {
  /** Number of elements in each bin. */
  counts: Float64Array<ArrayBuffer>
  /** The limits of the bins: one more than there are bins. */
  edges: Float64Array<ArrayBuffer>
}

/** More levels than this are a mistake. */
const MOST_LEVELS = 2 ** 24

/** More bins than this are a mistake, and their tables would not fit into any cache. */
const MOST_BINS = 2 ** 24

export function histogram(x: TypedArray, options?: HistogramOptions, at?: Cancellation): Now<Histogram> {
  const input = array('x', x)
  known(options, ['bins', 'range'], at)
  const bins = options?.bins ?? 10
  if (typeof bins !== 'number') {
    const edges = numbers('bins', bins, MOST_BINS + 1)
    if (edges.length < 2) throw rangeError('OUT_OF_RANGE', `bins needs two edges or more, got ${edges.length}`)
    for (let i = 1; i < edges.length; i++) {
      if (!(edges[i - 1]! <= edges[i]!)) {
        throw rangeError('OUT_OF_RANGE', `bins must ascend, but edge ${i} is ${edges[i]} after ${edges[i - 1]}`)
      }
    }
    return then(native.histogramBetween(input, edges, at), (counts) => ({ counts, edges }) as Histogram)
  }
  if (!Number.isInteger(bins) || bins < 1 || bins > MOST_BINS) {
    throw rangeError(
      'OUT_OF_RANGE',
      `bins must be an integer from 1 to ${MOST_BINS}, or an array of edges, got ${bins}`,
    )
  }
  const [lo, hi] = checkRange(options?.range)
  return then(native.histogram(input, bins, lo, hi, at), ([counts, edges]) => ({ counts, edges }) as Histogram)
}

function checkRange(range: readonly [number, number] | undefined): readonly [number?, number?] {
  if (range === undefined) return []
  if (!Array.isArray(range) || range.length !== 2 || range.some((limit) => typeof limit !== 'number')) {
    throw typeError('INVALID_TYPE', `range must be [lowest, highest], got ${show(range)}`)
  }
  const [lo, hi] = range
  if (!(lo <= hi && Number.isFinite(hi - lo))) {
    throw rangeError('OUT_OF_RANGE', `range must ascend and be of finite width, got [${lo}, ${hi}]`)
  }
  return range
}

/** A number, or an array-like of them, of which there are at most `most`, as doubles of our own. */
function numbers(name: string, value: number | ArrayLike<number>, most: number): Float64Array<ArrayBuffer> {
  if (typeof value === 'number') return Float64Array.of(value)
  if (value === null || typeof value !== 'object' || typeof value.length !== 'number') {
    throw typeError('INVALID_TYPE', `${name} must be a number or an array of numbers, got ${show(value)}`)
  }
  const { length } = value
  if (!Number.isInteger(length) || length < 0 || length > most) {
    throw rangeError('OUT_OF_RANGE', `${name}.length must be an integer from 0 to ${most}, got ${length}`)
  }
  const doubles = new Float64Array(length)
  for (let i = 0; i < doubles.length; i++) {
    const item: unknown = value[i]
    if (typeof item !== 'number') {
      throw typeError('INVALID_TYPE', `${name}[${i}] must be a number, got ${show(item)}`)
    }
    doubles[i] = item
  }
  return doubles
}
