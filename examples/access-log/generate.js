/**
 * Writes the sample log once and keeps it for the next run. It gets its name only when it is complete, so a run that
 * was interrupted, or one beside it, never leaves a short one behind.
 */
import { existsSync, rmSync } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Pool } from 'allcores'

const SAMPLES = new URL('./sample.js', import.meta.url).href
const BLOCKS = 50
const BLOCK_BYTES = 4_000_000
export const SAMPLE_BYTES = BLOCKS * BLOCK_BYTES

export const samplePath = () => join(tmpdir(), 'allcores-demo', 'access-200mb.log')

/** @param {string} path */
export const isWritten = (path) => existsSync(path)

/**
 * @param {string} path
 * @param {object} options
 * @param {number} options.workers
 * @param {BigInt64Array} options.written one element in shared memory, to which the bytes written are added
 * @param {number} [options.blocks]
 * @param {number} [options.bytes] of a block
 */
export async function writeSample(path, { workers, written, blocks = BLOCKS, bytes = BLOCK_BYTES }) {
  await mkdir(dirname(path), { recursive: true })
  const part = `${path}.${process.pid}`
  const file = await open(part, 'wx')
  const pool = new Pool({ workers })
  const interrupted = () => {
    rmSync(part, { force: true })
    process.exit(130)
  }
  process.once('SIGINT', interrupted)
  try {
    const make = async (block) => (await import(block.module)).makeBlock(block)
    const plan = Array.from({ length: blocks }, (_, index) => ({ index, blocks, bytes, module: SAMPLES }))
    for await (const block of pool.imap(make, plan, { chunkSize: 1 })) {
      await file.writeFile(block)
      written[0] += BigInt(block.length)
    }
    await file.close()
    await rename(part, path)
  } finally {
    process.off('SIGINT', interrupted)
    await pool.close()
    await file.close()
    await rm(part, { force: true })
  }
}
