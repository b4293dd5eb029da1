/** The loops that compiled functions stand for, written by hand: one function each, over arrays that are there already. */
import { contender } from './harness.mjs'

const loops = {
  'a*b+c': ({ x, y, z, out, n }) => {
    for (let i = 0; i < n; i++) out[i] = x[i] * y[i] + z[i]
    return out
  },
  'polynomial of degree 10': ({ x, out, n }) => {
    for (let i = 0; i < n; i++) {
      const v = x[i]
      out[i] = 1 + v * (2 + v * (3 + v * (4 + v * (5 + v * (6 + v * (7 + v * (8 + v * (9 + v * (10 + v * 11)))))))))
    }
    return out
  },
  'sqrt * exp': ({ x, y, out, n }) => {
    for (let i = 0; i < n; i++) out[i] = Math.sqrt(x[i] * x[i] + y[i] * y[i]) * Math.exp(-x[i])
    return out
  },
  mandelbrot: ({ re, im, out, n }) => {
    for (let i = 0; i < n; i++) {
      const [cx, cy] = [re[i], im[i]]
      let x = 0
      let y = 0
      let k = 0
      for (; k < 200; k++) {
        const xx = x * x
        const yy = y * y
        if (xx + yy > 4) break
        y = 2 * x * y + cy
        x = xx - yy + cx
      }
      out[i] = k
    }
    return out
  },
  'sum of i * i': ({ steps, out, n }) => {
    for (let k = 0; k < n; k++) {
      const end = steps[k] * 1000
      let s = 0
      for (let i = 0; i < end; i++) s += i * i
      out[k] = s
    }
    return out
  },
  'x * 2 in place': ({ x, n }) => {
    for (let i = 0; i < n; i++) x[i] = x[i] * 2
    return x
  },
  'mapReduce of squares': ({ x, n }) => {
    let sum = 0
    for (let i = 0; i < n; i++) sum += x[i] * x[i]
    return sum
  },
}
loops['sqrt * exp, portable'] = loops['sqrt * exp']
loops['a call'] = loops['polynomial of degree 10']
loops['a first call'] = loops['sqrt * exp']

export function prepare(data) {
  return {
    contender(name) {
      const own = { ...data, x: data.x.slice(), out: data.out.slice() }
      const call = contender('plain JS', () => loops[name](own))
      return { ...call, value: () => loops[name]({ ...own, x: data.x.slice() }) }
    },
  }
}
