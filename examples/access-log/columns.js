/**
 * A table of requests, one typed array per field, over SharedArrayBuffers: a worker's columns reach the parent as
 * references, whatever their size. The request time has a length of its own, because not every line has one.
 */
export const COLUMNS = /** @type {const} */ ({
  time: Float64Array,
  status: Uint16Array,
  bytes: Float64Array,
  latency: Float64Array,
})

/** A zeroed typed array over shared memory. */
const shared = (Type, length) => new Type(new SharedArrayBuffer(length * Type.BYTES_PER_ELEMENT))

function grown(column, length) {
  const longer = shared(column.constructor, length)
  longer.set(column)
  return longer
}

/** Columns that grow by doubling. */
export class Columns {
  #rows = 0
  #timed = 0
  #capacity

  /** @param {number} capacity rows before the first growth */
  constructor(capacity) {
    this.#capacity = capacity
    this.time = shared(COLUMNS.time, capacity)
    this.status = shared(COLUMNS.status, capacity)
    this.bytes = shared(COLUMNS.bytes, capacity)
    this.latency = shared(COLUMNS.latency, capacity)
  }

  /**
   * @param {number} time seconds since 1970
   * @param {number} status
   * @param {number} bytes
   * @param {number} latency seconds, or NaN where the line has none
   */
  push(time, status, bytes, latency) {
    if (this.#rows === this.#capacity) this.#grow()
    const row = this.#rows++
    this.time[row] = time
    this.status[row] = status
    this.bytes[row] = bytes
    if (!Number.isNaN(latency)) this.latency[this.#timed++] = latency
  }

  #grow() {
    this.#capacity *= 2
    for (const name of Object.keys(COLUMNS)) this[name] = grown(this[name], this.#capacity)
  }

  /** The filled part of every column. */
  finish() {
    const { time, status, bytes, latency } = this
    return {
      time: time.subarray(0, this.#rows),
      status: status.subarray(0, this.#rows),
      bytes: bytes.subarray(0, this.#rows),
      latency: latency.subarray(0, this.#timed),
    }
  }
}

/**
 * The parts end to end, each column in shared memory of exactly its size.
 * @param {ReturnType<Columns['finish']>[]} parts
 * @returns {ReturnType<Columns['finish']>}
 */
export function concatenate(parts) {
  const columns = {}
  for (const [name, Type] of Object.entries(COLUMNS)) {
    const whole = shared(
      Type,
      parts.reduce((length, part) => length + part[name].length, 0),
    )
    let at = 0
    for (const part of parts) {
      whole.set(part[name], at)
      at += part[name].length
    }
    columns[name] = whole
  }
  return columns
}
