import { Pool } from 'allcores'
import { expect, it } from 'vitest'
import { within } from './helpers.js'

it('typed arrays over a SharedArrayBuffer are the same memory in the worker', async () => {
  await using pool = new Pool({ workers: 2 })
  const shared = new Float64Array(new SharedArrayBuffer(8 * 8))
  await within(
    pool.starmap(
      (array: Float64Array, from: number, to: number) => {
        for (let i = from; i < to; i++) array[i] = i * 2
      },
      [
        [shared, 0, 4],
        [shared, 4, 8],
      ],
    ),
  )
  expect([...shared]).toStrictEqual([0, 2, 4, 6, 8, 10, 12, 14])
})

it('other typed arrays are copies: what the worker writes stays there', async () => {
  await using pool = new Pool({ workers: 1 })
  const own = new Float64Array([1, 2])
  const [result] = await within(pool.map((array: Float64Array) => array.fill(9), [own]))
  expect([...result!]).toStrictEqual([9, 9])
  expect([...own]).toStrictEqual([1, 2])
})
