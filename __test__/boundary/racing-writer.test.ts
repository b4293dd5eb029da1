import { expect, test } from 'vitest'
import { ended, run } from '../support/program.js'

test('memory that another thread writes during a call gives wrong values at worst, in 10,000 rounds', async () => {
  expect(await run(import.meta.url, './programs/racing-writer.mjs', ['10000'])).toEqual(ended('10000\n'))
})
