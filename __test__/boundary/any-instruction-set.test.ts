import { info } from 'allcores'
import { expect, test } from 'vitest'
import { run } from '../support/program.js'

const digest = async (isa: string) => {
  const { stdout } = await run(import.meta.url, './programs/digest.mjs', [], { env: { ALLCORES_ISA: isa } })
  return stdout.trim().split(' ')
}

test('answers have the same bits with every instruction set', async () => {
  const [best, expected] = await digest('')
  expect(best).toBe(info().isa)
  for (const isa of ['baseline', 'avx2']) {
    const [used, got] = await digest(isa)
    if (used === isa) expect({ isa, got }).toEqual({ isa, got: expected })
    else expect(used).toBe(best)
  }
})

test('a name of instructions that this CPU has not is reported and ignored', async () => {
  const env = { ALLCORES_ISA: 'mmx' }
  const { stdout, stderr } = await run(import.meta.url, './programs/digest.mjs', [], { env })
  expect(stdout.split(' ')[0]).toBe(info().isa)
  expect(stderr).toContain("ALLCORES_ISA names no instructions that this CPU has: 'mmx'")
})
