/** Iterables side by side, as `map` and `imap` take them: pulled one step at a time, so that all but one may be endless. */

import type { Call } from './call.js'
import { isAsyncIterable } from './options.js'

/** What a call goes over. */
export type Input = Iterable<unknown> | AsyncIterable<unknown>

/** The rows, to the end of the shortest iterable; the others are closed then, and all of them when the loop is left. */
export function* zip(inputs: readonly Iterable<unknown>[]): Generator<unknown[], void, undefined> {
  const open = new Set<Iterator<unknown>>()
  try {
    for (const input of inputs) open.add(input[Symbol.iterator]())
    const iterators = [...open]
    for (;;) {
      const row: unknown[] = []
      for (const iterator of iterators) {
        open.delete(iterator)
        const step = iterator.next()
        if (step.done) return
        open.add(iterator)
        row.push(step.value)
      }
      yield row
    }
  } finally {
    for (const iterator of open) iterator.return?.()
  }
}

/** As {@link zip}, where an input is pulled asynchronously. */
export async function* zipAsync(inputs: readonly Input[]): AsyncGenerator<unknown[], void, undefined> {
  const open = new Set<Iterator<unknown> | AsyncIterator<unknown>>()
  try {
    for (const input of inputs) {
      open.add(isAsyncIterable(input) ? input[Symbol.asyncIterator]() : input[Symbol.iterator]())
    }
    const iterators = [...open]
    for (;;) {
      const row: unknown[] = []
      for (const iterator of iterators) {
        open.delete(iterator)
        const step = await iterator.next()
        if (step.done) return
        open.add(iterator)
        row.push(step.value)
      }
      yield row
    }
  } finally {
    for (const iterator of open) await iterator.return?.()
  }
}

/** All rows of {@link zip}, as one list per iterable. */
export function columns(inputs: readonly Iterable<unknown>[]): unknown[][] {
  if (inputs.length === 1) return [[...inputs[0]!]]
  const lists: unknown[][] = inputs.map(() => [])
  for (const row of zip(inputs)) for (let i = 0; i < row.length; i++) lists[i]!.push(row[i])
  return lists
}

/** All rows of {@link zipAsync}, as one list per input; no longer than the call lasts. */
export function readAll(call: Call, inputs: readonly Input[]): Promise<unknown[][]> {
  const rows = zipAsync(inputs)
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      unlisten()
      unwatch()
      settle()
      void rows.return()
    }
    const unlisten = call.onStop((error) => end(() => reject(error)))
    const unwatch = call.scheduler.onFailed((error) => end(() => reject(call.error({ error }))))
    const read = async () => {
      const lists: unknown[][] = inputs.map(() => [])
      for await (const row of rows) for (let i = 0; i < row.length; i++) lists[i]!.push(row[i])
      return lists
    }
    read().then(
      (lists) => end(() => resolve(lists)),
      (error) => end(() => reject(error)),
    )
  })
}
