/**
 * Who is killed, wherever it is, takes nothing with it but the one value it was getting, leaves no half value behind, and
 * keeps nobody waiting.
 */
import { expect, it } from 'vitest'
import { everywhere, queueBetween, start } from './members.js'

const sizes = [10, 6000]
const cases = everywhere.flatMap((between) => sizes.map((bytes) => [between, bytes] as const))
const sleep = (time: number) => new Promise((resolve) => setTimeout(resolve, time))

it.each(cases)('producers, between %s, with values of %i bytes', async (between, bytes) => {
  const queue = queueBetween(between, 0, 4096)
  const consumers = ['consume', 'consumeSync'].map((part) => start(between, part, queue))
  const steady = start(between, 'produceSync', queue, { id: 0, count: 300, bytes })
  for (let round = 0; round < 4; round++) {
    const member = start(between, 'putForEver', queue, { bytes })
    await member.ready
    await sleep(5 + 20 * round)
    await member.kill()
  }
  await steady.result
  queue.close()
  const got: [number, number][] = (await Promise.all(consumers.map(({ result }) => result))).flat()
  const own = got.filter(([id]) => id === 0).map(([, i]) => i)
  expect(own.sort((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_, i) => i))
  expect(queue.size).toBe(0)
})

it.each(cases)('consumers, between %s, with values of %i bytes', async (between, bytes) => {
  const queue = queueBetween(between, 0, 4096)
  const producers = [0, 1].map((id) => start(between, 'produce', queue, { id, count: 600, bytes }))
  const mine = (async () => {
    const got: string[] = []
    for await (const { id, i } of queue as AsyncIterable<{ id: number; i: number }>) got.push(`${id}:${i}`)
    return got
  })()
  for (const part of ['getForEver', 'getForEverLater', 'getForEver', 'getForEverLater']) {
    const member = start(between, part, queue)
    await member.ready
    await sleep(10)
    await member.kill()
  }
  await Promise.all(producers.map(({ result }) => result))
  queue.close()
  const got = await mine
  expect(new Set(got).size).toBe(got.length)
  expect(queue.size).toBe(0)
})

it.each(everywhere)('one that waits holds up nobody, between %s', async (between) => {
  const queue = queueBetween(between)
  const members = ['getForEver', 'getForEverLater'].map((part) => start(between, part, queue))
  for (const { ready } of members) await ready
  await sleep(50)
  for (const member of members) await member.kill()
  queue.putSync('still here' as never)
  expect(queue.getSync({ timeout: 10_000 })).toBe('still here')
})
