/** Python's `multiprocessing.Queue` and `Pipe`, between two processes. */
import { python } from './python.mjs'

const messages = await python('./messages.py')

export const { version, close } = messages

/** The contender of a case whose samples are of `least` messages: one call is so many of them. */
export function contender(name, least) {
  const { sample } = messages.contender('Python multiprocessing', name)
  return {
    name: 'Python multiprocessing',
    async sample(calls) {
      const rounds = Math.ceil(calls / least)
      return ((await sample(rounds)) * calls) / (rounds * least)
    },
  }
}
