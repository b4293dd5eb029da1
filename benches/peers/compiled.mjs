/** Python's compilers of expressions, each in a process of its own, on the data of compiled.mjs. */
import { exchange } from '../data.mjs'
import { python } from './python.mjs'

export async function open(name, program) {
  const peer = await python(program)
  const files = exchange()
  return {
    version: peer.version,
    close: peer.close,
    async prepare({ n, ...arrays }) {
      const paths = Object.entries(arrays).map(([key, values]) => [key, files.put(key, values)])
      const { calls } = await peer.ask({ op: 'load', n, arrays: Object.fromEntries(paths) })
      return { contender: (call) => (calls.includes(call) ? peer.contender(name, call) : undefined) }
    },
  }
}
