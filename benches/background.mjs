/**
 * What it costs to leave the event loop: the same function as a promise, on memory that is shared (read in place) and on
 * memory that is not (copied at the call). The time is that from the call to the answer; the copy alone stands beside it.
 */
import * as allcores from 'allcores'
import * as background from 'allcores/promises'
import { numbers } from './data.mjs'
import { contender } from './harness.mjs'

const functions = {
  'sum in background': (from, { x }) => from.sum(x),
  'cumsum in background': (from, { x, out }) => from.cumsum(x, { out }),
  'sort in background': (from, { x, out }) => from.sort(x, { out }),
}

export const title = 'Off the event loop'
export const names = Object.keys(functions)
export const columns = ['shared', 'copied', 'copy alone']
export const sizes = [100, 1e4, 1e6, 1e7]

export async function* cases({ names, sizes }) {
  for (const n of names.length > 0 ? sizes : []) {
    const x = numbers('float64', n, 1)
    const own = { x, out: x.slice() }
    const shared = { x: overShared(x), out: overShared(x) }
    for (const name of names) {
      const call = functions[name]
      yield {
        name,
        dtype: 'float64',
        n,
        contenders: [
          contender('synchronous', () => call(allcores, own)),
          contender('shared', () => call(background, shared)),
          contender('copied', () => call(background, own)),
          { ...contender('copy alone', () => x.slice()), value: undefined },
        ],
      }
    }
  }
}

function overShared(values) {
  const shared = new Float64Array(new SharedArrayBuffer(values.byteLength))
  shared.set(values)
  return shared
}
