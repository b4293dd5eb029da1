/**
 * A progress bar on stderr, where it does not mix with the report, and only on a terminal. It looks at a counter in
 * shared memory that the workers add to, so that drawing costs them nothing and one long file still moves it.
 */
import { bar, byteSize } from './format.js'

const WIDTH = 30
const INTERVAL_MS = 80

/**
 * @template T
 * @param {string} label
 * @param {number} total bytes
 * @param {(counter: BigInt64Array) => Promise<T>} work adds the bytes done to `counter[0]`, in shared memory
 * @returns {Promise<T>}
 */
export async function withProgress(label, total, work) {
  const counter = new BigInt64Array(new SharedArrayBuffer(8))
  if (!process.stderr.isTTY) return work(counter)
  const draw = () => {
    const done = Math.min(Number(Atomics.load(counter, 0)), total)
    const drawn = bar(done / total, WIDTH).padEnd(WIDTH, '·')
    process.stderr.write(`\r  ${label} ${drawn} ${byteSize(done)} of ${byteSize(total)}\x1b[K`)
  }
  const timer = setInterval(draw, INTERVAL_MS)
  try {
    return await work(counter)
  } finally {
    clearInterval(timer)
    process.stderr.write('\r\x1b[K')
  }
}
