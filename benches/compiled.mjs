/**
 * Compiled functions beside the loop they stand for, and beside what a Python user has: NumPy, numexpr, Numba. Results go
 * into arrays that are there already. The loops are written as functions of their own (compiled_plain.mjs), as V8 likes
 * them best.
 */
import { kernel, map, mapReduce } from 'allcores'
import { numbers } from './data.mjs'
import { contender } from './harness.mjs'

const polynomial = (x) =>
  1 + x * (2 + x * (3 + x * (4 + x * (5 + x * (6 + x * (7 + x * (8 + x * (9 + x * (10 + x * 11)))))))))
const mandelbrot = (re, im) => {
  let x = 0
  let y = 0
  let n = 0
  for (; n < 200; n++) {
    const xx = x * x
    const yy = y * y
    if (xx + yy > 4) break
    y = 2 * x * y + im
    x = xx - yy + re
  }
  return n
}
const squares = (x) => {
  let s = 0
  for (let i = 0; i < x * 1000; i++) s += i * i
  return s
}

const multiplyAdd = kernel((a, b, c) => a * b + c)
const degree10 = kernel(polynomial)
const wave = kernel((a, b) => Math.sqrt(a * a + b * b) * Math.exp(-a))
const portableWave = kernel((a, b) => Math.sqrt(a * a + b * b) * Math.exp(-a), { math: 'portable' })
const escapeTime = kernel(mandelbrot)
const sumOfSquares = kernel(squares)

/** `fresh`: the answer is compared on a copy of the data, because the call changes it. */
const functions = {
  'a*b+c': { moves: { read: 2, copy: 2 }, call: ({ x, y, z, out }) => multiplyAdd(x, y, z, { out }) },
  'polynomial of degree 10': { moves: { copy: 2 }, call: ({ x, out }) => degree10(x, { out }) },
  'sqrt * exp': { call: ({ x, y, out }) => wave(x, y, { out }) },
  'sqrt * exp, portable': { call: ({ x, y, out }) => portableWave(x, y, { out }) },
  mandelbrot: { sizes: [1e6], call: ({ re, im, out }) => escapeTime(re, im, { out }) },
  'sum of i * i': { sizes: [200], call: ({ steps, out }) => sumOfSquares(steps, { out }) },
  'x * 2 in place': { moves: { copy: 2 }, fresh: true, call: ({ x }) => map((v) => v * 2, x, { out: x }) },
  'mapReduce of squares': { moves: { read: 1 }, call: ({ x }) => mapReduce((v) => v * v, 'sum', x) },
  'a call': { sizes: [8], call: ({ x, out }) => degree10(x, { out }) },
  'a first call': { sizes: [8], call: firstCall },
}

let made = 0

/** A function that was never compiled before: its source is new. */
function firstCall({ x, out }) {
  made += 1
  const fn = new Function('x', `return Math.sqrt(x * x + ${made}) * (x > ${made} ? Math.exp(-x) : x / 3) - ${made}`)
  return map(fn, x, { out })
}

export const title = 'Compiled functions'
export const names = Object.keys(functions)
export const sizes = [1e6]

/** Each is opened once, whatever the number of cases. */
const sources = {
  'plain JS': () => import('./compiled_plain.mjs'),
  NumPy: once(() => peer('NumPy', './compiled_numpy.py')),
  numexpr: once(() => peer('numexpr', './compiled_numexpr.py')),
  Numba: once(() => peer('Numba', './compiled_numba.py')),
  memory: () => import('./memory.mjs'),
}

export const columns = Object.keys(sources)

export async function* cases({ names, sizes, load }) {
  for (const name of names) {
    const { call, moves, fresh, sizes: own = sizes } = functions[name]
    for (const n of own) {
      const data = dataOf(n)
      const prepared = []
      for (const source of columns) {
        const module = await load(source, sources[source])
        prepared.push(await module?.prepare(data))
      }
      const others = prepared.map((source) => source?.contender(name, moves)).filter(Boolean)
      const first = contender('allcores', () => call(data))
      const contenders = [fresh ? { ...first, value: () => call(dataOf(n)) } : first, ...others]
      if (name === 'a first call') for (const each of contenders) each.value = undefined
      yield { name, dtype: 'float64', n, moves, contenders }
    }
  }
}

async function peer(name, program) {
  const { open } = await import('./peers/compiled.mjs')
  return open(name, program)
}

function once(open) {
  let opened
  return () => {
    opened ??= open()
    return opened
  }
}

function dataOf(n) {
  const [x, y, z] = [1, 2, 3].map((seed) => numbers('float64', n, seed))
  const side = Math.ceil(Math.sqrt(n))
  const re = new Float64Array(n).map((_, i) => -2 + (3 * (i % side)) / side)
  const im = new Float64Array(n).map((_, i) => -1.5 + (3 * Math.floor(i / side)) / side)
  const steps = new Float64Array(n).map((_, i) => i)
  return { n, x, y, z, re, im, steps, out: new Float64Array(n) }
}
