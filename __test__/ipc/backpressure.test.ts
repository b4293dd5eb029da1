/** Who puts waits for room: no more than `maxsize` values, and no more bytes than the queue has, are ever in it. */
import { expect, it } from 'vitest'
import { everywhere, queueBetween, start } from './members.js'

it.each(everywhere)('of values, between %s', async (between) => {
  const queue = queueBetween(between, 3)
  const producer = start(between, 'produce', queue, { id: 0, count: 50 })
  const sizes: number[] = []
  for (let i = 0; i < 50; i++) {
    await new Promise((resolve) => setTimeout(resolve, i < 5 ? 20 : 0))
    sizes.push(queue.size)
    await queue.get()
  }
  await producer.result
  expect(Math.max(...sizes)).toBe(3)
  expect(queue.size).toBe(0)
})

it.each(everywhere)('of bytes, between %s', async (between) => {
  const queue = queueBetween(between, 0, 4096)
  const value = 'x'.repeat(900) as never
  let count = 0
  while (queue.tryPut(value)) count++
  expect(count * 900).toBeLessThanOrEqual(4096)
  expect(count).toBe(4)
  await expect(queue.put(value, { timeout: 20 })).rejects.toMatchObject({ code: 'TIMEOUT' })
  for (let i = 0; i < 2; i++) expect(queue.getSync()).toBe(value)
  expect(queue.tryPut(value)).toBe(true)
})
