/**
 * Random programs of the compiled subset, for the one question that matters: does the compiled function give the bits
 * that the engine gives? A program is made from a seed alone, so that a failure is a number that brings it back. It
 * always ends: every loop has a counter of its own that nothing else writes. Programs lean towards what is easily got
 * wrong: nested and divergent loops, early exits, NaN, both zeros, infinities, denormals, the edges of the integers.
 */

/** A stream of numbers in [0, 1) from a seed (mulberry32). */
export function randomness(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const SPECIAL = [
  ...[0, -0, 1, -1, 2, 3, 0.5, -0.5, 1.5, 2.5, -2.5, 10, 100, 255, 256, 1e-3, 0.1, Math.PI, -Math.E],
  ...[NaN, Infinity, -Infinity, 5e-324, -5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, -1e300, 1e-300],
  ...[2 ** 31, 2 ** 31 - 1, -(2 ** 31), 2 ** 32, 2 ** 32 - 1, 2 ** 53, 2 ** 53 - 1, -(2 ** 53), 2 ** 63, 2 ** 84, 1e21],
  ...[0.49999999999999994, 4503599627370495.5, 65504, 65520, 3.4028234663852886e38, 1e-45],
]

const UNARY_MATH = [
  ...['abs', 'ceil', 'floor', 'round', 'trunc', 'sign', 'sqrt', 'fround', 'clz32'],
  ...['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh'],
  ...['exp', 'expm1', 'log', 'log1p', 'log2', 'log10', 'cbrt'],
]
const BINARY_MATH = ['min', 'max', 'atan2', 'pow', 'imul', 'hypot']
const MATH_CONSTANTS = ['PI', 'E', 'LN2', 'SQRT1_2']

/** The element types of inputs and results. */
export const DTYPES = {
  float64: Float64Array,
  float32: Float32Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  uint8: Uint8Array,
  uint8clamped: Uint8ClampedArray,
  uint16: Uint16Array,
  uint32: Uint32Array,
}

/**
 * The program of a seed: its source, what to call it with, and the dtype of its result.
 *
 * @param {number} seed
 * @param {{ length?: number }} [options]
 */
export function program(seed, { length = 77 } = {}) {
  const random = randomness(seed)
  const writer = new Writer(random)
  const inputs = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, k) => {
    if (k > 0 && random() < 0.15) return anyNumber(random)
    return elements(random, pick(random, random() < 0.5 ? ['float64'] : Object.keys(DTYPES)), length)
  })
  const consts = { k: anyNumber(random), table: elements(random, pick(random, Object.keys(DTYPES)), 9) }
  const source = writer.program(inputs.length)
  const dtype = random() < 0.6 ? 'float64' : pick(random, Object.keys(DTYPES))
  return { seed, source, inputs, consts, dtype, length }
}

/** What the engine gives for a program: the plain loop. */
export function expected({ source, inputs, consts, dtype, length }) {
  const fn = new Function(...Object.keys(consts), `'use strict'; return (${source})`)(...Object.values(consts))
  const out = new DTYPES[dtype](length)
  for (let i = 0; i < length; i++)
    out[i] = fn(...inputs.map((input) => (typeof input === 'number' ? input : input[i])), i)
  return out
}

/** The first index at which two results differ in a bit; NaNs are all the same. -1 if there is none. */
export function difference(a, b) {
  if (a.length !== b.length || a.constructor !== b.constructor) return 0
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return i
  return -1
}

function pick(random, list) {
  return list[Math.floor(random() * list.length)]
}

function anyNumber(random) {
  const kind = random()
  if (kind < 0.35) return pick(random, SPECIAL)
  if (kind < 0.6) return Math.floor(random() * 40) - 20
  if (kind < 0.8) return (random() - 0.5) * 10
  if (kind < 0.9) return (random() - 0.5) * 2 ** Math.floor(random() * 70)
  const bits = new Float64Array(1)
  new Uint32Array(bits.buffer).set([random() * 2 ** 32, random() * 2 ** 32])
  return bits[0]
}

function elements(random, dtype, length) {
  return DTYPES[dtype].from({ length }, () => anyNumber(random))
}

/** Writes one program. Expressions are strings; statements are lines. */
class Writer {
  #random
  /** Names of numbers in scope; `writable` of those that may be assigned. */
  #names = []
  #count = 0
  #loops = 0
  /** What is left to write: keeps programs small. */
  #budget = 60

  constructor(random) {
    this.#random = random
  }

  program(params) {
    const names = ['a', 'b', 'c'].slice(0, params)
    this.#names = names.map((name) => ({ name, writable: true }))
    const withIndex = this.#chance(0.4)
    if (withIndex) this.#names.push({ name: 'i', writable: false })
    const list = [...names, ...(withIndex ? ['i'] : [])].join(', ')
    if (this.#chance(0.25)) return `(${list}) => ${this.#expression(4)}`
    const body = [...this.#statements(2 + this.#below(4), 0), `return ${this.#result()}`].join('\n')
    return this.#chance(0.5) ? `(${list}) => {\n${body}\n}` : `function f(${list}) {\n${body}\n}`
  }

  /** A value that most of what was computed goes into. */
  #result() {
    const names = this.#names.filter(() => this.#chance(0.7)).map(({ name }) => `(${name})`)
    const last = this.#expression(2)
    return names.length === 0 ? last : `${names.join(' + ')} - (${last})`
  }

  #chance(p) {
    return this.#random() < p
  }

  #below(n) {
    return Math.floor(this.#random() * n)
  }

  #pick(list) {
    return pick(this.#random, list)
  }

  #fresh(prefix) {
    return `${prefix}${this.#count++}`
  }

  /** Writes `inside` with names of its own. */
  #scope(inside) {
    const before = this.#names.length
    const lines = inside()
    this.#names.length = before
    return lines
  }

  #statements(count, depth) {
    const lines = []
    for (let n = 0; n < count && this.#budget > 0; n++) lines.push(...this.#statement(depth))
    return lines
  }

  #statement(depth) {
    this.#budget -= 1
    const kind = this.#random()
    if (kind < 0.25) return this.#declaration()
    if (kind < 0.5) return [`${this.#assignment()};`]
    if (depth >= 3) return [`${this.#assignment()};`]
    if (kind < 0.72) return this.#choice(depth)
    if (kind < 0.92) return this.#loop(depth)
    if (kind < 0.95) return [`if (${this.#condition(2)}) return ${this.#expression(2)};`]
    if (kind < 0.97) return this.#local()
    return this.#switch(depth)
  }

  #declaration() {
    const name = this.#fresh('v')
    const keyword = this.#pick(['let', 'const', 'var'])
    const line = `${keyword} ${name} = ${this.#expression(3)};`
    this.#names.push({ name, writable: keyword !== 'const' })
    return [line]
  }

  /** A local function, called once in scope of what it captures. */
  #local() {
    const [fn, parameter, name] = [this.#fresh('f'), this.#fresh('p'), this.#fresh('v')]
    this.#names.push({ name: parameter, writable: true })
    const body = this.#expression(2)
    this.#names.pop()
    const made = this.#chance(0.5)
      ? `const ${fn} = (${parameter}) => ${body};`
      : `function ${fn}(${parameter}) { return ${body}; }`
    const line = `let ${name} = ${fn}(${this.#expression(1)}) + ${fn}(${this.#expression(1)});`
    this.#names.push({ name, writable: true })
    return [made, line]
  }

  #assignment() {
    const targets = this.#names.filter(({ writable }) => writable)
    if (targets.length === 0) return this.#expression(1)
    const { name } = this.#pick(targets)
    if (this.#chance(0.15)) return this.#pick([`${name}++`, `--${name}`, `++${name}`, `${name}--`])
    const operator = this.#chance(0.5)
      ? '='
      : this.#pick(['+=', '-=', '*=', '/=', '%=', '|=', '&=', '^=', '<<=', '>>=', '>>>=', '&&=', '||='])
    return `${name} ${operator} ${this.#expression(3)}`
  }

  #choice(depth) {
    const lines = [`if (${this.#condition(3)}) {`, ...this.#block(1 + this.#below(3), depth + 1), '}']
    if (this.#chance(0.5)) lines.push('else {', ...this.#block(1 + this.#below(2), depth + 1), '}')
    return lines
  }

  #block(count, depth) {
    return this.#scope(() => this.#statements(count, depth))
  }

  #switch(depth) {
    const cases = [0, 1, 2].map((value) => [
      `case ${value}:`,
      ...this.#scope(() => ['{', ...this.#statements(1, depth + 1), '}']),
      this.#chance(0.7) ? 'break;' : '',
    ])
    const last = this.#chance(0.6) ? ['default:', '{', ...this.#block(1, depth + 1), '}'] : []
    return [`switch ((${this.#expression(2)}) & 3) {`, ...cases.flat(), ...last, '}']
  }

  /** How often a loop goes round at most: a number, or one that differs from element to element. */
  #bound() {
    return this.#chance(0.4) ? String(this.#below(7)) : `((${this.#expression(2)}) & ${this.#pick([3, 7, 15])})`
  }

  #loop(depth) {
    if (this.#loops > 4) return [`${this.#assignment()};`]
    this.#loops += 1
    const counter = this.#fresh('n')
    const bound = this.#bound()
    return this.#scope(() => {
      const kind = this.#below(4)
      // Visible to the body of the counted form from the start, and in the others after its declaration.
      this.#names.push({ name: counter, writable: false })
      const body = () => [
        ...this.#statements(1 + this.#below(3), depth + 1),
        ...(this.#chance(0.4) ? [`if (${this.#condition(2)}) ${this.#pick(['break', 'continue', 'break'])};`] : []),
        ...this.#statements(this.#below(2), depth + 1),
      ]
      if (kind < 2) return [`for (let ${counter} = 0; ${counter} < ${bound}; ${counter}++) {`, ...body(), '}']
      if (kind === 2) {
        return [
          `let ${counter} = 0;`,
          `while (${counter}++ < ${bound} && (${this.#condition(2)})) {`,
          ...this.#scope(body),
          '}',
        ]
      }
      return [`let ${counter} = 0;`, 'do {', ...this.#scope(body), `} while (++${counter} < ${bound});`]
    })
  }

  #condition(depth) {
    if (depth === 0 || this.#chance(0.6)) {
      const operator = this.#pick(['<', '<=', '>', '>=', '===', '!==', '==', '!='])
      return `${this.#operand(depth)} ${operator} ${this.#operand(depth)}`
    }
    const kind = this.#random()
    if (kind < 0.3) return `(${this.#condition(depth - 1)}) && (${this.#condition(depth - 1)})`
    if (kind < 0.6) return `(${this.#condition(depth - 1)}) || (${this.#condition(depth - 1)})`
    if (kind < 0.75) return `!(${this.#condition(depth - 1)})`
    return this.#operand(depth)
  }

  #operand(depth) {
    return `(${this.#expression(Math.max(depth - 1, 0))})`
  }

  #expression(depth) {
    this.#budget -= 0.2
    if (depth <= 0 || this.#budget < 0 || this.#chance(0.15)) return this.#leaf()
    const kind = this.#random()
    if (kind < 0.45) {
      const operator = this.#pick(['+', '-', '*', '/', '+', '-', '*', '%'])
      return `${this.#operand(depth)} ${operator} ${this.#operand(depth)}`
    }
    if (kind < 0.58) {
      const operator = this.#pick(['|', '&', '^', '<<', '>>', '>>>'])
      return `${this.#operand(depth)} ${operator} ${this.#operand(depth)}`
    }
    if (kind < 0.66) return `${this.#pick(['-', '+', '~', '-', '!'])}${this.#operand(depth)}`
    if (kind < 0.74) return `(${this.#condition(depth - 1)}) ? ${this.#operand(depth)} : ${this.#operand(depth)}`
    if (kind < 0.78) return `${this.#operand(depth)} ${this.#pick(['&&', '||', '??'])} ${this.#operand(depth)}`
    if (kind < 0.9) return `Math.${this.#pick(UNARY_MATH)}(${this.#expression(depth - 1)})`
    if (kind < 0.95) {
      return `Math.${this.#pick(BINARY_MATH)}(${this.#expression(depth - 1)}, ${this.#expression(depth - 1)})`
    }
    if (kind < 0.97) return `${this.#operand(depth)} ** ${this.#operand(depth)}`
    if (kind < 0.99) return `(table[${this.#expression(depth - 1)}] ?? ${this.#leaf()})`
    return `(${this.#expression(depth - 1)}, ${this.#expression(depth - 1)})`
  }

  #leaf() {
    const kind = this.#random()
    if (kind < 0.62) return this.#pick(this.#names).name
    if (kind < 0.68) return 'k'
    if (kind < 0.74) return `table[${this.#pick(this.#names).name} & 7]`
    if (kind < 0.77) return `Math.${this.#pick(MATH_CONSTANTS)}`
    if (kind < 0.78) return 'table.length'
    const value = anyNumber(this.#random)
    if (Number.isNaN(value)) return 'NaN'
    if (!Number.isFinite(value)) return value < 0 ? '(-Infinity)' : 'Infinity'
    return Object.is(value, -0) ? '(-0)' : value < 0 ? `(${value})` : String(value)
  }
}
