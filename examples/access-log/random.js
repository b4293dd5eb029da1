/** Seeded random numbers (mulberry32 by Tommy Ettinger): the same sample log on every machine. */

/**
 * @param {number} seed
 * @returns {() => number} numbers in [0, 1)
 */
export function random(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A standard normal number, by the transform of Box and Muller. */
export const normal = (next) => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())

/**
 * Chooses from `values`, each as often as its weight says.
 * @template T
 * @param {T[]} values
 * @param {number[]} weights
 * @returns {(next: () => number) => T}
 */
export function weighted(values, weights) {
  let total = 0
  const limits = Float64Array.from(weights, (weight) => {
    total += weight
    return total
  })
  return (next) => {
    const at = next() * total
    let low = 0
    let high = values.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (limits[middle] <= at) low = middle + 1
      else high = middle
    }
    return values[low]
  }
}
