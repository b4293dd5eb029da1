/**
 * The programs of `examples/article` print what their Python originals print, run by a real Python: times aside, and
 * where the order is that of completion, in any order. The mistakes have no original, and do what they say.
 */
import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { root } from '../../scripts/command.mjs'
import { run } from '../support/program.js'

const folder = join(root, 'examples', 'article')
const names = readdirSync(folder)
const python = process.platform === 'win32' ? 'python' : 'python3'
const COMPLETION = ['cpu-work.js', 'executor.js']
const ARGUMENTS: Record<string, string[]> = { 'cpu-work.js': ['100000'] }

const originalOf = (name: string) => name.replaceAll('-', '_').replace(/\.js$/, '.py')
const originals = names.filter((name) => name.endsWith('.js') && names.includes(originalOf(name)))

it('has an original of each program but the one of mistakes', () => {
  const rest = names.filter((name) => !originals.some((program) => [program, originalOf(program)].includes(name)))
  expect(rest.sort()).toStrictEqual(['README.md', 'mistakes.js'])
})

it.each(originals)('%s prints what Python prints', async (name) => {
  const args = ARGUMENTS[name] ?? []
  const ours = await run(import.meta.url, `../../examples/article/${name}`, args)
  // Unbuffered, what several processes print at once would be mixed within lines.
  const env = { ...process.env, PYTHONUNBUFFERED: '' }
  const { stdout } = await promisify(execFile)(python, [join(folder, originalOf(name)), ...args], { env })
  const order = (lines: string[]) => (COMPLETION.includes(name) ? lines.sort() : lines)
  const lines = (text: string) =>
    order(
      text
        .replace(/\d+\.\d+ s/g, 'TIME s')
        .trimEnd()
        .split(/\r?\n/),
    )
  expect(stdout).not.toBe('')
  expect({ ...ours, stdout: lines(ours.stdout) }).toStrictEqual({
    code: 0,
    signal: null,
    stdout: lines(stdout),
    stderr: '',
  })
})

it('mistakes.js shows that three do no harm, and what is said of the fourth', async () => {
  const { code, stdout, stderr } = await run(import.meta.url, '../../examples/article/mistakes.js')
  const lines = stdout.trimEnd().split('\n')
  expect(code).toBe(0)
  expect(lines[0]).toBe('this file runs once')
  expect(lines.slice(1)).not.toContain(lines[0])
  expect(lines[1]).toBe('1. no main guard: 1 4 9')
  expect(lines[2]).toBe('2. a lambda: 2 3 4')
  expect(lines[3]).toMatch(/^ {3}a captured variable: `rate` is not defined in the worker/)
  expect(lines[4]).toBe('   the variable as an argument: 3 6 9')
  expect(lines[5]).toMatch(/^3\. the warning: a pool of \d+000 workers/)
  expect(stderr.match(/AllcoresWarning/g)).toHaveLength(1)
  expect(lines[6]).toBe('   more than two workers for two items: false')
  expect(lines[7]).toBe('4. 80 MB, shared: 5000000 + 5000000; written by a worker: -1')
})
