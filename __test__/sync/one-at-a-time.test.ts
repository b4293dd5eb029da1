/** A lock has one holder at a time: increments in two steps, made by several at once, all count. */
import { Lock, RLock, Value } from 'allcores'
import { expect, test } from 'vitest'
import { start } from './support.js'

const TIMES = 3000

test.each([
  ['threads', Lock, [true, true, true]],
  ['threads', Lock, [false, false, false]],
  ['threads', RLock, [true, false, true]],
  ['processes', Lock, [true, true, true]],
  ['processes', Lock, [false, false]],
  ['processes', RLock, [true, false, true]],
] as const)('between %s, with %o, synchronously or not: %j', async (where, Class, sync) => {
  using lock = where === 'threads' ? new Class() : Class.create()
  using counter = where === 'threads' ? new Value('float64') : Value.create('float64')
  const partners = sync.map((sync) =>
    start(where === 'threads' ? 'thread' : 'process', 'counts', {
      lock: structuredClone(lock),
      counter: structuredClone(counter),
      times: TIMES,
      sync,
    }),
  )
  for (const partner of partners) expect(await partner.next()).toBe('done')
  expect(counter.value).toBe(sync.length * TIMES)
  expect(lock.isHeld).toBe(false)
})

test('between the asynchronous calls of one thread, in the order in which they asked', async () => {
  const lock = new Lock()
  const order: number[] = []
  let inside = 0
  await Promise.all(
    Array.from({ length: 200 }, (_, i) =>
      lock.run(async () => {
        expect(inside++).toBe(0)
        order.push(i)
        await null
        inside--
      }),
    ),
  )
  expect(order).toEqual(Array.from({ length: 200 }, (_, i) => i))
})
