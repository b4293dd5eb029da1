/**
 * The host's `Math`, as the native part asks for it. The functions of Math are what an engine makes them: the bits of
 * `Math.exp` are told by no version number. So when a function is compiled that uses them, the native part has this
 * engine compute points that tell the known variants apart, and what is compiled gives the same bits.
 */

/** What a function of `Math` gives for these arguments; those of one argument take that of `x`. */
export function ask(name: string, x: Float64Array, y: Float64Array): Float64Array {
  const fn = Math[name as 'pow']
  return x.map((value, i) => fn(value, y[i]!))
}
