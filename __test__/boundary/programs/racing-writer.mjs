/**
 * Calls functions on memory that another thread writes all the time, ROUNDS times each.
 * Usage: racing-writer.mjs ROUNDS. Prints how many answers came.
 */
import { isMainThread, Worker, workerData } from 'node:worker_threads'

if (!isMainThread) {
  const { shared, stop } = workerData
  const bits = new BigUint64Array(shared)
  // Changes what an index computed from an element would be: magnitudes, signs, NaN.
  const values = new Float64Array(shared)
  for (let i = 0; Atomics.load(stop, 0) === 0; i++) {
    const at = (i * 48271) % values.length
    if (i % 3 === 0) bits[at] = BigInt.asUintN(64, BigInt(i) * 0x9e3779b97f4a7c15n)
    else if (i % 3 === 1) values[at] = Math.random()
    else values[at] = i % 2 ? -1e300 : 1e300
  }
} else {
  const now = await import('allcores')
  const later = await import('allcores/promises')
  const rounds = Number(process.argv[2])
  // Small enough for many rounds, large enough for several chunks, buckets and threads now and then.
  const sizes = [3000, 20_000, 150_000]
  const shared = new SharedArrayBuffer(8 * sizes.at(-1))
  const stop = new Int32Array(new SharedArrayBuffer(4))
  const writer = new Worker(new URL(import.meta.url), { workerData: { shared, stop } })
  let answers = 0
  for (let round = 0; round < rounds; round++) {
    const size = sizes[round % 100 === 0 ? 2 : round % 10 === 0 ? 1 : 0]
    const x = new Float64Array(shared, 0, size)
    now.sort(x)
    now.argsort(x)
    now.quantile(x, [0.05, 0.5, 0.95])
    now.histogram(x, { bins: 50, range: [0, 1] })
    try {
      now.histogram(x, { bins: 50 })
    } catch (error) {
      if (error.code !== 'NOT_FINITE' && error.code !== 'OUT_OF_RANGE') throw error
    }
    now.cumsum(x)
    now.argmin(x)
    if (round % 10 === 0)
      await Promise.all([later.sort(x), later.quantile(x, 0.5), later.histogram(x, { range: [0, 1] })])
    answers++
  }
  Atomics.store(stop, 0, 1)
  await new Promise((resolve) => writer.once('exit', resolve))
  console.log(answers)
}
