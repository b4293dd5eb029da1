/** Iterables side by side, as `map` and `imap` take them: pulled one step at a time, so that all but one may be endless. */

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

/** All rows of {@link zip}, as one list per iterable. */
export function columns(inputs: readonly Iterable<unknown>[]): unknown[][] {
  if (inputs.length === 1) return [[...inputs[0]!]]
  const lists: unknown[][] = inputs.map(() => [])
  for (const row of zip(inputs)) for (let i = 0; i < row.length; i++) lists[i]!.push(row[i])
  return lists
}
