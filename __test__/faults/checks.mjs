/** Checks of outcomes: each gives nothing if the outcome is as it has to be, and else what is wrong with it. */
import { inspect, isDeepStrictEqual } from 'node:util'

const show = (value) => inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY }).slice(0, 300)

/** Fulfilled with an equal value. */
export const is =
  (expected) =>
  ({ status, value, reason }) => {
    if (status === 'rejected') return `rejected with ${show(reason)}`
    return isDeepStrictEqual(value, expected) ? undefined : `gave ${show(value)}`
  }

/** Rejected, with an error that has these properties. A contender that is not held to them is held to rejecting. */
export const fails =
  (pattern = {}) =>
  ({ status, value, reason, exact }) => {
    if (status === 'fulfilled') return `gave ${show(value)}`
    if (!exact) return undefined
    for (const [key, wanted] of Object.entries(pattern)) {
      const found = reason?.[key]
      if ((found instanceof Error ? found.message : found) !== wanted)
        return `rejected with ${key} ${show(found)} instead of ${show(wanted)}: ${show(reason)}`
    }
    return undefined
  }

/** Rejected with what the test takes. */
export const caught =
  (test) =>
  ({ status, value, reason, exact }) => {
    if (status === 'fulfilled') return `gave ${show(value)}`
    return !exact || test(reason) ? undefined : `rejected with ${show(reason)}`
  }
