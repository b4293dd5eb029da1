/** The demo as a user runs it: what it prints is what a plain loop finds, and no file is too broken for it. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run } from '../support/program.js'
import { logOf, pathsOf, type Row } from './oracle.js'

const folder = mkdtempSync(join(tmpdir(), 'allcores-demo-test-'))
const sample = join(folder, 'sample.log')
const writeSample = (path: string, workers: number) =>
  run(import.meta.url, 'programs/write-sample.js', [path, String(workers)])

beforeAll(async () => {
  await writeSample(sample, 2)
})
afterAll(() => rmSync(folder, { recursive: true }))

const HEAD = '10.0.0.1 - - [10/Oct/2000:13:55:36 -0700]'

function file(name: string, content: string | Buffer) {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const demo = (args: string[], env: Record<string, string> = {}) =>
  run(import.meta.url, '../../examples/access-log/main.js', args, { env })

async function json(...args: string[]) {
  const { code, stdout, stderr } = await demo(['--json', ...args])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout)
}

/** By a sorted copy and linear interpolation. */
function quantileOf(values: number[], q: number) {
  const sorted = values.toSorted((a, b) => a - b)
  const at = q * (sorted.length - 1)
  const low = Math.floor(at)
  return sorted[low]! + (at - low) * (sorted[Math.min(low + 1, sorted.length - 1)]! - sorted[low]!)
}

const add = (values: number[]) => values.reduce((sum, value) => sum + value, 0)

function expectSummary(result: Record<string, unknown>, rows: Row[]) {
  const bytes = rows.map((row) => row.bytes)
  const latency = rows.map((row) => row.latency).filter((seconds) => seconds !== undefined)
  const mean = add(latency) / latency.length
  const counts = (from: number, to: number) => rows.filter(({ status }) => status >= from && status < to).length
  const top = [...pathsOf(rows)]
    .map(([path, entry]) => ({ path, ...entry }))
    .sort((a, b) => b.requests - a.requests || b.bytes - a.bytes || (a.path < b.path ? -1 : 1))
  const { edges, counts: binned } = (result.latency as { histogram: { edges: number[]; counts: number[] } }).histogram

  expect(result).toMatchObject({
    requests: rows.length,
    time: {
      from: new Date(Math.min(...rows.map((row) => row.time)) * 1000).toISOString(),
      to: new Date(Math.max(...rows.map((row) => row.time)) * 1000).toISOString(),
    },
    bytes: { total: add(bytes), mean: expect.closeTo(add(bytes) / rows.length, 6), max: Math.max(...bytes) },
    status: Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`${n}xx`, counts(n * 100, n * 100 + 100)])),
    latency: {
      requests: latency.length,
      mean: expect.closeTo(mean, 12),
      std: expect.closeTo(Math.sqrt(add(latency.map((x) => (x - mean) ** 2)) / latency.length), 12),
      min: Math.min(...latency),
      max: Math.max(...latency),
      p50: expect.closeTo(quantileOf(latency, 0.5), 12),
      p95: expect.closeTo(quantileOf(latency, 0.95), 12),
      p99: expect.closeTo(quantileOf(latency, 0.99), 12),
    },
    paths: { distinct: top.length, top: top.slice(0, 10) },
  })
  expect(binned).toEqual(edges.slice(1).map((end, i) => latency.filter((x) => x >= edges[i]! && x < end).length))
}

test('finds in the sample log what a plain loop finds, and the same on one worker', async () => {
  const expected = logOf(readFileSync(sample, 'latin1'))
  expect(expected.malformed.length).toBeGreaterThan(0)
  const result = await json('--workers', '2', sample)
  expectSummary(result, expected.rows)
  expect(result.malformed.count).toBe(expected.malformed.length)
  expect(result.run).toMatchObject({ identical: true, runs: [{ workers: 2 }, { workers: 1 }] })
})

test('joins plain and compressed files in their order, over the borders of ranges', async () => {
  const lines = readFileSync(sample, 'latin1').split('\n').slice(0, 200).join('\n')
  const long = `${HEAD} "GET /long HTTP/1.1" 600 7 "-" "${'x'.repeat(6 << 20)}" 0.5\nnot a line\n`
  const text = `${lines}\n${long}${lines}\nno more\n`
  const plain = file('plain.log', Buffer.from(text, 'latin1'))
  const packed = file('packed.log.gz', gzipSync(Buffer.from(text, 'latin1')))
  const result = await json('--workers', '2', plain, packed, plain)
  expectSummary(result, logOf(text + text + text).rows)
  expect(result.status.other).toBe(3)
  expect(result.run.identical).toBe(true)
  const { malformed } = logOf(text)
  expect(result.malformed.first).toMatchObject(
    [plain, packed, plain].flatMap((name) => malformed.map((line) => ({ file: name, line }))).slice(0, 5),
  )
})

test('shows malformed lines in the report, and nothing that could control the terminal', async () => {
  const good = `${HEAD} "GET /\x1b]0;owned\x07\u202e HTTP/1.1" 200 5\n`
  const { code, stdout } = await demo([file('bad.log', `${good}\x1b[2Jcut off\n`)])
  expect(code).toBe(0)
  expect(stdout).toMatch(/Malformed lines {2}1\n.*bad\.log:2\n +\\x1b\[2Jcut off\n/)
  expect(stdout).toContain('/\\u{1b}]0;owned\\u{7}\\u{202e}')
  expect(stdout).toContain('no request times in this log')
  expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{C}/u)
})

test.each([
  ['an empty file', '', 0, 0],
  ['blank lines', '\n\r\n\n', 0, 0],
  ['garbage', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)), 0, undefined],
  ['NUL bytes', '\0'.repeat(1000), 0, 1],
  ['a last line without its end', `${HEAD} "GET / HTTP/1.1" 200 5\n${HEAD} "GET / HT`, 1, 1],
  ['a last line that lacks only its line feed', `${HEAD} "GET / HTTP/1.1" 200 5`, 1, 0],
  ['CRLF', `${HEAD} "GET / HTTP/1.1" 200 5\r\n${HEAD} "GET / HTTP/1.1" 200 -\r\n`, 2, 0],
  ['one request of no time', `${HEAD} "GET / HTTP/1.1" 200 5 0.000\n`, 1, 0],
])('goes through %s', async (name, content, requests, malformed) => {
  const path = file(`${name}.log`, content)
  const result = await json(path)
  expect(result.requests).toBe(requests)
  if (malformed !== undefined) expect(result.malformed.count).toBe(malformed)
  expect((await demo([path])).code).toBe(0)
})

test('a compressed file that ends early is analysed with a warning', async () => {
  const path = file('short.gz', gzipSync(readFileSync(sample)).subarray(0, 5000))
  expect((await json(path)).warnings).toEqual([{ file: path, warning: 'the compressed data ends early' }])
  expect((await demo(['--no-compare', path])).stdout).toContain('short.gz: the compressed data ends early')
})

test.each([
  ['a missing file', [join(folder, 'absent.log')], /absent\.log: no such file/],
  ['a directory', [folder], /: is a directory; give the log files in it/],
  ['an unknown option', ['--jsno'], /--jsno/],
  ['no workers', ['--workers', '0'], /--workers must be a whole number from 1 to 1024, got 0/],
  ['workers that are no number', ['--workers', 'two'], /got two/],
])('refuses %s with one line', async (_, args, message) => {
  const { code, stdout, stderr } = await demo(args)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(message)
  expect(stderr.trimEnd().split('\n').length).toBe(1)
})

test('--help says how it is used; --no-compare runs once', async () => {
  expect(await demo(['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('--no-compare') })
  expect((await json('--no-compare', sample)).run).toMatchObject({ speedup: null, identical: null, runs: [{}] })
})

test('writes the same sample on any number of workers, complete or not at all', async () => {
  const alone = join(folder, 'alone.log')
  const { stdout } = await writeSample(alone, 1)
  expect(readFileSync(alone).equals(readFileSync(sample))).toBe(true)
  expect(Number(stdout)).toBe(readFileSync(alone).length)
  expect(readdirSync(folder).filter((name) => /\.log\.\d+$/.test(name))).toEqual([])
})

test('without a file it reads the sample that is there', async () => {
  const temporary = join(folder, 'tmp')
  mkdirSync(join(temporary, 'allcores-demo'), { recursive: true })
  const path = join(temporary, 'allcores-demo', 'access-200mb.log')
  writeFileSync(path, readFileSync(sample))
  const { code, stdout, stderr } = await demo(['--no-compare'], { TMPDIR: temporary, TMP: temporary, TEMP: temporary })
  expect({ code, stderr }).toEqual({ code: 0, stderr: `No file given: reading the sample log ${path}\n` })
  expect(stdout).toContain('Requests')
})

test('says in one line that the sample cannot be written', async () => {
  const temporary = file('no-folder', '')
  const { code, stderr } = await demo([], { TMPDIR: temporary, TMP: temporary, TEMP: temporary })
  expect(code).toBe(2)
  expect(stderr).toMatch(/\nthe sample cannot be written: .+; TMPDIR says where\n$/)
})
