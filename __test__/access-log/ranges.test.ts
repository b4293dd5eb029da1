/** Cut into ranges of any size, or compressed, a file gives what it gives in one piece. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { concatenate } from '../../examples/access-log/columns.js'
import { addPaths } from '../../examples/access-log/paths.js'
import { inspect, plan } from '../../examples/access-log/ranges.js'
import { parseRange } from '../../examples/access-log/task.js'
import { log } from './lines.js'
import { read } from './oracle.js'

const folder = mkdtempSync(join(tmpdir(), 'allcores-ranges-'))
afterAll(() => rmSync(folder, { recursive: true }))

const HEAD = '10.0.0.1 - - [10/Oct/2000:13:55:36 -0700]'

async function readFile(content: Buffer, rangeBytes?: number) {
  const name = join(folder, 'access.log')
  writeFileSync(name, content)
  const counter = new BigInt64Array(new SharedArrayBuffer(8))
  const parts = await Promise.all(plan(inspect(name), rangeBytes).map((range) => parseRange({ range, read: counter })))
  return {
    columns: concatenate(parts.map((part) => part.columns)),
    paths: parts.reduce((paths, part) => addPaths(paths, part.paths), new Map()),
    lines: parts.reduce((sum, part) => sum + part.lines, 0),
    malformed: parts.reduce((sum, part) => sum + part.malformed.count, 0),
    warnings: parts.flatMap((part) => part.warning ?? []),
    read: Number(counter[0]),
  }
}

function inOnePiece(content: Buffer) {
  const { columns, paths, lines, malformed } = read(content)
  return { columns, paths: addPaths(new Map(), paths), lines, malformed: malformed.count, warnings: [] }
}

test('a file gives the same in ranges of any size', async () => {
  await fc.assert(
    fc.asyncProperty(log, fc.integer({ min: 1, max: 3000 }), async (text, rangeBytes) => {
      const content = Buffer.from(text, 'latin1')
      expect(await readFile(content, rangeBytes)).toEqual({ ...inOnePiece(content), read: content.length })
    }),
    { numRuns: 300 },
  )
})

test('a line longer than many ranges belongs to the one it starts in', async () => {
  const long = `${HEAD} "GET /long HTTP/1.0" 200 1 "-" "${'x'.repeat(1 << 20)}"\n`
  const short = `${HEAD} "GET /short HTTP/1.0" 200 2\n`
  const content = Buffer.from(short + long + short + long + short)
  const result = await readFile(content, 10_000)
  expect([...result.columns.bytes]).toEqual([2, 1, 2, 1, 2])
  expect(result.lines).toBe(5)
})

test('a compressed file gives what it gives uncompressed, in one member or many', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(log, { minLength: 1, maxLength: 3 }), async (texts) => {
      const content = Buffer.from(texts.join(''), 'latin1')
      const members = Buffer.concat(texts.map((text) => gzipSync(Buffer.from(text, 'latin1'))))
      expect(await readFile(members)).toEqual({ ...inOnePiece(content), read: members.length })
    }),
    { numRuns: 100 },
  )
})

const lines = Array.from({ length: 5000 }, (_, i) => `${HEAD} "GET /${(i * 7919) % 977} HTTP/1.0" 200 ${i}\n`)

test('a compressed file that ends early gives what it holds, and says so', async () => {
  const whole = gzipSync(lines.join(''))
  for (const length of [3, 15, 1000, whole.length >> 1, whole.length - 9, whole.length - 1]) {
    const { columns, warnings } = await readFile(whole.subarray(0, length))
    expect(warnings).toEqual(['the compressed data ends early'])
    expect([...columns.bytes.subarray(0, -1)]).toEqual(
      Array.from({ length: Math.max(0, columns.bytes.length - 1) }, (_, i) => i),
    )
    if (length >= whole.length - 9) expect(columns.bytes.length).toBe(5000)
  }
})

test('a compressed file with a damaged byte is reported, not fatal', async () => {
  const damaged = gzipSync(lines.join(''))
  damaged[damaged.length - 6]! ^= 1
  const { warnings } = await readFile(damaged)
  expect(warnings).toEqual([expect.stringMatching(/^the compressed data is damaged \(.+\)$/)])
})
