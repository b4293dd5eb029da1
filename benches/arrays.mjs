/**
 * The array functions, at sizes from a call's overhead to what exceeds the caches, beside what else computes them. Each
 * writes into arrays that are there already, so that no contender is timed on the system's handing out of memory.
 */
import * as allcores from 'allcores'
import { numbers } from './data.mjs'
import { contender } from './harness.mjs'

const BINS = 100
const LEVELS = [0.5, 0.95, 0.99]
const histogramOptions = { bins: BINS, range: [0, 1] }

const every = ['float64', 'float32', 'int32']

/** `moves`: the arrays of n elements that a function must at least read, or read and write, where that is its limit. */
const functions = {
  sum: { moves: { read: 1 }, dtypes: every, call: ({ x }) => allcores.sum(x) },
  dot: { moves: { read: 2 }, call: ({ x, y }) => allcores.dot(x, y) },
  mean: { moves: { read: 1 }, call: ({ x }) => allcores.mean(x) },
  variance: { moves: { read: 1 }, dtypes: every, call: ({ x }) => allcores.variance(x) },
  std: { moves: { read: 1 }, call: ({ x }) => allcores.std(x) },
  min: { moves: { read: 1 }, dtypes: every, call: ({ x }) => allcores.min(x) },
  max: { moves: { read: 1 }, call: ({ x }) => allcores.max(x) },
  argmin: { moves: { read: 1 }, call: ({ x }) => allcores.argmin(x) },
  argmax: { moves: { read: 1 }, call: ({ x }) => allcores.argmax(x) },
  cumsum: { moves: { copy: 2 }, call: ({ x, out }) => allcores.cumsum(x, { out }) },
  histogram: { moves: { read: 1 }, call: ({ x }) => allcores.histogram(x, histogramOptions).counts },
  sort: { dtypes: every, call: ({ x, out }) => allcores.sort(x, { out }) },
  argsort: { call: ({ x, order }) => allcores.argsort(x, { out: order }) },
  quantile: { call: ({ x }) => allcores.quantile(x, LEVELS) },
  median: { call: ({ x }) => allcores.median(x) },
}

export const title = 'Array functions'
export const names = Object.keys(functions)
export const sizes = [100, 1e4, 1e6, 1e7]

/** Where each contender comes from; a peer that is not there is left out, and the report says why. */
const sources = {
  'plain JS': (dtype) => import(`./plain.mjs?${dtype}`),
  NumPy: () => import('./peers/numpy.mjs'),
  'numpy-ts': () => import('./peers/numpy-ts.mjs'),
  '@stdlib': () => import('./peers/stdlib.mjs'),
  Polars: () => import('./peers/polars.mjs'),
  memory: () => import('./memory.mjs'),
}

export const columns = Object.keys(sources)

/** The cases of the wanted functions, one at a time: the data of the one before is free by then. */
export async function* cases({ names, sizes, load }) {
  for (const dtype of every) {
    const wanted = names.filter((name) => (functions[name].dtypes ?? ['float64']).includes(dtype))
    for (const n of wanted.length > 0 ? sizes : []) {
      const data = dataOf(dtype, n)
      const prepared = []
      for (const name of Object.keys(sources)) {
        const source = await load(name, () => sources[name](dtype))
        prepared.push(await source?.prepare(data))
      }
      for (const name of wanted) {
        const { call, moves } = functions[name]
        const others = prepared.map((source) => source?.contender(name, moves)).filter(Boolean)
        yield { name, dtype, n, moves, contenders: [contender('allcores', () => call(data)), ...others] }
      }
      for (const source of prepared) source?.close?.()
    }
  }
}

function dataOf(dtype, n) {
  const x = numbers(dtype, n, 1)
  const y = numbers(dtype, n, 2)
  return { dtype, n, x, y, out: x.slice(), order: new Uint32Array(n), bins: BINS, levels: LEVELS }
}
