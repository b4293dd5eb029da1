/** With several producers and several consumers each value arrives once, whole, large or small. */
import { expect, it } from 'vitest'
import { everywhere, queueBetween, start } from './members.js'

const sizes = { small: 10, 'larger than the ring': 6000 }
const cases = everywhere.flatMap((between) =>
  Object.entries(sizes).map(([name, bytes]) => [between, name, bytes] as const),
)

it.each(cases)('between %s, %s values', async (between, _, bytes) => {
  const queue = queueBetween(between, 0, 4096)
  const consumers = ['consume', 'consumeSync', 'consume'].map((part) => start(between, part, queue))
  const producers = ['produceSync', 'produce', 'produceSync'].map((part, id) =>
    start(between, part, queue, { id, count: 400, bytes: bytes + id }),
  )
  await Promise.all(producers.map(({ result }) => result))
  queue.close()
  const got: [number, number][] = (await Promise.all(consumers.map(({ result }) => result))).flat()
  const wanted = producers.flatMap((_, id) => Array.from({ length: 400 }, (_, i) => `${id}:${i}`))
  expect(got.map((value) => value.join(':')).sort()).toEqual(wanted.sort())
})
