/**
 * Cuts a stream of chunks into whole lines and parses them where they lie; only the line that a chunk boundary splits
 * is copied. Malformed lines are counted and the first few kept as excerpts. A line longer than `LONGEST_LINE` is
 * malformed by decree and passed over without being held, so a file of garbage costs no memory.
 */
import { Columns } from './columns.js'
import { LineParser } from './line.js'
import { PathTable } from './paths.js'

/** Malformed lines that are shown. */
export const EXCERPTS = 5
const EXCERPT_LENGTH = 80
const LONGEST_LINE = 16 << 20
const [LF, CR] = Buffer.from('\n\r')

/** The start of a line as printable ASCII; every other byte as `\xNN`. */
function excerpt(buffer, from, to) {
  const text = buffer
    .latin1Slice(from, Math.min(to, from + EXCERPT_LENGTH + 1))
    .replace(/[^ -~]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`)
  return text.length > EXCERPT_LENGTH ? `${text.slice(0, EXCERPT_LENGTH)}…` : text
}

/** Parses the chunks given to `write`, in order. */
export class LineReader {
  #columns
  #paths = new PathTable()
  #parser
  /** The chunks so far of a line whose end has not come. */
  #held = []
  #heldLength = 0
  #lines = 0
  #malformed = 0
  #excerpts = []

  /** @param {number} rows how many to expect */
  constructor(rows) {
    this.#columns = new Columns(rows)
    this.#parser = new LineParser(this.#columns, this.#paths)
  }

  /** @param {Buffer} chunk read before the call returns; the caller may use it again */
  write(chunk) {
    const first = chunk.indexOf(LF) + 1
    if (first === 0) return this.#hold(chunk)
    if (this.#heldLength > 0) this.#joinHeld(chunk.subarray(0, first))
    else this.#parse(chunk, 0, first)
    const last = chunk.lastIndexOf(LF) + 1
    this.#parse(chunk, first, last)
    this.#hold(chunk.subarray(last))
  }

  /** Parses the last line if no line feed ended it, and gives what was read. */
  finish() {
    if (this.#heldLength > 0) this.#joinHeld(Buffer.from([LF]))
    return {
      columns: this.#columns.finish(),
      paths: this.#paths.finish(),
      lines: this.#lines,
      malformed: { count: this.#malformed, first: this.#excerpts },
    }
  }

  #hold(chunk) {
    if (chunk.length === 0) return
    this.#heldLength += chunk.length
    if (this.#heldLength <= LONGEST_LINE || this.#held.length === 0) this.#held.push(Buffer.from(chunk))
  }

  #joinHeld(end) {
    const line = Buffer.concat([...this.#held, end])
    if (this.#heldLength <= LONGEST_LINE) this.#parse(line, 0, line.length)
    else {
      this.#lines++
      this.#reject(line, 0, line.length - 1)
    }
    this.#held = []
    this.#heldLength = 0
  }

  /** Parses `[from, to)`, whole lines each ended by a line feed. Blank lines count as lines, and as nothing else. */
  #parse(buffer, from, to) {
    for (let at = from; at < to; ) {
      const end = buffer.indexOf(LF, at)
      this.#lines++
      if (!this.#parser.add(buffer, at, end)) this.#reject(buffer, at, end)
      at = end + 1
    }
  }

  /** Records the line in `[at, end)`, unless it is blank. */
  #reject(buffer, at, end) {
    const textEnd = end > at && buffer[end - 1] === CR ? end - 1 : end
    if (textEnd === at || ++this.#malformed > EXCERPTS) return
    this.#excerpts.push({ line: this.#lines, text: excerpt(buffer, at, textEnd) })
  }
}
