/**
 * Whether two contenders computed the same: a fast wrong answer is no result. Long answers are compared at a thousand
 * places, chosen alike in every process.
 */

const PLACES = 1000

/** What of an answer is compared: some of its numbers. */
export function digest(answer) {
  if (typeof answer !== 'object') return [Number(answer)]
  const step = Math.max(1, Math.floor(answer.length / PLACES))
  const places = []
  for (let i = 0; i < answer.length; i += step) places.push(Number(answer[i]))
  return places
}

/** Relative, where libraries may round differently; sums in single precision are that far off and still the right function. */
const TOLERANCE = { float64: 1e-6, float32: 1e-2, int32: 1e-6 }

export function agree(a, b, dtype) {
  const tolerance = TOLERANCE[dtype] ?? 0
  return (
    a.length === b.length && a.every((value, i) => Math.abs(value - b[i]) <= tolerance * Math.max(1, Math.abs(value)))
  )
}
