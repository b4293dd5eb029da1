/**
 * What the library promises about speed, as questions to a report. A promise whose cases were not run is not asked.
 */
import { median } from './harness.mjs'

const MICROSECOND = 1e-3

/** Each gives the measured value, or undefined; `atLeast` or `atMost` is what it must be. */
const targets = [
  ...['sum', 'dot', 'min'].map((name) => ({
    what: `${name} of 1e7 Float64: share of the read bandwidth`,
    atLeast: 0.9,
    value: (results) => ratio(results, { name, dtype: 'float64', n: 1e7 }, 'memory'),
  })),
  {
    what: 'sort of 1e6 Float64: times as fast as Float64Array.prototype.sort',
    atLeast: 8,
    value: (results) => ratio(results, { name: 'sort', dtype: 'float64', n: 1e6 }, 'plain JS'),
  },
  ...[1e6, 1e7].map((n) => ({
    what: `variance of ${exponential(n)} Float64: times as fast as NumPy`,
    atLeast: 10,
    value: (results) => ratio(results, { name: 'variance', dtype: 'float64', n }, 'NumPy'),
  })),
  {
    what: 'n = 100, the worst function: microseconds above twice the plain loop',
    atMost: 1,
    value(results) {
      const small = results.filter(({ group, n }) => group === 'arrays' && n === 100)
      const above = small.map(({ name, dtype, contenders }) => ({ us: excess(contenders), name: `${name} ${dtype}` }))
      return above.sort((a, b) => b.us - a.us)[0]
    },
  },
  ...['a*b+c', 'x * 2 in place'].map((name) => ({
    what: `${name} on 1e6 Float64: share of the memory bandwidth`,
    atLeast: 0.9,
    value: (results) => ratio(results, { name, n: 1e6 }, 'memory'),
  })),
  ...Object.entries({
    'polynomial of degree 10': { 'plain JS': 9, NumPy: 4, numexpr: 2, Numba: 1.3 },
    'sqrt * exp': { 'plain JS': 6, NumPy: 4, numexpr: 2, Numba: 1.3 },
    'sqrt * exp, portable': { 'plain JS': 8 },
    mandelbrot: { 'plain JS': 6 },
    'sum of i * i': { 'plain JS': 20 },
  }).flatMap(([name, peers]) =>
    Object.entries(peers).map(([peer, atLeast]) => ({
      what: `${name}: times as fast as ${peer}`,
      atLeast,
      value: (results) => ratio(results, { group: 'compiled', name }, peer),
    })),
  ),
  {
    what: 'a compiled call on 8 elements: microseconds above the plain loop',
    atMost: 2,
    value: (results) => above(results, 'a call'),
  },
  {
    what: 'the first call of a new function: microseconds',
    atMost: 1000,
    value: (results) => above(results, 'a first call'),
  },
  ...Object.entries({ 'queue of small objects': 5, 'pipe of small objects': 4 }).map(([name, atLeast]) => ({
    what: `${name} between processes: times as many as Python's`,
    atLeast,
    value: (results) => ratio(results, { name }, 'Python multiprocessing'),
  })),
  {
    what: 'queue of 1 MiB between processes: GB/s',
    atLeast: 4,
    value(results) {
      const large = results.find(({ name }) => name === 'queue of 1 MiB')
      return large && 2 ** 20 / large.contenders.allcores.ms / 1e6
    },
  },
  {
    what: 'pool.map of 100,000 numbers: times as long as the plain loop',
    atMost: 10,
    value(results) {
      const plain = ratio(results, { name: 'pool.map' }, 'plain JS')
      return plain && 1 / plain
    },
  },
  {
    what: 'pool.map of 100,000 numbers: times as fast as piscina, one task an item',
    atLeast: 10,
    value: (results) => ratio(results, { name: 'pool.map' }, 'piscina'),
  },
  {
    what: 'a lock that nobody else wants, taken and given back: nanoseconds',
    atMost: 200,
    value: (results) => results.find(({ name }) => name === 'uncontended lock')?.contenders.allcores?.nsPerElement,
  },
  {
    what: 'a lock handed to another process that waits for it: times as long as a raw futex',
    atMost: 1.5,
    value(results) {
      const futex = ratio(results, { name: 'hand-over' }, 'raw futex')
      return futex && 1 / futex
    },
  },
]

/** The targets that `results` can answer, with what was measured and whether that is enough. */
export function judge(results) {
  return targets.flatMap(({ what, atLeast, atMost, value }) => {
    const found = value(results)
    if (found === undefined) return []
    const { us: measured = found, name } = found
    const met = atLeast === undefined ? measured <= atMost : measured >= atLeast
    return [
      { what: name ? `${what} (${name})` : what, ...(atLeast === undefined ? { atMost } : { atLeast }), measured, met },
    ]
  })
}

function ratio(results, wanted, contender) {
  const result = results.find((result) => Object.keys(wanted).every((key) => result[key] === wanted[key]))
  return result?.contenders[contender]?.ratio
}

/** Microseconds by which a call exceeds twice the plain loop: the median of the rounds. */
function excess({ allcores, 'plain JS': plain }) {
  return median(allcores.rounds.map((ms, round) => (ms - 2 * plain.rounds[round]) / MICROSECOND))
}

/** Microseconds by which allcores takes longer than the plain loop: the median of the rounds. */
function above(results, name) {
  const contenders = results.find((result) => result.name === name)?.contenders
  if (contenders === undefined) return undefined
  const { allcores, 'plain JS': plain } = contenders
  return median(allcores.rounds.map((ms, round) => (ms - plain.rounds[round]) / MICROSECOND))
}

function exponential(n) {
  return n.toExponential().replace('+', '')
}
