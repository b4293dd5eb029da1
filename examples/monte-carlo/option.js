/**
 * Options on a share whose price is a geometric Brownian motion, as plain functions of one path. A path's randomness is
 * a function of its number alone, so that any core can take any path and the answer is always the same.
 */

/**
 * What the path of this number pays at the end: of a European call, or of an arithmetic Asian one when the average of
 * `steps` prices counts.
 */
export function payoff(path, price, strike, rate, volatility, years, steps, asian) {
  const drift = ((rate - (volatility * volatility) / 2) * years) / steps
  const spread = volatility * Math.sqrt(years / steps)
  // Numbers from a counter: a 32-bit mix (the finaliser of MurmurHash3) of path and step.
  const mixed = (counter) => {
    let h = counter | 0
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
    return ((h ^ (h >>> 16)) >>> 0) + 0.5
  }
  let log = 0
  let sum = 0
  for (let step = 0; step < steps; step++) {
    const counter = Math.imul(path, 2 * steps) + 2 * step
    // Box and Muller: two uniform numbers make a normal one.
    const u = mixed(counter) / 4294967296
    const v = mixed(counter + 1) / 4294967296
    log += drift + spread * Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v)
    sum += price * Math.exp(log)
  }
  const final = asian ? sum / steps : price * Math.exp(log)
  return Math.exp(-rate * years) * Math.max(final - strike, 0)
}

/** The European call in closed form (Black and Scholes, 1973). */
export function blackScholes(price, strike, rate, volatility, years) {
  const spread = volatility * Math.sqrt(years)
  const d = (Math.log(price / strike) + (rate + (volatility * volatility) / 2) * years) / spread
  return price * normal(d) - strike * Math.exp(-rate * years) * normal(d - spread)
}

/** The normal distribution function, by Simpson's rule. */
function normal(x) {
  const STEP = 1 / 64
  let area = 0
  for (let t = 0; t < Math.abs(x); t += STEP) {
    const end = Math.min(t + STEP, Math.abs(x))
    const middle = (t + end) / 2
    area +=
      ((end - t) * (Math.exp((-t * t) / 2) + 4 * Math.exp((-middle * middle) / 2) + Math.exp((-end * end) / 2))) / 6
  }
  return 0.5 + (Math.sign(x) * area) / Math.sqrt(2 * Math.PI)
}
