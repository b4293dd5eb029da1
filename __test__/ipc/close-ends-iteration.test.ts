/** close() ends iteration everywhere, after what was put before; then getting and putting are errors, also of who waits. */
import { expect, it } from 'vitest'
import { everywhere, queueBetween, start } from './members.js'

it.each(everywhere)('between %s', async (between) => {
  const queue = queueBetween(between)
  const consumers = ['consume', 'consumeSync', 'consume'].map((part) => start(between, part, queue))
  const own = queue.get()
  queue.putSync('mine' as never)
  expect(await own).toBe('mine')
  queue.putSync({ id: 1, i: 2, fill: new Uint8Array() } as never)
  queue.close()
  const got = await Promise.all(consumers.map(({ result }) => result))
  expect(got.flat()).toEqual([[1, 2]])
  expect(queue.closed).toBe(true)
  await expect(queue.get()).rejects.toMatchObject({ code: 'QUEUE_CLOSED' })
  expect(() => queue.tryGet()).toThrow(expect.objectContaining({ code: 'QUEUE_CLOSED' }))
  expect(() => queue.putSync(1 as never)).toThrow(expect.objectContaining({ code: 'QUEUE_CLOSED' }))
})

it.each(everywhere)('also for who waits for room, between %s', async (between) => {
  const queue = queueBetween(between, 1)
  queue.putSync(1 as never)
  const waiting = queue.put(2 as never)
  const member = start(between, 'produceSync', queue, { id: 0, count: 1 })
  setTimeout(() => queue.close(), 50)
  await expect(waiting).rejects.toMatchObject({ code: 'QUEUE_CLOSED' })
  await expect(member.result).rejects.toThrow()
  expect(queue.getSync()).toBe(1)
  expect(() => queue.getSync()).toThrow(expect.objectContaining({ code: 'QUEUE_CLOSED' }))
})
