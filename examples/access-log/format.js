/** Numbers, times and text as people read them. Nothing of a log reaches the terminal but printable characters. */
const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** @param {number} value */
export const count = (value) => grouped.format(value)

/** @param {number} part @param {number} whole */
export const percent = (part, whole) => `${((100 * part) / whole).toFixed(1)} %`

/** @param {number} value a number of the unit that is first in `units` */
function scaled(value, units, step) {
  let unit = 0
  let rest = value
  while (unit < units.length - 1 && rest >= step) {
    rest /= step
    unit++
  }
  return `${unit === 0 || rest >= 100 ? Math.round(rest) : Number(rest.toPrecision(3))} ${units[unit]}`
}

/** @param {number} bytes */
export const byteSize = (bytes) => scaled(bytes, ['B', 'kB', 'MB', 'GB', 'TB', 'PB'], 1000)

/** @param {number} seconds */
export function duration(seconds) {
  return seconds > 0 && seconds < 1
    ? scaled(Math.round(seconds * 1e6), ['µs', 'ms'], 1000)
    : `${Number(seconds.toPrecision(3))} s`
}

/** @param {string} iso */
export const instant = (iso) => iso.slice(0, 19).replace('T', ' ')

/** @param {string} text from a log or a file name */
export function printable(text) {
  return text.replace(/\p{C}/gu, (char) => `\\u{${char.codePointAt(0).toString(16)}}`)
}

/** @param {string} text @param {number} width at least 1 */
export const cut = (text, width) => (text.length > width ? `${text.slice(0, width - 1)}…` : text)

/** @param {number} share from 0 to 1 @param {number} width of the full bar, in characters */
export function bar(share, width) {
  const eighths = Math.max(share > 0 ? 1 : 0, Math.round(share * width * 8))
  return '█'.repeat(Math.floor(eighths / 8)) + ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths % 8]
}
