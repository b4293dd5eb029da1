/** Views outlive their block: after close, unlink and garbage collection they read zeros or the old data, and never crash. */
import { expect, test } from 'vitest'
import { ended, run } from '../support/program.js'

const flags = ['--expose-gc']

test.each(['close', 'unlink', 'handles', 'collected', 'worker', 'transfer', 'many'])('%s', async (way) => {
  expect(await run(import.meta.url, './programs/after-close.mjs', [way], { flags })).toEqual(ended('right\n'))
})
