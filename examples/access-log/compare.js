/**
 * The same work on all workers and on one, timed from the start of the pool to the last statistic. The results must be
 * the same to the bit: every element of every column, every path, every statistic.
 */
import { isDeepStrictEqual } from 'node:util'
import { info, setThreads } from 'allcores'
import { analyse } from './analyse.js'
import { withProgress } from './progress.js'

async function run(sources, bytes, workers) {
  const label = `reading on ${workers} worker${workers === 1 ? '' : 's'}`
  const started = performance.now()
  const result = await withProgress(label, bytes, (read) => analyse(sources, { workers, read }))
  return { result, seconds: (performance.now() - started) / 1000 }
}

/** One worker, and the native functions on one thread. */
async function runAlone(sources, bytes) {
  const { threads } = info()
  setThreads(1)
  try {
    return await run(sources, bytes, 1)
  } finally {
    setThreads(threads)
  }
}

/**
 * @param {import('./ranges.js').Source[]} sources
 * @param {{ workers: number, compare: boolean }} options
 */
export async function measure(sources, { workers, compare }) {
  const bytes = sources.reduce((total, { size }) => total + size, 0)
  const { result, seconds } = await run(sources, bytes, workers)
  const runs = [{ workers, seconds }]
  if (!compare || workers === 1) return { summary: result.summary, bytes, runs, speedup: null, identical: null }
  const alone = await runAlone(sources, bytes)
  return {
    summary: result.summary,
    bytes,
    runs: [...runs, { workers: 1, seconds: alone.seconds }],
    speedup: alone.seconds / seconds,
    identical: isDeepStrictEqual(result, alone.result),
  }
}
