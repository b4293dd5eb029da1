/**
 * What a worker does: reads one range in chunks that stay in the cache, parses it, and counts the bytes it has read in
 * shared memory, where the parent's progress bar sees them.
 */
import { once } from 'node:events'
import { closeSync, createReadStream, openSync, readSync } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { LineReader } from './lines.js'
import { ownedBytes } from './ranges.js'

const CHUNK = 64 << 10
/** Bytes of a line, for a first guess at the rows. */
const USUAL_LINE = 100

/** @param {BigInt64Array} read */
const count = (read, bytes) => Atomics.add(read, 0, BigInt(bytes))

function readPlain(range, lines, read) {
  const fd = openSync(range.source.name, 'r')
  try {
    const [from, to] = ownedBytes(fd, range)
    const chunk = Buffer.allocUnsafe(CHUNK)
    for (let at = from; at < to; ) {
      const length = readSync(fd, chunk, 0, Math.min(CHUNK, to - at), at)
      if (length === 0) break
      lines.write(chunk.subarray(0, length))
      count(read, length)
      at += length
    }
  } finally {
    closeSync(fd)
  }
}

/** Feeds `gunzip` chunk by chunk: a file that ends early then gives all it holds before it gives the error. */
async function feed(gunzip, { name, size }, read) {
  for await (const chunk of createReadStream(name, { end: size - 1, highWaterMark: CHUNK })) {
    count(read, chunk.length)
    if (!gunzip.write(chunk)) await once(gunzip, 'drain')
  }
  gunzip.end()
}

/** @returns {Promise<string | undefined>} what is wrong with the compressed data, if anything is */
async function readGzip({ source }, lines, read) {
  const gunzip = createGunzip({ chunkSize: CHUNK, writableHighWaterMark: 1 })
  feed(gunzip, source, read).catch((error) => gunzip.destroy(error))
  try {
    for await (const chunk of gunzip) lines.write(chunk)
  } catch (error) {
    if (error.code === 'Z_BUF_ERROR') return 'the compressed data ends early'
    if (error.code === 'Z_DATA_ERROR') return `the compressed data is damaged (${error.message})`
    throw error
  }
}

/**
 * @param {{ range: import('./ranges.js').Range, read: BigInt64Array }} task
 */
export async function parseRange({ range, read }) {
  const lines = new LineReader(Math.ceil((range.end - range.start) / USUAL_LINE) + 1)
  const warning = range.source.gzip ? await readGzip(range, lines, read) : readPlain(range, lines, read)
  return { ...lines.finish(), warning }
}

/** @typedef {Awaited<ReturnType<typeof parseRange>>} Part */
