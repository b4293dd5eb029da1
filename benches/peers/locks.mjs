/** Python's `multiprocessing.Lock`: with nobody else there, and handed from one process to another. */
import { python } from './python.mjs'

const locks = await python('./locks.py')

export const { version, close } = locks

/** Hand-overs of one call: both processes walk 300 locks. */
const HAND_OVERS = 600

export function contender(name) {
  if (name === 'uncontended promise') return undefined
  const { sample } = locks.contender('Python Lock', name)
  if (name !== 'hand-over') return { name: 'Python Lock', sample }
  return {
    name: 'Python Lock',
    async sample(calls) {
      const rounds = Math.ceil(calls / HAND_OVERS)
      return ((await sample(rounds)) * calls) / (rounds * HAND_OVERS)
    },
  }
}
