/** Python's `multiprocessing.Pool`, with its own way of cutting a list into chunks. */
import { python } from './python.mjs'

const pools = await python('./multiprocessing_pool.py')

export const { version, close } = pools

export async function prepare({ items, workers }) {
  await pools.ask({ op: 'load', n: items.length, workers })
  return { contender: (name) => pools.contender('Python Pool', name) }
}
