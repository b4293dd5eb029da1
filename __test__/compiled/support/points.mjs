/**
 * Points for the functions of `Math`, from a seed: all exponents at random, what is special, and the neighbourhood of
 * every value at which fdlibm takes another branch, because that is where two variants of it differ if they do at all.
 * Pairs are also drawn so that the answer is finite: two random doubles have a power that overflows, nearly always.
 */

/** The functions of Math that are compiled, as functions of one or two elements. */
export const FUNCTIONS = Object.getOwnPropertyNames(Math)
  .filter((name) => typeof Math[name] === 'function' && name !== 'random' && name !== 'sumPrecise')
  .sort()

/** Its parameters, as a list for a source. */
export const parameters = (name) => (Math[name].length === 1 ? ['x'] : ['x', 'y'])

/** Where fdlibm's functions branch, and the ends of what they give. */
const BOUNDARIES = [
  ...[0, 1, 0.5, 2, 1.5, 3, Math.LN2 / 2, Math.LN2 * 1.5, Math.LN2, 56 * Math.LN2, 709.782712893384, 710.4758600739439],
  ...[
    745.1332191019411, 708.3964185322641, 22, 19.0615474653985, 0.975, 0.67434, 0.41421356237309503, 0.2928932188134524,
  ],
  ...[0.4375, 0.6875, 1.1875, 2.4375, 0.8164965809277261, 0.3, 0.78125, Math.PI, Math.PI / 4, 1.570796326794897],
  ...[
    36.04365338911715, 36.7368005696771, 0.9999999403953552, 4294967295, 2147483647, 65504, 65520,
    3.4028235677973366e38,
  ],
  ...[
    -1074, -1073, -1023, -1022, -149, -126, -64, -60, -57, -55, -54, -53, -33, -31, -30, -29, -28, -27, -26, -25, -24,
  ],
  ...[
    -20, -14, -4, -3, -2, 2, 3, 8, 10, 20, 21, 27, 28, 30, 31, 32, 33, 51, 52, 53, 54, 63, 64, 66, 500, 511, 512, 1023,
  ],
].map((value, k) => (k < 38 ? value : 2 ** value))
const SPECIAL = [
  0,
  Infinity,
  Number.NaN,
  Number.MIN_VALUE,
  Number.MAX_VALUE,
  2 ** -1022,
  2 ** -1022 - 2 ** -1074,
  1,
  2,
  3,
  0.5,
]

/** `count` points for a function: an array for each of its parameters. */
export function points(name, count, seed) {
  const { word, uniform, below } = random(seed)
  const bits = new BigUint64Array(1)
  const value = new Float64Array(bits.buffer)
  const sign = () => (word() & 1 ? -1 : 1)
  /** A neighbour: mostly within a few units in the last place, sometimes far off. */
  const near = (x) => {
    value[0] = Math.abs(x)
    bits[0] = BigInt.asUintN(63, bits[0] + BigInt(sign() * Math.floor(2 ** (uniform() * below([4, 20, 45])))))
    return value[0]
  }
  const anything = () => {
    bits[0] = (BigInt(word()) << 32n) | BigInt(word())
    return value[0]
  }
  const one = () => {
    switch (word() & 7) {
      case 0:
      case 1:
        return anything()
      case 2:
        return sign() * near(below(BOUNDARIES))
      case 3:
        return sign() * near((word() >>> below([2, 12, 22, 29])) * (Math.PI / 2))
      case 4:
        return sign() * uniform() * below([1, 2, 10, 30, 750, 1e4, 1e6, 2 ** 31, 1e17])
      case 5:
        return sign() * 2 ** (uniform() * 80 - 60)
      case 6:
        return sign() * (word() >>> below([0, 12, 24, 29])) + below([0, 0, 0.5])
      default:
        return (word() & 7) === 0 ? sign() * below(SPECIAL) : 1 + sign() * 2 ** -(uniform() * 54)
    }
  }
  /** A second argument that has to do with the first. */
  const other = (x) => {
    switch (word() & 3) {
      case 0:
        return one()
      case 1:
        return name === 'pow' ? (uniform() * 2110 - 1080) / Math.log2(Math.abs(x)) : near(x) * below([1, -1, 2, 0.5])
      case 2:
        return name === 'pow' ? sign() * (word() & 63) + below([0, 0.5]) : x * near(below(BOUNDARIES))
      default:
        return x * 2 ** (uniform() * 140 - 70)
    }
  }
  const x = Float64Array.from({ length: count }, one)
  return parameters(name).length === 1 ? [x] : [x, x.map(other)]
}

/** xorshift128: quick, and the same everywhere. */
function random(seed) {
  let [a, b, c, d] = [seed ^ 0x9e3779b9, 0x243f6a88, 0xb7e15162, 0xdeadbeef]
  const word = () => {
    const t = a ^ (a << 11)
    a = b
    b = c
    c = d
    d = d ^ (d >>> 19) ^ t ^ (t >>> 8)
    return d >>> 0
  }
  for (let k = 0; k < 20; k++) word()
  const uniform = () => (word() * 2 ** 21 + (word() >>> 11)) / 2 ** 53
  return { word, uniform, below: (list) => list[word() % list.length] }
}
