/** No pool: a loop. */
import * as tasks from './tasks.mjs'

const functions = { ...tasks }

export const { version } = process

export async function open() {
  const map = (name, items) => {
    const results = []
    for (const item of items) results.push(functions[name](item))
    return results
  }
  return { each: map, map, words: (texts) => map('words', texts) }
}
