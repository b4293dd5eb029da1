/** The arguments of calls, in the two shapes they come in: lists side by side, or one list of arguments per call. */
import type { Arguments } from './items.js'
import { pack } from './wire/columns.js'

/** Lists side by side: call `i` gets element `i` of each, then, if `indexed`, `start + i`. */
export function sideBySide(
  lists: readonly (readonly unknown[])[],
  size: number,
  indexed: boolean,
  start = 0,
): Arguments {
  return {
    size,
    payload: (from, to, transfer) => ({
      columns: lists.map((list) => pack(list, from, to, transfer)),
      ...(indexed && { index: start + from }),
    }),
    *named(at) {
      for (const [i, list] of lists.entries()) {
        yield [lists.length === 1 && indexed ? `items[${start + at}]` : `items[${start + at}][${i}]`, list[at]]
      }
    },
  }
}

/** A list of arguments per call. Calls of as many arguments each are side by side: numbers pack by parameter. */
export function rowByRow(rows: readonly (readonly unknown[])[]): Arguments {
  const width = rows[0]?.length ?? 0
  if (rows.every((row) => row.length === width)) {
    return sideBySide(
      Array.from({ length: width }, (_, column) => rows.map((row) => row[column])),
      rows.length,
      false,
    )
  }
  return {
    size: rows.length,
    payload: (from, to) => ({ rows: rows.slice(from, to) }),
    *named(at) {
      for (const [i, value] of rows[at]!.entries()) yield [`items[${at}][${i}]`, value]
    },
  }
}

/** The arguments of a single call. */
export function single(args: readonly unknown[]): Arguments {
  return {
    size: 1,
    payload: () => ({ rows: [args] }),
    *named() {
      for (const [i, value] of args.entries()) yield [`args[${i}]`, value]
    },
  }
}
