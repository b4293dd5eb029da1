/**
 * A program that forgets its pool ends all the same, where Python says that "it can hang"; one that asks for far more
 * workers than cores is warned once; and none needs a main guard.
 */
import { expect, it } from 'vitest'
import { program } from '../pool/helpers.js'

it.each(['thread', 'process'])('a program with an idle pool of %s workers ends', async (workers) => {
  const { code, stdout } = await program(`
    const pool = new Pool({ workers: '${workers}', size: 1 })
    console.log('once', await pool.map((x) => x * x, [1, 2]))
  `)
  expect({ code, stdout }).toStrictEqual({ code: 0, stdout: 'once [ 1, 4 ]\n' })
})

it('a crowd of workers is warned of once, and starts only for work', async () => {
  const { code, stdout, stderr } = await program(`
    const crowd = 1000 * allcores.availableParallelism()
    const pools = [new Pool({ workers: crowd }), new Pool({ workers: crowd })]
    await pools[0].submit(() => 1)
    console.log(pools.map((pool) => pool.stats().started).join())
  `)
  expect({ code, stdout }).toStrictEqual({ code: 0, stdout: '1,0\n' })
  expect(stderr.match(/AllcoresWarning/g)).toHaveLength(1)
})
