/** NumPy, in a Python that finds it. */
import { exchange } from '../data.mjs'
import { python } from './python.mjs'

const numpy = await python('./numpy_calls.py')
const files = exchange()

export const { version, close } = numpy

export async function prepare({ dtype, x, y, bins, levels }) {
  await numpy.ask({ op: 'load', dtype, x: files.put('x', x), y: files.put('y', y), bins, levels })
  return { contender: (name) => numpy.contender('NumPy', name) }
}
