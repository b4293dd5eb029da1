/** The table of error codes in docs/arrays.md says what src/errors.ts says. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../../scripts/command.mjs'

const read = (file: string) => readFileSync(join(root, file), 'utf8')

it('has each code with its meaning, and no other', () => {
  const [union] = /export type ErrorCode =[\s\S]*?\n\n/.exec(read('src/errors.ts'))!
  const codes = [...union.matchAll(/\/\*\* (.*) \*\/\s+\| '(\w+)'/g)].map(([, meaning, code]) => [code, meaning])
  const rows = [...read('docs/arrays.md').matchAll(/^\| `([A-Z_]+)` +\| (.*?) +\|$/gm)].map((row) => row.slice(1))
  expect(codes).toHaveLength(union.match(/^ +\| '/gm)!.length)
  expect(rows).toEqual(codes)
})
