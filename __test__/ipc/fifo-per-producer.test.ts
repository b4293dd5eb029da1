/** What one producer puts is got in the order in which it was put, whoever else puts. */
import { expect, it } from 'vitest'
import { everywhere, queueBetween, start } from './members.js'

it.each(everywhere)('between %s', async (between) => {
  const queue = queueBetween(between, 10, 4096)
  const producers = ['produce', 'produceSync', 'produce'].map((part, id) =>
    start(between, part, queue, { id, count: 500, bytes: id * 700 }),
  )
  const consumer = start(between, 'consume', queue)
  await Promise.all(producers.map(({ result }) => result))
  queue.close()
  const got: [number, number][] = await consumer.result
  for (const id of producers.keys()) {
    expect(got.filter(([from]) => from === id).map(([, i]) => i)).toEqual(Array.from({ length: 500 }, (_, i) => i))
  }
})
