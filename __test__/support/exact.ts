/** Exact arithmetic on doubles, by integers: slow, obvious, and not the code under test. */

/** Every finite double is a multiple of 2^-1074. */
const SCALE = 1074n

/** `value * 2^1074`, exactly. */
export function scaled(value: number): bigint {
  if (value === 0) return 0n
  const bits = new BigUint64Array(Float64Array.of(value).buffer)[0]!
  const exponent = (bits >> 52n) & 0x7ffn
  const fraction = bits & 0xfffffffffffffn
  const magnitude = exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n)
  return bits >> 63n ? -magnitude : magnitude
}

/** The double nearest to `numerator / denominator`, ties to even. Both may be as long as they like. */
export function rounded(numerator: bigint, denominator: bigint): number {
  if (numerator === 0n) return 0
  const negative = numerator < 0n !== denominator < 0n
  const n = numerator < 0n ? -numerator : numerator
  const d = denominator < 0n ? -denominator : denominator
  // A quotient of 64 bits or more, whose last bit is set when anything is left over.
  const shift = BigInt(Math.max(0, 66 - (n.toString(2).length - d.toString(2).length)))
  let quotient = (n << shift) / d
  if (quotient * d !== n << shift) quotient |= 1n
  const result = Number(quotient) / 2 ** Number(shift / 2n) / 2 ** Number(shift - shift / 2n)
  return negative ? -result : result
}

/** The double nearest to the sum. */
export function sumOf(values: Iterable<number>): number {
  let total = 0n
  for (const value of values) total += scaled(value)
  return rounded(total, 1n << SCALE)
}

/** The double nearest to the sum of products. */
export function dotOf(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let total = 0n
  for (let i = 0; i < x.length; i++) total += scaled(x[i]!) * scaled(y[i]!)
  return rounded(total, 1n << (2n * SCALE))
}

/** The double nearest to the variance. */
export function varianceOf(values: ArrayLike<number>, ddof: number): number {
  const n = BigInt(values.length)
  let [total, squares] = [0n, 0n]
  for (let i = 0; i < values.length; i++) {
    const value = scaled(values[i]!)
    total += value
    squares += value * value
  }
  return rounded(n * squares - total * total, (n * (n - BigInt(ddof))) << (2n * SCALE))
}

/** How far apart neighbouring doubles are at `value`. */
export function ulp(value: number): number {
  const bits = new BigUint64Array(Float64Array.of(Math.abs(value)).buffer)
  const [low] = new Float64Array(bits.buffer)
  bits[0] = bits[0]! + 1n
  return new Float64Array(bits.buffer)[0]! - low!
}
