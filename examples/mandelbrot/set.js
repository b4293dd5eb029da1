/**
 * The Mandelbrot set as plain functions of one point. Nothing here knows of cores or SIMD: `main.js` compiles these, and
 * `--compare` calls the very same functions in a plain loop.
 */

/**
 * How long the point (re, im) takes to escape, as a smooth number; -1 if it does not within `limit` rounds.
 * The fraction is that of the normalised iteration count: n + 1 - log2(log2 |z|).
 */
export function escapeTime(re, im, limit) {
  let x = 0
  let y = 0
  for (let n = 0; n < limit; n++) {
    const xx = x * x
    const yy = y * y
    if (xx + yy > 256) return n + 1 - Math.log2(Math.log2(xx + yy) / 2)
    y = 2 * x * y + im
    x = xx - yy + re
  }
  return -1
}

/** One channel of the colour of an escape time; `phase` tells the channels apart. */
export function shade(time, phase) {
  return time < 0 ? 0 : 255 * (0.5 - 0.5 * Math.cos(0.3 * Math.sqrt(time) * 6 + phase))
}
