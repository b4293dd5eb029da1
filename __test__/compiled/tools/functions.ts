/**
 * Functions as people write them, in TypeScript: the input of every tool under test. Each is exported by name, takes
 * one element and its index, and has something that a tool rewrites: names, operators, declarations, helpers, types.
 */
type Num = number

export const expression = (x: number, i: number) => Math.sqrt(x * x + i) * Math.exp(-x)

export const polynomial = (x: Num): Num => 1 + x * (2 + x * (3 + x * (4 + x * 5)))

export const power = (x: number) => (x as number) ** 2 + 2 ** x!

export function escapes(x: number): number {
  let re = 0,
    im = 0,
    n = 0
  for (; n < 50 && re * re + im * im <= 4; n++) {
    const next = re * re - im * im + x / 50 - 1
    im = 2 * re * im + 0.3
    re = next
  }
  return n
}

export const orbit = (x: number, i: number) => {
  let re = 0
  let im = 0
  let n = 0
  while (n < 60) {
    const re2 = re * re
    const im2 = im * im
    if (re2 + im2 > 4) break
    im = 2 * re * im + i / 40
    re = re2 - im2 + x / 50 - 1
    n++
  }
  return n
}

export const inner = (x: number) => {
  const square = (v: number): number => v * v
  function half(v: number) {
    return v / 2
  }
  const { abs, max } = Math
  return max(square(x), half(abs(x)))
}

export const nullish = (x: number) => {
  let best: number | undefined
  for (let k = 0; k < 5; k++) if (k > x) best ??= k
  return best ?? -1
}

export const bits = (x: number, i: number) => {
  let h = (x | 0) ^ i
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  return h >>> 0
}

export function early(x: number): number {
  if (x < 0) return -x
  if (x > 10 && x % 2 === 0) return x / 2
  switch (x & 3) {
    case 0:
      return 1
    case 1:
      return x
    default:
      break
  }
  let total = 0
  for (let k = 0; k < x; k++) {
    if (k % 3 === 0) continue
    total += k
  }
  return total
}

class Shapes {
  area(x: number, i: number) {
    const r = x + i
    return Math.PI * r * r
  }
  static side = (x: number) => Math.cbrt(x)
  static edge(x: number) {
    return x > 0 ? Math.log(x) : x === 0 ? -Infinity : NaN
  }
}

export const area = new Shapes().area
export const side = Shapes.side
export const edge = Shapes.edge

export const methods = {
  scale(x: number) {
    return x * 3
  },
  [`com${'puted'}`]: (x: number) => +!(x > 1) - x,
}
export const scale = methods.scale
export const computed = methods.computed
