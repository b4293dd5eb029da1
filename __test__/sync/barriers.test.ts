/** A barrier lets nobody go on before all have come, again and again; and nobody waits for one who will not come. */
import { Barrier, BrokenBarrierError, Value } from 'allcores'
import { expect, test } from 'vitest'
import { codeOf, pause, start } from './support.js'

test.each([
  ['thread', [true, true, true]],
  ['thread', [false, true, false]],
  ['process', [true, true, true]],
  ['process', [false, true]],
] as const)('between each %s, synchronously or not: %j', async (where, sync) => {
  using barrier = where === 'thread' ? new Barrier(sync.length) : Barrier.create(sync.length)
  using arrived = where === 'thread' ? new Value('int32') : Value.create('int32')
  const data = { barrier: structuredClone(barrier), arrived: structuredClone(arrived), rounds: 100 }
  const partners = sync.map((sync) => start(where, 'meets', { ...data, sync }))
  for (const partner of partners) expect(await partner.next()).toBe('all were there')
  expect(arrived.value).toBe(sync.length * 100)
  expect(barrier.waiting).toBe(0)
})

test('each party has an index of its own, and the last runs the action, before any goes on', async () => {
  const log: unknown[] = []
  const barrier = new Barrier(3, { action: () => log.push('action') })
  await Promise.all([0, 1, 2].map(() => barrier.wait().then((index) => log.push(index))))
  expect(log[0]).toBe('action')
  expect(log.slice(1).sort()).toEqual([0, 1, 2])
})

test('who gives up breaks it, for those who wait and those who come, until it is reset', async () => {
  const barrier = new Barrier(3)
  const waits = codeOf(barrier.wait())
  expect(await codeOf(barrier.wait({ timeout: 10 }))).toBe('TIMEOUT')
  expect(await waits).toBe('BROKEN_BARRIER')
  expect(barrier.isBroken).toBe(true)
  expect(await codeOf(barrier.wait())).toBe('BROKEN_BARRIER')
  expect(() => barrier.waitSync()).toThrow(BrokenBarrierError)
  barrier.reset()
  expect(barrier.isBroken).toBe(false)
  expect((await Promise.all([barrier.wait(), barrier.wait(), barrier.wait()])).sort()).toEqual([0, 1, 2])
})

test('abort, reset and an action that throws break it for those who wait', async () => {
  const barrier = new Barrier(2)
  const first = codeOf(barrier.wait())
  barrier.abort()
  expect(await first).toBe('BROKEN_BARRIER')
  barrier.reset()
  const second = codeOf(barrier.wait())
  await pause(5)
  expect(barrier.waiting).toBe(1)
  barrier.reset()
  expect(await second).toBe('BROKEN_BARRIER')
  expect(barrier.isBroken).toBe(false)
  const failing = new Barrier(2, {
    action: () => {
      throw new Error('no')
    },
  })
  const other = codeOf(failing.wait())
  await expect(failing.wait()).rejects.toThrow('no')
  expect(await other).toBe('BROKEN_BARRIER')
})

test.each(['thread', 'process'] as const)('a %s that dies while it waits breaks it', async (where) => {
  using barrier = where === 'thread' ? new Barrier(3) : Barrier.create(3)
  const dying = start(where, 'holds', { shared: structuredClone(barrier), act: 'wait' })
  await dying.next()
  while (barrier.waiting === 0) await pause(1)
  const mine = codeOf(barrier.wait())
  await dying.kill()
  expect(await mine).toBe('BROKEN_BARRIER')
})

test.each([0, 1.5, 65537, '2'])('%j parties are none', (parties) => {
  expect(() => new Barrier(parties as number)).toThrow(/^parties must be an integer/)
})
