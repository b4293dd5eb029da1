/**
 * Points at which functions of `Math` are compared: every branch of fdlibm's algorithms, and what is hard for them.
 */

/** The functions, with how many parameters each is compared with. */
export const arities = {
  ...Object.fromEntries(
    'sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp expm1 log log1p log2 log10 cbrt'
      .split(' ')
      .map((name) => [name, 1]),
  ),
  atan2: 2,
  pow: 2,
  hypot1: 1,
  hypot2: 2,
  hypot3: 3,
  hypot4: 4,
}

/** The function of `Math` that a name stands for. */
export const functionOf = (name) => Math[name.startsWith('hypot') ? 'hypot' : name]

const word = new BigUint64Array(1)
const wordAsDouble = new Float64Array(word.buffer)
let counter = 0

/** The next number of a sequence that is the same everywhere: a counter, hashed. */
const random32 = () => {
  counter = (counter + 0x9e3779b9) | 0
  let x = Math.imul(counter ^ (counter >>> 16), 0x21f0aaad)
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97)
  return (x ^ (x >>> 15)) >>> 0
}
const random = () => (random32() * 2 ** 21 + (random32() >>> 11)) / 2 ** 53
const halves = new Uint32Array(word.buffer)
const randomBits = () => {
  halves[0] = random32()
  halves[1] = random32()
  return wordAsDouble[0]
}

/** Upper halves of doubles at which an algorithm branches, and a few more. */
const bounds =
  `3c600000 3c800000 3c900000 3e200000 3e300000 3e400000 3fd2bec4 3fd33333 3fd62e42 3fda827a 3fdc0000 3fe00000
  3fe59428 3fe60000 3fe90000 3fe921fb 3fef3333 3fefffff 3ff00000 3ff0a2b2 3ff30000 3ff6a09e 3ff921fb 40000000 40038000
  4002d97c 40360000 4043687a 40862e42 40863360 40874910 408633ce 413921fb 41b00000 41e00000 43400000 43f00000 44100000 7fefffff
  00000000 00100000 3ff3988e 3ffbb67a 3fe95f64 3ff6147a 3ff6b851 40900000 4090cc00`.split(/\s+/)
const specials = [
  0,
  -0,
  1,
  -1,
  2,
  -2,
  0.5,
  -0.5,
  3,
  -3,
  1 / 3,
  Infinity,
  -Infinity,
  NaN,
  5e-324,
  -5e-324,
  2.2250738585072014e-308,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  709.782712893384,
  709.7827128933841,
  -745.1332191019411,
  -745.1332191019412,
  710.4758600739439,
  710.475860073944,
  22,
  -22,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  2 ** 53 + 2,
  2 ** 64,
  2 ** 65,
  1e300,
  -1e300,
  Math.PI,
  Math.E,
  1024,
  -1074,
  -1075,
]
for (const bound of bounds) {
  for (const low of ['00000000', '00000001', 'ffffffff', 'fffffffe', '54442d18', '80000000']) {
    word[0] = BigInt(`0x${bound}${low}`)
    specials.push(wordAsDouble[0], -wordAsDouble[0])
  }
}
for (let e = -1074; e < 1024; e++) specials.push(2 ** e, -(2 ** e))
for (let k = 1; k < 64; k++) {
  for (let ulp = -3; ulp <= 3; ulp++) {
    wordAsDouble[0] = (k * Math.PI) / 2
    word[0] += BigInt(ulp)
    specials.push(wordAsDouble[0], -wordAsDouble[0])
  }
}
// The doubles nearest to multiples of π/2, by its continued fraction.
specials.push(6381956970095103 * 2 ** 797, 5.319372648326541e255, 6411027962775774 * 2 ** -47)

const sign = () => (random32() & 1 ? 1 : -1)
/** Ranges, of which each point is from one. */
const ranges = [
  () => specials[random32() % specials.length],
  randomBits,
  randomBits,
  () => (random() * 2 - 1) * 2,
  () => (random() * 2 - 1) * 1,
  () => random() * 2,
  () => (random() * 2 - 1) * 30,
  () => (random() * 2 - 1) * 760,
  () => (random() * 2 - 1) * 1e4,
  () => (random() * 2 - 1) * 2e6,
  () => sign() * 2 ** (random() * 2098 - 1074),
  () => sign() * 2 ** (random() * 80 - 60),
  () => sign() * 2 ** (random() * 1000),
  () => sign() * random() * 2 ** -1022,
  () => (((random32() % 2 ** 20) * Math.PI) / 2) * (1 + (random32() % 16) * 2 ** -52) * sign(),
  () => ((random32() * Math.PI) / 2) * (1 + (random32() % 16) * 2 ** -52) * sign(),
  () => 1 + sign() * 2 ** (-random() * 52),
  () => 2 ** ((random32() % 2098) - 1074) * (1 + sign() * 2 ** (-random() * 52)),
  () => sign() * (random32() % 1000),
  () => specials[random32() % specials.length] * (1 + sign() * (random32() % 8) * 2 ** -52),
]
/** For pairs also what gives a finite power, and quotients near the bounds of atan. */
const pairs = [
  () => [random() * 100, (random() * 2 - 1) * 20],
  () => {
    const x = 2 ** ((random() * 2 - 1) * 1074)
    return [x, ((random() * 2 - 1) * 1076) / Math.log2(x)]
  },
  () => [1 + sign() * 2 ** (-10 - random() * 42), sign() * 2 ** (random() * 64)],
  () => [sign() * (random32() % 100), (random32() % 200) - 100],
  () => [random(), [2, 0.5, -0.5, 1, -1, 3, 1.5, -2, 1 / 3][random32() % 9]],
  () => {
    const x = sign() * 2 ** (random() * 600 - 300)
    return [x * (random() * 4), x]
  },
  () => {
    const x = random() * 2
    return [x, (-1074 + random() * 60) / Math.log2(x)]
  },
  () => {
    const x = random() * 2
    return [x, (1023 + random() * 2) / Math.log2(x)]
  },
]

/** Arguments of which a program has many: what time is measured with. */
const usual = {
  asin: () => random() * 2 - 1,
  acos: () => random() * 2 - 1,
  atanh: () => random() * 2 - 1,
  acosh: () => 1 + random() * 20,
  log: () => random() * 100,
  log1p: () => random() * 10,
  log2: () => random() * 100,
  log10: () => random() * 100,
  cbrt: () => random() * 100,
}

/** `total` usual points of the function `name`, one after the other. */
export function usualPoints(name, arity, total) {
  const next = name === 'pow' ? () => random() * 10 : (usual[name] ?? (() => (random() * 2 - 1) * 10))
  return Float64Array.from({ length: arity * total }, next)
}

/** `total` points that are telling for any function of `arity` parameters. */
export function points(arity, total) {
  const values = new Float64Array(total * arity)
  for (let i = 0; i < total; i++) {
    const kind = random32()
    if (arity === 2 && kind & 1) values.set(pairs[(kind >>> 1) % pairs.length](), i * 2)
    else for (let k = 0; k < arity; k++) values[i * arity + k] = ranges[random32() % ranges.length]()
  }
  return values
}
