/**
 * Values on the wire. A chunk carries its items as columns, one per parameter. A column of numbers travels as one
 * Float64Array whose memory is moved, a column of nothing as its length, anything else by structured clone: numbers are
 * what people map over most, and cloning them one by one costs more than the work they are sent for.
 */

/** Numbers, a count of `undefined`, or the values themselves. */
export type Column = Float64Array<ArrayBuffer> | number | unknown[]

/** Below this many values, moving memory costs more than cloning them. */
const PACK_FROM = 32

/** Packs `values[from…to)`; memory to move is added to `transfer`. */
export function pack(values: readonly unknown[], from: number, to: number, transfer: ArrayBuffer[]): Column {
  const size = to - from
  if (size >= PACK_FROM) {
    const first = values[from]
    if (first === undefined && everyUndefined(values, from, to)) return size
    if (typeof first === 'number') {
      const numbers = packNumbers(values, from, size)
      if (numbers !== undefined) {
        transfer.push(numbers.buffer)
        return numbers
      }
    }
  }
  return values.slice(from, to)
}

/** The values of a column, readable by index. */
export function unpack(column: Column): ArrayLike<unknown> {
  return typeof column === 'number' ? new Array(column) : column
}

function everyUndefined(values: readonly unknown[], from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (values[i] !== undefined) return false
  return true
}

function packNumbers(values: readonly unknown[], from: number, size: number): Float64Array<ArrayBuffer> | undefined {
  const numbers = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    const value = values[from + i]
    if (typeof value !== 'number') return undefined
    numbers[i] = value
  }
  return numbers
}
