import { expect, test } from 'vitest'
import { ended, run } from '../support/program.js'

test.each([
  ['resize', 'is resized to nothing'],
  ['transfer', 'is transferred'],
  ['clone', 'is transferred by structuredClone'],
  ['gc', 'is garbage'],
  ['gc-shared', 'is shared and garbage'],
])('a background call gives the right answer when its memory %s: it %s while the call runs', async (way) => {
  const flags = way.startsWith('gc') ? ['--expose-gc'] : []
  expect(await run(import.meta.url, './programs/taken-memory.mjs', [way], { flags })).toEqual(ended('right\n'))
})
