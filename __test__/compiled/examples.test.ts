/** The examples do what they say: the picture is the picture of plain loops, the price that of the closed form. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { run } from '../support/program.js'

const folder = await mkdtemp(join(tmpdir(), 'allcores-examples-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

test('mandelbrot writes a PNG of the size it says, and every byte is that of the plain loops', async () => {
  const out = join(folder, 'set.png')
  const args = ['--width', '90', '--limit', '100', '--out', out, '--compare']
  const { code, stdout, stderr } = await run(import.meta.url, '../../examples/mandelbrot/main.js', args)
  expect(stderr).toBe('')
  expect(stdout).toContain('every byte is the same')
  expect(code).toBe(0)
  const file = await readFile(out)
  expect(file.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))
  expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([90, 60])
  const length = file.readUInt32BE(33)
  const rows = inflateSync(file.subarray(41, 41 + length))
  expect(rows.length).toBe(60 * (1 + 3 * 90))
  // The middle of the picture lies in the set, which is black; its corner does not.
  const pixel = (x: number, y: number) => [...rows.subarray(y * 271 + 1 + 3 * x, y * 271 + 4 + 3 * x)]
  expect(pixel(58, 30)).toEqual([0, 0, 0])
  expect(pixel(0, 0)).not.toEqual([0, 0, 0])
})

test('monte-carlo finds the price of the closed form within four standard errors, and the bits of the plain loop', async () => {
  const args = ['--paths', '200000', '--compare']
  const { code, stdout, stderr } = await run(import.meta.url, '../../examples/monte-carlo/main.js', args)
  expect(stderr).toBe('')
  expect(stdout).toContain('every bit is the same')
  expect(code).toBe(0)
  const [, estimate, error] = /estimate: (\S+) ± (\S+)/.exec(stdout)!.map(Number)
  const [, exact] = /closed form: (\S+)/.exec(stdout)!.map(Number)
  expect(exact).toBeCloseTo(9.1218, 3)
  expect(Math.abs(estimate! - exact!)).toBeLessThan(4 * error!)
})
