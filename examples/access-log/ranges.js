/**
 * Which bytes of which file a task reads. The plan depends on the sizes of the files alone, so any number of workers
 * gives the same parts in the same order. A range owns the lines that START in it: a worker that finds itself in the
 * middle of a line skips to the next, and reads its own last line to the end, however far that is.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** Small enough to keep many workers busy to the end, large enough to cost them nothing. */
export const RANGE_BYTES = 4 << 20
const WINDOW = 4096
const LF = 10

/**
 * @typedef {{ name: string, size: number, gzip: boolean }} Source a file as it was when the run began
 * @typedef {{ source: Source, start: number, end: number }} Range
 */

/** A file that cannot be read as a log, with a message for the user. */
export class InputError extends Error {}

const REASONS = { ENOENT: 'no such file', EACCES: 'permission denied', EPERM: 'permission denied' }

/**
 * Opens the file to see that it can be read, how long it is, and whether it is compressed, which its first bytes say.
 * @param {string} name
 * @returns {Source}
 */
export function inspect(name) {
  let fd
  try {
    fd = openSync(name, 'r')
    const stat = fstatSync(fd)
    if (stat.isDirectory()) throw new InputError(`${name}: is a directory; give the log files in it`)
    if (!stat.isFile()) throw new InputError(`${name}: not a regular file; ranges of it cannot be read`)
    const magic = Buffer.alloc(2)
    readSync(fd, magic, 0, 2, 0)
    return { name, size: stat.size, gzip: magic.readUInt16BE() === 0x1f8b }
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError(`${name}: ${REASONS[error.code] ?? error.message}`)
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}

/**
 * A compressed file can only be read from its start, so it is one range.
 * @param {Source} source
 * @param {number} [bytes] of one range
 * @returns {Range[]}
 */
export function plan(source, bytes = RANGE_BYTES) {
  if (source.gzip || source.size === 0) return [{ source, start: 0, end: source.size }]
  const count = Math.ceil(source.size / bytes)
  return Array.from({ length: count }, (_, i) => {
    return { source, start: i * bytes, end: Math.min((i + 1) * bytes, source.size) }
  })
}

/** Where the first line that starts in `[from, to)` does, or `to`. */
function lineStart(fd, from, to) {
  if (from === 0) return 0
  const window = Buffer.allocUnsafe(WINDOW)
  for (let at = from - 1; at < to; ) {
    const length = readSync(fd, window, 0, Math.min(WINDOW, to - at), at)
    if (length === 0) break
    const found = window.subarray(0, length).indexOf(LF)
    if (found >= 0) return at + found + 1
    at += length
  }
  return to
}

/**
 * The bytes of the lines that the range owns.
 * @param {number} fd
 * @param {Range} range
 * @returns {[from: number, to: number]}
 */
export function ownedBytes(fd, { source, start, end }) {
  const from = lineStart(fd, start, end)
  return [from, from < end ? lineStart(fd, end, source.size) : end]
}
