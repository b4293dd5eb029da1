/**
 * Reads the 26 bytes of a log's time, `10/Oct/2000:13:55:36 -0700`, as seconds since 1970 in UTC. Neighbouring lines
 * share their day and zone, so those are worked out and checked only where their bytes differ from the line before.
 */
export const STAMP_LENGTH = 26

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const [COLON, SPACE, ZERO] = Buffer.from(': 0')

const word = (buffer, i) => buffer[i] | (buffer[i + 1] << 8) | (buffer[i + 2] << 16) | (buffer[i + 3] << 24)

/** The number of two digits below `limit`, or NaN. */
function pair(buffer, i, limit) {
  const tens = buffer[i] - ZERO
  const ones = buffer[i + 1] - ZERO
  const value = tens * 10 + ones
  return tens >= 0 && ones >= 0 && ones <= 9 && value < limit ? value : Number.NaN
}

/** Seconds since 1970 of the start of `10/Oct/2000`, or NaN where there is no such day. */
function dayStart(text) {
  const [, day, name, year] = /^(\d\d)\/(\w{3})\/(\d{4})$/.exec(text) ?? []
  const date = new Date(0)
  date.setUTCFullYear(Number(year), MONTHS.indexOf(name), Number(day))
  return date.getUTCDate() === Number(day) && date.getUTCMonth() === MONTHS.indexOf(name)
    ? date.getTime() / 1000
    : Number.NaN
}

/** Seconds that `-0700` is ahead of UTC, or NaN. */
function zoneOffset(text) {
  const [, sign, hours, minutes] = /^([+-])([01]\d|2[0-3])([0-5]\d)$/.exec(text) ?? []
  return Number(`${sign}1`) * (Number(hours) * 3600 + Number(minutes) * 60)
}

/** Remembers the day and the zone of the last time it read. */
export class Clock {
  #day = [0, 0, 0]
  #dayStart = Number.NaN
  #zone = [0, 0]
  #offset = Number.NaN

  /**
   * @param {Buffer} buffer
   * @param {number} at where the day starts
   * @returns {number} seconds since 1970, or NaN where the bytes are no time
   */
  read(buffer, at) {
    if (at + STAMP_LENGTH >= buffer.length) return Number.NaN
    this.#readDay(buffer, at)
    this.#readZone(buffer, at + 21)
    if (buffer[at + 11] !== COLON || buffer[at + 14] !== COLON || buffer[at + 17] !== COLON) return Number.NaN
    if (buffer[at + 20] !== SPACE) return Number.NaN
    const hours = pair(buffer, at + 12, 24)
    const minutes = pair(buffer, at + 15, 60)
    const seconds = pair(buffer, at + 18, 61)
    return this.#dayStart + hours * 3600 + minutes * 60 + seconds - this.#offset
  }

  #readDay(buffer, at) {
    const day = this.#day
    const [a, b, c] = [word(buffer, at), word(buffer, at + 4), word(buffer, at + 7)]
    if (a === day[0] && b === day[1] && c === day[2]) return
    this.#day = [a, b, c]
    this.#dayStart = dayStart(buffer.latin1Slice(at, at + 11))
  }

  #readZone(buffer, at) {
    const zone = this.#zone
    const [a, b] = [word(buffer, at), buffer[at + 4]]
    if (a === zone[0] && b === zone[1]) return
    this.#zone = [a, b]
    this.#offset = zoneOffset(buffer.latin1Slice(at, at + 5))
  }
}
