import { expect, test } from 'vitest'
import { ended, run } from '../support/program.js'

test.each([1, 2])(
  'a process lives on when 50 workers that use the addon are terminated at random moments (seed %i)',
  async (seed) => {
    expect(await run(import.meta.url, './programs/terminated-workers.mjs', [String(seed)])).toEqual(ended())
  },
)
