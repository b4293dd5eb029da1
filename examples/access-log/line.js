/**
 * The grammar of one log line, read byte by byte: making a string per line or per field is what costs in a log
 * parser, so none is made. A line is added to the columns only after its last byte, so a malformed one leaves no trace.
 *
 *     host ident user [day/Mon/year:h:m:s zone] "request" status bytes ["referer" "agent" …] [time]
 *
 * The Common Log Format ends after `bytes`, the Combined adds two quoted fields, some servers more of them; a request
 * time may follow any of these. In quotes a backslash escapes the next byte. `-` is 0 bytes, or no request time. A
 * request time with a decimal point is in seconds (nginx's `$request_time`), without one in microseconds (Apache's
 * `%D`). A number has at most 15 digits: a double holds that exactly.
 */
import { Clock, STAMP_LENGTH } from './clock.js'

const [LF, CR, SPACE, QUOTE, DASH, DOT, ZERO, QUERY, OPEN, BACKSLASH, CLOSE] = Buffer.from('\n\r "-.0?[\\]')
const MOST_DIGITS = 15
const POWERS = Float64Array.from({ length: MOST_DIGITS + 1 }, (_, i) => 10 ** i)

/** The index after the space that ends a word, or -1 where the word is empty or the line ends. */
function afterWord(buffer, at) {
  let i = at
  while (buffer[i] !== SPACE && buffer[i] !== LF) i++
  return i > at && buffer[i] === SPACE ? i + 1 : -1
}

/** The index after the ` [` that ends the user, whose name may hold spaces, or -1. */
function afterUser(buffer, at) {
  let i = at
  while (buffer[i] !== SPACE || buffer[i + 1] !== OPEN) if (buffer[i++] === LF) return -1
  return i > at ? i + 2 : -1
}

/** Whether an odd number of backslashes stands before `at`. */
function isEscaped(buffer, at) {
  let i = at
  while (buffer[i - 1] === BACKSLASH) i--
  return (at - i) % 2 === 1
}

/** The index of the quote that ends the field, or -1 where the line ends first. */
function closingQuote(buffer, at, end) {
  let quote = buffer.indexOf(QUOTE, at)
  while (quote >= 0 && buffer[quote - 1] === BACKSLASH && isEscaped(buffer, quote)) {
    quote = buffer.indexOf(QUOTE, quote + 1)
  }
  return quote < end ? quote : -1
}

const isDigit = (byte) => byte >= ZERO && byte < ZERO + 10

/** The index after a run of digits. */
function afterDigits(buffer, at) {
  let i = at
  while (isDigit(buffer[i])) i++
  return i
}

/** The number whose digits are in `[from, to)`, after the digits that made `high`. */
function number(buffer, from, to, high = 0) {
  let value = high
  for (let i = from; i < to; i++) value = value * 10 + (buffer[i] - ZERO)
  return value
}

/** Reads lines into the rows of `columns` and the names of `paths`. */
export class LineParser {
  #columns
  #paths
  #clock = new Clock()
  #seconds = Number.NaN

  /**
   * @param {import('./columns.js').Columns} columns
   * @param {import('./paths.js').PathTable} paths
   */
  constructor(columns, paths) {
    this.#columns = columns
    this.#paths = paths
  }

  /**
   * Adds the line in `[at, end)`, unless it is malformed.
   * @param {Buffer} buffer
   * @param {number} at
   * @param {number} end where the line feed is
   * @returns {boolean} whether it was added
   */
  add(buffer, at, end) {
    let i = afterWord(buffer, at)
    if (i > 0) i = afterWord(buffer, i)
    if (i > 0) i = afterUser(buffer, i)
    if (i < 0) return false

    const time = this.#clock.read(buffer, i)
    if (Number.isNaN(time)) return false
    i += STAMP_LENGTH
    if (buffer[i] !== CLOSE || buffer[i + 1] !== SPACE || buffer[i + 2] !== QUOTE) return false

    const request = i + 3
    const requestEnd = closingQuote(buffer, request, end)
    if (requestEnd < 0 || buffer[requestEnd + 1] !== SPACE) return false

    i = requestEnd + 2
    const statusEnd = afterDigits(buffer, i)
    if (statusEnd !== i + 3 || buffer[statusEnd] !== SPACE) return false
    const status = number(buffer, i, statusEnd)

    i = statusEnd + 1
    const bytesEnd = buffer[i] === DASH ? i + 1 : afterDigits(buffer, i)
    if (bytesEnd === i || bytesEnd > i + MOST_DIGITS) return false
    const bytes = buffer[i] === DASH ? 0 : number(buffer, i, bytesEnd)

    i = this.#rest(buffer, bytesEnd, end)
    if (i < 0 || (buffer[i] === CR ? i + 1 : i) !== end) return false

    this.#columns.push(time, status, bytes, this.#seconds)
    this.#addPath(buffer, request, requestEnd, bytes)
    return true
  }

  /** The index after the quoted fields and the request time, which it leaves in `#seconds`; -1 where they are wrong. */
  #rest(buffer, at, end) {
    let i = at
    let fields = 0
    for (; buffer[i] === SPACE && buffer[i + 1] === QUOTE; fields++) {
      i = closingQuote(buffer, i + 2, end) + 1
      if (i === 0) return -1
    }
    this.#seconds = Number.NaN
    if (fields === 1) return -1
    return buffer[i] === SPACE ? this.#requestTime(buffer, i + 1) : i
  }

  #requestTime(buffer, at) {
    if (buffer[at] === DASH) return at + 1
    const whole = afterDigits(buffer, at)
    if (whole === at) return -1
    if (buffer[whole] !== DOT) {
      this.#seconds = number(buffer, at, whole) / 1e6
      return whole - at > MOST_DIGITS ? -1 : whole
    }
    const end = afterDigits(buffer, whole + 1)
    const decimals = end - whole - 1
    if (decimals === 0 || end - at - 1 > MOST_DIGITS) return -1
    this.#seconds = number(buffer, whole + 1, end, number(buffer, at, whole)) / POWERS[decimals]
    return end
  }

  /** The path is the request's second word without its query; it is empty where the request has none. */
  #addPath(buffer, request, requestEnd, bytes) {
    let from = request
    while (from < requestEnd && buffer[from] !== SPACE) from++
    if (from < requestEnd) from++
    let to = from
    while (to < requestEnd && buffer[to] !== SPACE && buffer[to] !== QUERY) to++
    this.#paths.add(buffer, from, to, bytes)
  }
}
