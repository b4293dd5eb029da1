/** A notification reaches one who waited before it, and none is lost, whoever gives up or dies. */
import { Condition, Value } from 'allcores'
import { expect, test } from 'vitest'
import { codeOf, pause, start } from './support.js'

/** Waits, with the lock, and says which it is when it was notified. */
async function waiter(condition: Condition, name: string, done: string[], options = {}) {
  const held = await condition.acquire()
  try {
    await condition.wait(options)
    done.push(name)
  } finally {
    held.release()
  }
}

test('as many go on as are notified, in the order in which they waited', async () => {
  const condition = new Condition()
  const done: string[] = []
  const all = ['a', 'b', 'c', 'd'].map((name) => waiter(condition, name, done))
  await pause(10)
  await condition.run(() => condition.notify())
  await pause(20)
  expect(done).toEqual(['a'])
  await condition.run(() => condition.notify(2))
  await pause(20)
  expect(done).toEqual(['a', 'b', 'c'])
  await condition.run(() => condition.notifyAll())
  await Promise.all(all)
  expect(done).toEqual(['a', 'b', 'c', 'd'])
})

test('one that gives up swallows no notification', async () => {
  const condition = new Condition()
  const done: string[] = []
  const a = codeOf(waiter(condition, 'a', done, { timeout: 10 }))
  const b = waiter(condition, 'b', done)
  expect(await a).toBe('TIMEOUT')
  await condition.run(() => condition.notify())
  await b
  expect(done).toEqual(['b'])
})

test('the lock is held again, however the wait ends', async () => {
  const condition = new Condition()
  const held = await condition.acquire()
  expect(await codeOf(condition.wait({ timeout: 5 }))).toBe('TIMEOUT')
  expect(condition.tryAcquire()).toBeUndefined()
  expect(() => condition.waitSync({ timeout: 5 })).toThrow()
  expect(condition.tryAcquire()).toBeUndefined()
  held.release()
  condition.tryAcquire()!.release()
})

test('without the lock nobody waits or notifies', async () => {
  const condition = new Condition()
  expect(await codeOf(condition.wait())).toBe('NOT_OWNER')
  expect(() => condition.waitSync()).toThrow(expect.objectContaining({ code: 'NOT_OWNER' }))
  expect(() => condition.notify()).toThrow(expect.objectContaining({ code: 'NOT_OWNER' }))
  expect(() => condition.notify(0)).toThrow(expect.objectContaining({ code: 'OUT_OF_RANGE' }))
})

test.each(['thread', 'process'] as const)('a %s that dies while it waits swallows no notification', async (where) => {
  using condition = where === 'thread' ? new Condition() : Condition.create()
  const dying = start(where, 'waits-for-a-condition', { condition: structuredClone(condition) })
  await dying.next()
  // It gave the lock back by waiting.
  ;(await condition.acquire()).release()
  const done: string[] = []
  const mine = waiter(condition, 'mine', done)
  await pause(10)
  await dying.kill()
  await condition.run(() => condition.notify())
  await mine
  expect(done).toEqual(['mine'])
})

test.each(['thread', 'process'] as const)('a bounded buffer between each %s passes everything on', async (where) => {
  const COUNT = 500
  using condition = where === 'thread' ? new Condition() : Condition.create()
  using full = where === 'thread' ? new Value('int32') : Value.create('int32')
  using taken = where === 'thread' ? new Value('int32') : Value.create('int32')
  const data = {
    condition: structuredClone(condition),
    full: structuredClone(full),
    taken: structuredClone(taken),
    COUNT,
  }
  const partners = [true, false].map((sync) => start(where, 'takes', { ...data, sync }))
  for (let put = 0; put < COUNT; put++) {
    const held = await condition.acquire()
    await condition.waitFor(() => full.value < 4)
    full.add(1)
    condition.notifyAll()
    held.release()
  }
  for (const partner of partners) expect(await partner.next()).toBe('done')
  expect(taken.value).toBe(COUNT)
  expect(full.value).toBe(0)
})
