/**
 * Requests and bytes per path, keyed by the path's bytes: an open-addressing hash table over one arena, so that a path
 * becomes a string once, not once per line. A line feed ends each name in the arena (no path can hold one), so all
 * names leave the worker as a single string.
 */
const LF = 10

function hash(buffer, from, to) {
  let h = to - from
  for (let i = from; i < to; i++) h = (Math.imul(h, 31) + buffer[i]) | 0
  return h ^ (h >>> 15)
}

function grown(array, length) {
  const longer = array instanceof Buffer ? Buffer.alloc(length) : new array.constructor(length)
  longer.set(array)
  return longer
}

export class PathTable {
  #count = 0
  /** Entry numbers plus one; 0 is a free slot. Twice as many slots as entries at least. */
  #slots = new Int32Array(1 << 12)
  #hashes = new Int32Array(1 << 11)
  /** Entry `n` lies in the arena from `starts[n]` to the line feed before `starts[n + 1]`. */
  #starts = new Int32Array((1 << 11) + 1)
  #arena = Buffer.alloc(1 << 16)
  #requests = new Float64Array(1 << 11)
  #bytes = new Float64Array(1 << 11)

  /** Counts one request of `bytes` for the path in `buffer[from, to)`. */
  add(buffer, from, to, bytes) {
    const entry = this.#entry(buffer, from, to)
    this.#requests[entry]++
    this.#bytes[entry] += bytes
  }

  #entry(buffer, from, to) {
    const h = hash(buffer, from, to)
    const mask = this.#slots.length - 1
    for (let slot = h & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot] - 1
      if (entry < 0) return this.#insert(slot, h, buffer, from, to)
      if (this.#hashes[entry] === h && this.#holds(entry, buffer, from, to)) return entry
    }
  }

  #holds(entry, buffer, from, to) {
    const start = this.#starts[entry]
    if (this.#starts[entry + 1] - start - 1 !== to - from) return false
    const arena = this.#arena
    for (let i = from, j = start; i < to; i++, j++) if (buffer[i] !== arena[j]) return false
    return true
  }

  #insert(slot, h, buffer, from, to) {
    const entry = this.#count++
    const start = this.#starts[entry]
    const end = start + to - from
    while (end >= this.#arena.length) this.#arena = grown(this.#arena, this.#arena.length * 2)
    buffer.copy(this.#arena, start, from, to)
    this.#arena[end] = LF
    this.#starts[entry + 1] = end + 1
    this.#hashes[entry] = h
    this.#slots[slot] = entry + 1
    if (this.#count === this.#hashes.length) this.#grow()
    return entry
  }

  #grow() {
    const entries = this.#count * 2
    this.#hashes = grown(this.#hashes, entries)
    this.#requests = grown(this.#requests, entries)
    this.#bytes = grown(this.#bytes, entries)
    this.#starts = grown(this.#starts, entries + 1)
    this.#slots = new Int32Array(entries * 2)
    const mask = this.#slots.length - 1
    for (let entry = 0; entry < this.#count; entry++) {
      let slot = this.#hashes[entry] & mask
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
      this.#slots[slot] = entry + 1
    }
  }

  /** The names, each ended by a line feed, and their numbers in the same order. */
  finish() {
    return {
      names: this.#arena.toString('utf8', 0, this.#starts[this.#count]),
      requests: this.#requests.slice(0, this.#count),
      bytes: this.#bytes.slice(0, this.#count),
    }
  }
}

/**
 * Adds a part's table to those before it. A request without a path counts under `-`.
 * @param {Map<string, { requests: number, bytes: number }>} paths
 * @param {ReturnType<PathTable['finish']>} table
 */
export function addPaths(paths, { names, requests, bytes }) {
  names.split('\n', requests.length).forEach((name, i) => {
    const path = name || '-'
    const entry = paths.get(path)
    if (entry === undefined) paths.set(path, { requests: requests[i], bytes: bytes[i] })
    else {
      entry.requests += requests[i]
      entry.bytes += bytes[i]
    }
  })
  return paths
}
