/** allcores, used as its documentation says: functions as they are, lists by `map`. */
import { info, Pool } from 'allcores'
import * as tasks from './tasks.mjs'

const functions = { ...tasks }

export const { version } = info()

export async function open({ kind, size }) {
  const pool = new Pool({ workers: kind, size })
  return {
    each: (name, items) => Promise.all(items.map((item) => pool.apply(functions[name], [item]))),
    map: (name, items) => pool.map(functions[name], items),
    words: (texts) => pool.map(functions.words, texts),
  }
}
