/**
 * How a time is taken, the same way for every contender of every case.
 *
 * Machines are noisy and drift, so a case runs in rounds: in each, all contenders take turns, and what is reported is the
 * ratio within the rounds, not of two times that were taken minutes apart. tinybench takes the samples of a turn. A
 * sample is as many calls as the clock needs; the loop around them is one function for all, which V8 therefore cannot
 * inline, so that no result is found to be unused and no call hoisted.
 *
 * A contender is `{ name, value, sample }`: `value()` gives its answer once, `sample(calls)` the milliseconds that so many
 * calls took, measured where they ran, be it another process. Where a case has a unit other than milliseconds, its
 * contenders measure that.
 */
import { Bench } from 'tinybench'

/** Shorter samples than this are the clock's noise; milliseconds. */
const SAMPLE = 0.2
/** A function is warm after this long: V8 has compiled and optimised it; milliseconds. */
const WARM = 50

let sink

/** A contender that is a function of this process; a promise that it returns is awaited. */
export function contender(name, call) {
  return { name, value: call, sample: (calls) => timed(call, calls) }
}

function timed(call, calls) {
  const start = performance.now()
  for (let i = 0; i < calls; i++) {
    sink = call()
    if (sink instanceof Promise) return timedAsync(call, calls, start)
  }
  return performance.now() - start
}

async function timedAsync(call, calls, start) {
  await sink
  for (let i = 1; i < calls; i++) sink = await call()
  return performance.now() - start
}

/**
 * The contenders' milliseconds per call: for each, one median for each round.
 *
 * @param {{ name: string, sample: (calls: number) => number | Promise<number> }[]} contenders
 * @param {{ rounds: number, time: number }} effort `time`: milliseconds of a turn; a turn is one sample at least
 * @returns {Promise<Record<string, number[]>>}
 */
export async function race(contenders, { rounds, time }) {
  const calls = new Map()
  for (const { name, sample } of contenders) calls.set(name, await callsPerSample(sample, Math.min(time, WARM)))
  const times = Object.fromEntries(contenders.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    const bench = new Bench({ time, iterations: 1, warmup: false, throws: true })
    for (const { name, sample } of contenders) bench.add(name, turn(sample, calls.get(name)), { async: true })
    for (const { name, result } of await bench.run()) times[name].push(result.latency.p50)
  }
  return times
}

function turn(sample, calls) {
  return async () => {
    const start = performance.now()
    const spent = await sample(calls)
    return { overriddenDuration: spent / calls, overriddenIterationCost: performance.now() - start }
  }
}

async function callsPerSample(sample, warm) {
  const start = performance.now()
  let calls = 1
  for (;;) {
    const spent = await sample(calls)
    const short = spent < SAMPLE
    if (!short && performance.now() - start >= warm) return calls
    if (short) calls = Math.ceil(calls * Math.min(10, (1.5 * SAMPLE) / Math.max(spent, 1e-3)))
  }
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** What was measured, in `unit`, as the report holds it; ratios are those to `baseline`, round by round. */
export function summary(measured, baseline, n, unit) {
  return Object.fromEntries(
    Object.entries(measured).map(([name, rounds]) => {
      const ratios = rounds.map((value, round) => value / measured[baseline][round])
      const middle = median(rounds)
      return [
        name,
        {
          [unit]: middle,
          ...(unit === 'ms' && { nsPerElement: (middle * 1e6) / n }),
          spread: quartiles(rounds),
          ratio: median(ratios),
          ratioSpread: quartiles(ratios),
          rounds,
        },
      ]
    }),
  )
}

/** The lower and upper quartile: half of the rounds lie between them, and one that was disturbed does not move them. */
function quartiles(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const quarter = Math.floor(sorted.length / 4)
  return [sorted[quarter], sorted[sorted.length - 1 - quarter]]
}
