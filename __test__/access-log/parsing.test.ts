/** The byte parser of the example reads what a regular expression reads, and rejects what it rejects. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addPaths } from '../../examples/access-log/paths.js'
import { log } from './lines.js'
import { logOf, pathsOf, read } from './oracle.js'

const bytesOf = (text: string) => Buffer.from(text, 'latin1')

function expectAgreement(text: string, ...chunks: Buffer[]) {
  const { columns, paths, lines, malformed } = read(...chunks)
  const expected = logOf(text)
  expect([...columns.time]).toEqual(expected.rows.map((row) => row.time))
  expect([...columns.status]).toEqual(expected.rows.map((row) => row.status))
  expect([...columns.bytes]).toEqual(expected.rows.map((row) => row.bytes))
  expect([...columns.latency]).toEqual(expected.rows.map((row) => row.latency).filter((s) => s !== undefined))
  expect(addPaths(new Map(), paths)).toEqual(pathsOf(expected.rows))
  expect(lines).toBe(expected.lines)
  expect(malformed.count).toBe(expected.malformed.length)
  expect(malformed.first.map(({ line }) => line)).toEqual(expected.malformed.slice(0, 5))
}

test('reads any log as the regular expression does', () => {
  fc.assert(
    fc.property(log, (text) => expectAgreement(text, bytesOf(text))),
    { numRuns: 3000 },
  )
})

test('reads a log the same however it is cut into chunks', () => {
  fc.assert(
    fc.property(log, fc.array(fc.nat(), { maxLength: 12 }), (text, cuts) => {
      const bytes = bytesOf(text)
      const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
      const chunks = at.slice(1).map((end, i) => bytes.subarray(at[i], end))
      expectAgreement(text, ...chunks)
    }),
    { numRuns: 1000 },
  )
})

const HEAD = '10.0.0.1 - - [10/Oct/2000:13:55:36 -0700]'

test.each([
  ['Common', '"GET /a HTTP/1.0" 200 2326', { path: '/a', bytes: 2326, latency: [] }],
  ['Combined', '"GET /a HTTP/1.0" 200 2326 "-" "curl"', { path: '/a', bytes: 2326, latency: [] }],
  ['Common with seconds', '"GET /a HTTP/1.0" 200 5 0.125', { path: '/a', bytes: 5, latency: [0.125] }],
  ['Combined with microseconds', '"GET /a HTTP/1.0" 200 5 "-" "c" 125000', { path: '/a', bytes: 5, latency: [0.125] }],
  ['a query, which is not of the path', '"GET /a?b=/c HTTP/1.0" 200 5', { path: '/a', bytes: 5, latency: [] }],
  ['an escaped quote', '"GET /\\"a\\" HTTP/1.0" 200 5 "-" "\\"x\\\\"', { path: '/\\"a\\"', bytes: 5, latency: [] }],
  ['no request', '"-" 408 - "-" "-"', { path: '-', bytes: 0, latency: [] }],
  ['HTTP/0.9', '"GET /old" 200 5', { path: '/old', bytes: 5, latency: [] }],
  ['a UTF-8 path', '"GET /käse HTTP/1.1" 200 5', { path: '/käse', bytes: 5, latency: [] }],
])('reads %s', (_, rest, { path, bytes, latency }) => {
  const { columns, paths, malformed } = read(Buffer.from(`${HEAD} ${rest}\n`))
  expect(malformed.count).toBe(0)
  expect([...columns.time]).toEqual([Date.UTC(2000, 9, 10, 20, 55, 36) / 1000])
  expect([...columns.bytes]).toEqual([bytes])
  expect([...columns.latency]).toEqual(latency)
  expect([...addPaths(new Map(), paths).keys()]).toEqual([path])
})

test('reads a line of a megabyte, and rejects one of more than 16 MiB without holding it', () => {
  const line = (agent: number) => Buffer.from(`${HEAD} "GET /a HTTP/1.0" 200 5 "-" "${'x'.repeat(agent)}"\n`)
  const pieces = (buffer: Buffer) =>
    Array.from({ length: Math.ceil(buffer.length / 65536) }, (_, i) => buffer.subarray(i * 65536, (i + 1) * 65536))
  const { columns, lines, malformed } = read(...pieces(line(1 << 20)), ...pieces(line(17 << 20)), line(3))
  expect(columns.status.length).toBe(2)
  expect(lines).toBe(3)
  expect(malformed).toEqual({ count: 1, first: [{ line: 2, text: expect.stringMatching(/^10\.0\.0\.1 .{71}…$/) }] })
})

test('shows a malformed line as printable ASCII, cut at 80 characters', () => {
  const { malformed } = read(Buffer.from(`\x1b[31m\0\x7fé\r\n${'y'.repeat(81)}\n`))
  expect(malformed.first).toEqual([
    { line: 1, text: '\\x1b[31m\\x00\\x7f\\xc3\\xa9' },
    { line: 2, text: `${'y'.repeat(80)}…` },
  ])
})

test('counts every path, however many there are', () => {
  const text = Array.from(
    { length: 30_000 },
    (_, i) => `${HEAD} "GET /${(i * 7919) % 20_000} HTTP/1.0" 200 ${i}\n`,
  ).join('')
  expectAgreement(text, Buffer.from(text))
})

test('keeps paths apart whose hashes are the same', () => {
  const paths = ['/AaAa', '/BBBB', '/AaBB', '/BBAa', '/AaAa']
  const text = paths.map((path, i) => `${HEAD} "GET ${path} HTTP/1.0" 200 ${i}\n`).join('')
  expectAgreement(text, Buffer.from(text))
})
