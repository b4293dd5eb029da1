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

describe.each(allcores)("workers: '$kind'", (contender) => {
  it.concurrent.each(cellsOf(contender))(
    '%s: all promises settle, and the pool and the program go on',
    async (name) => {
      const { settled, submitted, ...rest } = await inTurn(() => runCell(contender, name, LIMITS))
      expect(rest).toMatchObject({ hung: [], wrong: [], died: undefined, kept: undefined, left: 0, ok: true })
      expect(settled).toBe(submitted)
    },
  )
})
