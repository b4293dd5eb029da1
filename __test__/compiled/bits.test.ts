/**
 * The same bits: random programs of the subset give, compiled, what the engine gives in a plain loop, on every
 * instruction set that this machine has. `node scripts/bits.mjs` runs as many more as one has time for.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { info } from 'allcores'
import { expect, test } from 'vitest'

const PROGRAMS = 1000
const compare = fileURLToPath(new URL('./support/compare.mjs', import.meta.url))
const levels = ['avx512', 'avx2', 'baseline']

test.each(levels.slice(levels.indexOf(info().isa)))(`${PROGRAMS} programs agree with the engine on %s`, (isa) => {
  const { stdout, stderr } = spawnSync(process.execPath, [compare, '0', String(PROGRAMS)], {
    encoding: 'utf8',
    env: { ...process.env, ALLCORES_ISA: isa },
    maxBuffer: 1 << 28,
  })
  expect(stderr).toBe('')
  const { isa: used, count, failures } = JSON.parse(stdout)
  expect({ used, count, failures: failures.slice(0, 3) }).toEqual({ used: isa, count: PROGRAMS, failures: [] })
})

test.each([70_725, 113_752])('program %i, which once differed, agrees with the engine', (seed) => {
  const { stdout } = spawnSync(process.execPath, [compare, String(seed), '1'], { encoding: 'utf8' })
  expect(JSON.parse(stdout)).toMatchObject({ count: 1, failures: [] })
})
