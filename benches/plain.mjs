/**
 * What a careful author writes by hand: loops over typed arrays, results into arrays that are there already. It is
 * imported once for each element type, under different queries, because V8 specialises a function to the arrays that it
 * has seen and one instance for all types would be slower than what anyone would write.
 */
import { contender } from './harness.mjs'

export function prepare({ x, y, n, out, order, bins, levels }) {
  const loops = {
    sum() {
      let sum = 0
      for (let i = 0; i < n; i++) sum += x[i]
      return sum
    },
    dot() {
      let sum = 0
      for (let i = 0; i < n; i++) sum += x[i] * y[i]
      return sum
    },
    mean: () => loops.sum() / n,
    variance() {
      const mean = loops.sum() / n
      let squares = 0
      for (let i = 0; i < n; i++) {
        const deviation = x[i] - mean
        squares += deviation * deviation
      }
      return squares / n
    },
    std: () => Math.sqrt(loops.variance()),
    min() {
      let least = x[0]
      for (let i = 1; i < n; i++) if (x[i] < least) least = x[i]
      return least
    },
    max() {
      let greatest = x[0]
      for (let i = 1; i < n; i++) if (x[i] > greatest) greatest = x[i]
      return greatest
    },
    argmin() {
      let at = 0
      for (let i = 1; i < n; i++) if (x[i] < x[at]) at = i
      return at
    },
    argmax() {
      let at = 0
      for (let i = 1; i < n; i++) if (x[i] > x[at]) at = i
      return at
    },
    cumsum() {
      let sum = 0
      for (let i = 0; i < n; i++) {
        sum += x[i]
        out[i] = sum
      }
      return out
    },
    histogram() {
      const counts = new Float64Array(bins)
      for (let i = 0; i < n; i++) counts[Math.min(bins - 1, (x[i] * bins) | 0)]++
      return counts
    },
    sort() {
      out.set(x)
      return out.sort()
    },
    argsort() {
      for (let i = 0; i < n; i++) order[i] = i
      return order.sort((a, b) => x[a] - x[b])
    },
    quantile() {
      const sorted = loops.sort()
      return levels.map((level) => {
        const at = level * (n - 1)
        const low = Math.floor(at)
        const high = Math.min(low + 1, n - 1)
        return sorted[low] + (sorted[high] - sorted[low]) * (at - low)
      })
    },
    median() {
      const sorted = loops.sort()
      return (sorted[(n - 1) >> 1] + sorted[n >> 1]) / 2
    },
  }
  return { contender: (name) => loops[name] && contender('plain JS', loops[name]) }
}
