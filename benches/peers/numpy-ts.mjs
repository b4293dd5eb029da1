/** numpy-ts: NumPy's API over WebAssembly. Its arrays lie in its own memory, so the data is copied in before the clock starts. */
import * as np from 'numpy-ts'
import { contender } from '../harness.mjs'

/** All of an array's copies fit, and more than 2 GiB overflows its pointers. */
np.configureWasm({ maxMemory: 2 ** 31 - 2 ** 16, scratchSize: 2 ** 27 })

export const version = np.__version__

export function prepare({ dtype, x, y, n, bins, levels }) {
  if (dtype === 'int32') return undefined
  const put = (values) => {
    const array = np.empty([n], dtype)
    array.data.set(values)
    return array
  }
  const [a, b] = [put(x), put(y)]
  let last
  const kept = (call) => () => {
    last?.dispose?.()
    last = call()
    return last.data.subarray(0, n)
  }
  const calls = {
    sum: () => np.sum(a),
    dot: () => np.dot(a, b),
    mean: () => np.mean(a),
    variance: () => np.var(a),
    std: () => np.std(a),
    min: () => np.min(a),
    max: () => np.max(a),
    argmin: () => Number(np.argmin(a)),
    argmax: () => Number(np.argmax(a)),
    cumsum: kept(() => np.cumsum(a)),
    histogram() {
      const [counts, edges] = np.histogram(a, bins, [0, 1])
      const answer = counts.data.slice(0, bins)
      counts.dispose()
      edges.dispose()
      return answer
    },
    sort: kept(() => np.sort(a)),
    argsort: kept(() => np.argsort(a)),
    quantile: () => levels.map((level) => Number(np.quantile(a, level))),
    median: () => Number(np.median(a)),
  }
  return {
    contender: (name) => calls[name] && contender('numpy-ts', calls[name]),
    close() {
      last?.dispose?.()
      a.dispose()
      b.dispose()
    },
  }
}
