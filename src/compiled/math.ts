/**
 * The host's `Math`, as the native part has to know it: the functions of Math are what an engine makes them, so before
 * the first function is compiled this engine answers for points that tell the known variants apart, and compiled
 * functions give the same bits as it.
 */
import { native } from '../native.js'

let chosen = false

/** Lets the native part choose, the first time. Points of functions of two arguments stand side by side. */
export function chooseMath(): void {
  if (chosen) return
  chosen = true
  const points = native.probeMath()
  const results = native.mathFunctions().map(({ name, arity }, at) => {
    const fn = Math[name as 'pow'] as (...args: number[]) => number
    const args = points[at]!
    return Float64Array.from({ length: args.length / arity }, (_, i) => fn(...args.slice(i * arity, (i + 1) * arity)))
  })
  native.chooseMath(results)
}
