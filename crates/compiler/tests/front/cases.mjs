// What Node gives for the functions below, written to cases.txt: `node crates/compiler/tests/front/cases.mjs`.
//
// Each is called with every pair of a few numbers and their index. Where the last bits are a matter of the
// algorithm (Math.sin and the like) only exact arguments are used, since other tests are about those bits.
import { writeFileSync } from 'node:fs'

const numbers = [0, -0, 1, -1, 2.5, 7, -8.5, 4294967297, NaN, Infinity]
const table = Float64Array.of(1.5, -0, NaN, 3)
const rate = 0.25

class Methods {
  plain(x, y) {
    return x - y
  }
  static fixed(x, y) {
    return x / y
  }
  ['comp' + 'uted'](x) {
    return x * 2
  }
  async(x) {
    return x + 1
  }
  get(x) {
    return x + 2
  }
  #hidden(x) {
    return x + 3
  }
  static hidden() {
    return new Methods().#hidden
  }
}

const object = {
  short(x, y) {
    return x * y
  },
  'quo ted'(x) {
    return -x
  },
  0(x) {
    return x + x
  },
}

// What tools declare around a function.
const __name = (fn) => fn
const __pow = Math.pow
const _pow = Math.pow

const functions = {
  // operators
  arithmetic: [(x, y) => x + y, (x, y) => x - y * x, (x, y) => x / y, (x, y) => x % y, (x) => -x, (x) => +x],
  power: [(x) => x ** 2, (x) => (-x) ** 3, (x) => 2 ** 3 ** 0, (x) => __pow(x, 2), (x) => _pow(x, 0)],
  zeros: [(x) => x * 0, (x) => 0 - x, (x) => -0 + x, (x) => -(x | 0), (x) => (x | 0) * -1, (x) => 1 / (x & 0)],
  bits: [
    (x, y) => x & y,
    (x, y) => x | y,
    (x, y) => x ^ y,
    (x) => ~x,
    (x, y) => x << y,
    (x, y) => x >> y,
    (x, y) => x >>> y,
    (x) => x >>> 0,
    (x) => (x | 0) + (x >>> 0),
    (x) => -(x >>> 0),
    (x, y) => (x > y) | 0,
    (x, y) => (x >>> 0) === (y >>> 0),
    (x, y) => (x >>> 0) === (y | 0),
    (x, y) => (x >>> 0) < (y >>> 0),
    (x, y) => (x | 0) < (y | 0),
    (x) => ~~x,
    (x) => x >> 31,
    (x) => (undefined | 0) + (null | 0) + (true << 3),
  ],
  comparisons: [
    (x, y) => x < y,
    (x, y) => x <= y,
    (x, y) => x > y,
    (x, y) => x >= y,
    (x, y) => x === y,
    (x, y) => x !== y,
    (x, y) => x == y,
    (x, y) => x != y,
    (x, y) => x < y === y > x,
    (x, y) => x < y !== y > x,
    (x, y) => x > y > 0,
    (x) => (x > 0) == x,
    (x) => (x > 0) === x,
    (x) => (x > 0) !== x,
    (x) => true == x,
    (x) => true + true - x,
  ],
  logic: [
    (x, y) => x && y,
    (x, y) => x || y,
    (x, y) => x ?? y,
    (x, y) => !x && y,
    (x, y) => !(x || y),
    (x, y) => !!x,
    (x, y) => (x > y ? x : y),
    (x, y) => (x > y && y > 0) || x < -3,
    (x, y) => (x > 0 && y) === 7,
    (x, y) => (x > 0 || y) === true,
    (x, y) => (x > 0 && y) == false,
    (x, y) => (x > y ? x > 0 : y) === false,
    (x, y) => +(x > y ? x > 0 : y),
    (x, y) => (x > y && undefined) === undefined,
    (x, y) => (x > y ? undefined : y) ?? 5,
    (x, y) => (x > y ? undefined : y > 0) ?? 5,
    (x, y) => ((x > y ? undefined : y > 0) ? 1 : 2),
    (x) => (x > 1 && x < 9 ? x : x > 20 ? -x : 0),
    (x) => void x,
    (x) => void 0 === undefined && x,
    (x) => (x > 0, x + 1),
  ],
  // undefined
  undefined: [
    (x) => undefined,
    (x) => {
      if (x > 1) return x
    },
    (x) => {
      let a
      if (x > 1) a = x
      return a === undefined
    },
    (x) => {
      let a
      if (x > 1) a = x
      return a + 1
    },
    (x) => {
      let a
      if (x > 1) a = x > 2
      return (a ?? 3) + (a == null) + (a === true) + (a !== undefined)
    },
    (x, y, i, more) => more === undefined,
    (x, y, i, more = 3) => more + i,
    (x, y = 4) => x + y,
    (x) => {
      var a = x
      var a
      return a
    },
    (x) => [x][0] === undefined || x,
  ].slice(0, -1),
  // Math
  math: [
    (x) => Math.abs(x),
    (x) => Math.floor(x) + Math.ceil(x),
    (x) => Math.trunc(x),
    (x) => Math.round(x),
    (x) => Math.sign(x),
    (x) => Math.fround(x / 3),
    (x) => Math.sqrt(x),
    (x) => Math.clz32(x),
    (x, y) => Math.imul(x, y),
    (x, y) => Math.min(x, y),
    (x, y) => Math.max(x, y, 2, -0),
    (x) => Math.max(),
    (x) => Math.min(),
    (x) => Math.min(x),
    (x) => Math.max(x, true, null),
    (x) => Math.abs(undefined),
    (x) => Math.abs(x > 0),
    (x) => Math.abs(),
    (x) => Math.abs(x, x / 0),
    (x) => Math['abs'](x),
    (x) => (0, Math.abs)(x),
    (x) => Math.PI + Math.E + Math.LN2 + Math.LN10 + Math.LOG2E + Math.LOG10E + Math.SQRT2 + Math.SQRT1_2,
    (x) => {
      const { abs, PI: pi } = Math
      return abs(x) * pi
    },
    (x) => {
      const m = Math
      const a = m.abs
      return a(x)
    },
    (x) => {
      const Math = 3
      return Math + x
    },
    (x, y) => Math.hypot(x, y),
    (x, y) => Math.hypot(x, y, 3, 1e-9),
    (x) => Math.hypot(x),
    (x) => Math.hypot(),
    (x, y) => Math.hypot(x * 1e200, y * 1e-200, 1 / 3),
    (x) => Math.exp(x * 0) + Math.cos(x * 0) + Math.atan2(x * 0, 1) + Math.pow(x, 0),
  ],
  numbers: [
    (x) => Number.EPSILON + Number.MAX_VALUE + Number.MIN_VALUE,
    (x) => Number.MAX_SAFE_INTEGER + Number.MIN_SAFE_INTEGER + Number.POSITIVE_INFINITY,
    (x) => isNaN(x),
    (x) => isNaN(undefined),
    (x) => isFinite(x),
    (x) => Number.isNaN(x),
    (x) => Number.isNaN(undefined),
    (x) => Number.isNaN(x > 1 ? x * NaN : undefined),
    (x) => Number.isFinite(x),
    (x) => Number.isFinite(true),
    (x) => Number.isFinite(null),
    (x) => Number.isInteger(x),
    (x) => Number.isInteger(x > 1 ? true : x),
    (x) => Number.isSafeInteger(x * 2 ** 53),
    (x) => Number(x > 1),
    (x) => Number(),
    (x) => Number(undefined),
    (x) => Boolean(x),
    (x) => (NaN === NaN) + Infinity,
    (x) => 1 / 0 - x,
    (x) => 0x10 + 0b11 + 0o17 + 1e3 + 0.5 + 1_000,
  ],
  // variables
  variables: [
    (x, y) => {
      let a = x
      a += y
      a -= 1
      a *= 2
      a /= 4
      a %= 100
      a **= 1
      return a
    },
    (x, y) => {
      let a = x
      a <<= 3
      a >>= 1
      a >>>= 1
      a |= 5
      a &= 0xff
      a ^= y
      return a
    },
    (x, y) => {
      let a = x
      a &&= y
      let b = x
      b ||= y
      let c
      c ??= y
      c ??= x
      return a + b * 3 + c * 5
    },
    (x) => {
      let a = x
      const b = a++ + ++a
      const c = a-- - --a
      return a + b * 10 + c * 100
    },
    (x) => {
      x++
      x = x * 2
      return x
    },
    (x) => x++ + x,
    (x) => x + (x = 3) + x,
    (x) => {
      let a = 1
      {
        let a = 2
        a += x
      }
      return a
    },
    (x) => {
      var a = 1
      {
        var a = 2
      }
      return a + x
    },
    (x) => {
      a = 3
      if (x > 1) {
        var a
      }
      return a
    },
    (x) => {
      let a = x > 1 && (x = 5)
      return a + x
    },
    (x) => {
      let a = 0
      x > 1 ? (a = 1) : (a = 2)
      return a
    },
    (x, y) => {
      let a = true
      a++
      return a + (y > 0)
    },
    (x) => {
      let undefined_ = void 0
      let b = !0
      let c = !1
      return undefined_ === undefined && b && !c
    },
  ],
  // branches
  branches: [
    (x, y) => {
      if (x > y) return x
      return y
    },
    (x, y) => {
      if (x > y) {
        return 1
      } else if (x < y) {
        return 2
      } else {
        y = 5
      }
      return y + 1
    },
    (x, y) => {
      let a = 0
      if (x > 0) {
        if (y > 0) return 10
        a = 1
      } else {
        if (y < 0) return 20
        a = 2
      }
      a += 100
      if (a > 101 && x < -5) return 30
      return a
    },
    (x, y) => {
      if (x > 0) {
        if (y > 0) return
      }
      return x > 2 ? true : 3
    },
    (x) => {
      a: {
        if (x > 1) break a
        if (x < 0) return 9
        x = 3
      }
      return x
    },
    (x) => {
      if (0) return 1
      if (1) x += 1
      else return 5
      return x
      x = 100
      return x
    },
    (x) => {
      if (x > 1) {
        let b = 3
        var c = b
      } else {
        const b = 4
        c = b
      }
      return c
    },
  ],
  switches: [
    (x, y) => {
      switch (x) {
        case 0:
          return 10
        case 1:
          y = 3
        case 2.5:
          y += 1
          break
        case 7: {
          let z = y
          y = z + 1
        }
        default:
          y = -1
      }
      return y
    },
    (x, y) => {
      let a = 0
      switch (x > 0) {
        default:
          a += 1
        case true:
          a += 2
          if (y > 0) break
          a += 4
        case 5:
          a += 8
      }
      return a
    },
    (x) => {
      let a = 0
      for (let i = 0; i < 6; i++) {
        switch (i % 4) {
          case 1:
            continue
          case 2:
            a += 10
            break
          case 3:
            if (x > 1) return a
          default:
            a += 1
        }
        a += 100
      }
      return a
    },
    (x) => {
      switch (x) {
      }
      switch (x) {
        default:
      }
      return x
    },
    (x) => {
      switch (x) {
        case NaN:
          return 1
        case -0:
          return 2
        case undefined:
          return 3
        case true:
          return 4
      }
    },
  ],
  // loops
  loops: [
    (x) => {
      let s = 0
      for (let i = 0; i < 5; i++) s += i * x
      return s
    },
    (x) => {
      let n = 0
      while (n < x && n < 20) n++
      return n
    },
    (x) => {
      let n = 0
      do n += 2
      while (n < x && n < 20)
      return n
    },
    (x) => {
      let n = 0
      do {
        n++
        if (n === 3) continue
        if (n > x) break
      } while (n < 10)
      return n
    },
    (x) => {
      let i = 0,
        s = 0
      for (;;) {
        if (i > x || i > 9) break
        s += i++
      }
      return s
    },
    (x) => {
      let s = 0
      while (true) {
        s += 1
        if (s > 30) return -1
        if (s * s > x) break
        s += 1
      }
      return s
    },
    (x, y) => {
      for (let i = 0; i < 10; i++) {
        if (i > x) return i
        if (i > y) return -i
      }
    },
    (x, y) => {
      let n = 0
      outer: for (let i = 0; i < 5; i++) {
        for (let j = 0; j < 5; j++) {
          if (i * j > x) continue outer
          if (i + j > y) break outer
          n++
        }
        n += 100
      }
      return n
    },
    (x, y) => {
      let n = 0
      for (let i = 0; i < 4; i++) {
        let k = i
        while (k > 0) {
          k--
          if (k === 2 && x > 1) return n
          n += k
        }
        if (n > y) continue
        n += 10
      }
      return n
    },
    (x) => {
      let a = 0,
        b = 1
      for (let i = 0; i < 10; i++) {
        const t = a + b
        a = b
        b = t
      }
      return a + x
    },
    (x) => {
      let h = 0
      for (let i = 0; i < 6; i++) h = (h * 31 + x + i) | 0
      return h
    },
    (x) => {
      let h = 2166136261
      for (let i = 0; i < 4; i++) {
        h ^= x >>> (i * 8)
        h = Math.imul(h, 16777619) >>> 0
      }
      return h
    },
    (x) => {
      let last
      for (let i = 0; i < 5; i++) if (i > x) last = i
      return last === undefined ? -1 : last
    },
    (x) => {
      let found = false
      for (let i = 0; i < 5 && !found; i++) found = i === x
      return found
    },
    (x) => {
      for (var i = 0, s = 0; i < 4; i++) var s = s + i
      return s + i + x
    },
    (x) => {
      let s = 0
      for (let i = 0; i < 3; i++) {
        let t
        if (i === 1) t = x
        s += t === undefined ? 100 : t
      }
      return s
    },
    (x) => {
      do {
        if (x > 1) break
        x = 50
      } while (0)
      return x
    },
    (x) => {
      while (0) x = 3
      for (; false; ) x = 4
      return x
    },
    (x) => {
      let n = 0
      for (let i = 10; i--; ) n += i
      return n
    },
    (x) => {
      let first = true,
        s = 0
      for (let i = 0; i < 4; i++) {
        if (first) {
          s = x
          first = false
        } else s += 1
      }
      return s
    },
    (x, y) => {
      let s = 0
      for (let i = 0; i < 3; i++) for (let j = i; j < 3; j++) for (let k = 0; k <= j; k++) s += i * j + k * x
      return s
    },
    (x, y) => {
      let a = 0,
        b = 0,
        i = 0
      for (; i < 30; i++) {
        const aa = a * a,
          bb = b * b
        if (aa + bb > 4) break
        b = 2 * a * b + y / 8
        a = aa - bb + x / 8
      }
      return i
    },
    (x, y) => {
      let k = -1
      for (let i = 0; i < 5; i++) {
        if (i === x) {
          k = i * 2
          break
        }
        if (i > y) k = i
      }
      return k
    },
    (x) => {
      let n = 0
      l1: l2: while (n < 5) {
        n++
        if (n > x) continue l1
        if (n === 4) break l2
      }
      return n
    },
    (x) => {
      let a = Math.abs(x) > 1e6 || x !== x ? 27 : Math.floor(Math.abs(x)),
        b = 12
      while (b) [a, b] = [b, a % b]
      return a
    },
  ].slice(0, -1),
  // functions
  calls: [
    (x) => {
      const sq = (v) => v * v
      return sq(x) + sq(x + 1)
    },
    (x) => {
      function clamp(v, lo, hi) {
        if (v < lo) return lo
        if (v > hi) return hi
        return v
      }
      return clamp(x, -2, 2)
    },
    (x) => {
      return twice(x)
      function twice(v) {
        return v * 2
      }
    },
    (x) => ((v) => v + 1)(x),
    (x) =>
      (() => {
        if (x > 1) return 5
        return x
      })(),
    function (x) {
      var f = function (a, b) {
        return a - (b === undefined ? 100 : b)
      }
      return f(x) + f(x, 1, 2)
    },
    (x) => {
      let count = 0
      const bump = () => {
        count++
        return count
      }
      bump()
      if (x > 1) bump()
      return bump() * 10 + count
    },
    (x) => {
      const apply = (f, v) => f(v)
      return apply((v) => v * 3, x) + apply(Math.abs, x)
    },
    (x) => {
      const none = () => {}
      return none() === undefined && x
    },
    (x) => {
      const find = (n) => {
        for (let i = 0; i < 10; i++) if (i * i > n) return i
        return -1
      }
      let s = 0
      for (let k = 0; k < 3; k++) s += find(x + k)
      return s
    },
    (x, y) => {
      const max = (a, b = 2) => (a > b ? a : b)
      return max(x) + max(x, y)
    },
    (x) => {
      let f
      f = (v) => v + 1
      return f(f(x))
    },
    function named(x) {
      return x + 1
    },
    function (x) {
      function f() {
        return 1
      }
      return f() + (0, f)() + x
    },
    (x) => {
      const f = __name((v) => v + 1, 'f')
      function g(v) {
        return f(v) * 2
      }
      __name(g, 'g')
      return g(x)
    },
    (x) => {
      const a = 1
      const f = (a) => {
        const g = (b) => a + b
        return g(10)
      }
      return f(x) + a
    },
  ],
  methods: [
    Methods.prototype.plain,
    Methods.fixed,
    Methods.prototype.computed,
    Methods.prototype.async,
    Methods.prototype.get,
    Methods.hidden(),
    object.short,
    object['quo ted'],
    object[0],
  ],
  consts: [
    (x) => x * rate,
    (x) => table[x],
    (x) => table[x] ?? -5,
    (x) => table[x] === undefined,
    (x) => table[x] == null,
    (x) => table[x] !== table[x],
    (x) => table.length + x,
    (x) => table[x > 1],
    (x) => table[-0] + table[1.0],
    (x) => {
      let s = 0
      for (let i = 0; i < table.length; i++) s += table[i] || 0
      return s
    },
    (x) => {
      let i = 0
      while (table[i] !== undefined) i++
      return i
    },
    (x) => {
      const { length } = table
      return length
    },
    (x) => {
      const rate = 2
      return rate * x
    },
  ],
  text: [
    (x /* a (comment */, y) /* another */ => x /* ) */ + // one (((
      y,
    (\u0061bc, y) => abc + y,
    (größe, $_) => größe - $_,
  ],
}
// More than the formatter of this file would leave as it is.
functions.minified = [
  'function(t,e){for(var n=0,r=0;n<9;n++)if(!(n%2))r+=t,r>e&&(r-=e);return r}',
  '(t,e)=>{let n=t;return n>e?(n=e,n*=2):n<-e?void 0:n+1}',
  't=>t>0?t<5?1:t<10?2:3:t<-5?-1:0',
  '(t,e)=>((t,e)=>t>e?t:e)(t,e)-1',
  't=>{var e;return(e=t)>1&&(e=2,e+=1),e}',
  'function(t){"use strict";if(t>1)return 1;{var n=2;return n}}',
  't=>{for(;;){if(++t>3)break}return t}'.replace('for(;;)', 'for(var k=0;k<9;k++)'),
  't=>!0',
  't=>t>1?!0:!1',
  'function(t){var e=0;do{if(e++>t)return-1}while(e<5);return e}',
  '(a,b)=>{if(a>1){if(b>1)return 1}else if(b>2)return 2;else return 3;return 4}',
].map((text) => [text, (0, eval)(`(${text})`)])

const escaped = (text) => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
const shown = (value) =>
  Object.is(value, -0) ? '-0' : typeof value === 'boolean' ? String(Number(value)) : value === null ? '0' : value === undefined ? 'NaN' : String(value)

const lines = [`numbers ${numbers.map(shown).join(' ')}`]
for (const [group, list] of Object.entries(functions)) {
  for (const entry of list) {
    const [text, fn] = Array.isArray(entry) ? entry : [entry.toString(), entry]
    const results = []
    numbers.forEach((x, i) => numbers.forEach((y, j) => results.push(shown(fn(x, y, i * numbers.length + j)))))
    lines.push(`${group} ${escaped(text)}`, results.join(' '))
  }
}
writeFileSync(new URL('cases.txt', import.meta.url), `${lines.join('\n')}\n`)
