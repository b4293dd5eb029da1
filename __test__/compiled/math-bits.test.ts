/**
 * Host mode: every function of `Math` gives, compiled, the bits that the running engine gives, on every instruction set
 * that this machine has. `node scripts/math-bits.mjs` compares millions of points of each.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { info } from 'allcores'
import { expect, test } from 'vitest'
import { FUNCTIONS } from './support/points.mjs'

const POINTS = 50_000
const compare = fileURLToPath(new URL('./support/compare-math.mjs', import.meta.url))
const levels = ['avx512', 'avx2', 'baseline']

test.each(levels.slice(levels.indexOf(info().isa)))(`${POINTS} points of each function agree on %s`, (isa) => {
  const { stdout, stderr } = spawnSync(process.execPath, [compare, String(POINTS), '0'], {
    encoding: 'utf8',
    env: { ...process.env, ALLCORES_ISA: isa },
  })
  expect(stderr).toBe('')
  const equal = { points: POINTS, mismatches: 0, examples: [] }
  expect(JSON.parse(stdout)).toEqual({
    isa,
    functions: Object.fromEntries(FUNCTIONS.map((name) => [name, equal])),
  })
})
