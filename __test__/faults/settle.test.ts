/**
 * Every cell of the table of faults, for allcores: each promise settles as it has to, the pool works afterwards, and the
 * program ends by itself and leaves no process behind. Time decides nothing but what counts as a hang.
 */
import { describe, expect, it } from 'vitest'
import { allcores } from './contenders/index.mjs'
import { lanes, runCell } from './judge.mjs'
import { cellsOf } from './table.mjs'

const LIMITS = { bound: 30_000, bytes: 2 ** 26, total: 120_000 }
const inTurn = lanes(2)

for (const contender of allcores) {
  const names = cellsOf(contender)
  const cells = new Map(names.map((name) => [name, inTurn(() => runCell(contender, name, LIMITS))]))

  describe(`workers: '${contender.kind}'`, () => {
    it.each(names)('%s: all promises settle, and the pool and the program go on', async (name) => {
      const { submitted, settled, hung, wrong, died, kept, left } = await cells.get(name)!
      expect({ hung, wrong, died, kept, left }).toEqual({ hung: [], wrong: [], left: 0 })
      expect(settled).toBe(submitted)
      expect(submitted).toBeGreaterThan(0)
    })
  })
}
