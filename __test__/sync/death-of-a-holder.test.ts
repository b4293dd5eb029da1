/** A holder that ends without giving back is never waited for: the next one is told, and can take over. */
import { BoundedSemaphore, Lock, OwnerDiedError, RLock, Semaphore } from 'allcores'
import { expect, test } from 'vitest'
import { codeOf, start } from './support.js'

const kinds = [
  ['thread', () => new Lock()],
  ['thread', () => new RLock()],
  ['thread', () => new Semaphore(1)],
  ['thread', () => new BoundedSemaphore(1)],
  ['process', () => Lock.create()],
  ['process', () => RLock.create()],
  ['process', () => Semaphore.create(1)],
  ['process', () => BoundedSemaphore.create(1)],
] as const

test.each(kinds)('a %s that is killed while it holds a %o', async (where, make) => {
  using shared = make()
  const holder = start(where, 'holds', { shared: structuredClone(shared), act: 'hold' })
  await holder.next()
  expect(shared.tryAcquire()).toBeUndefined()
  const before = shared.acquire().catch((error) => error)
  await holder.kill()
  expect(await before).toBeInstanceOf(OwnerDiedError)
  // Until somebody takes over, everyone is told.
  expect(await codeOf(shared.acquire())).toBe('OWNER_DIED')
  expect(() => shared.acquireSync()).toThrow(OwnerDiedError)
  expect(() => shared.tryAcquire()).toThrow(OwnerDiedError)
  const held = await shared.acquire({ repair: true })
  expect(held.repaired).toBe(true)
  held.release()
  const next = shared.acquireSync({ repair: true })
  expect(next.repaired).toBe(false)
  next.release()
})

test.each(kinds)('a %s that dies while somebody blocks a thread on a %o', async (where, make) => {
  using shared = make()
  const holder = start(where, 'holds', { shared: structuredClone(shared), act: 'hold' })
  await holder.next()
  setTimeout(() => {}, 0)
  const killed = holder.kill()
  expect(() => shared.acquireSync()).toThrow(OwnerDiedError)
  await killed
})

test.each(kinds)('a %s that is killed while it waits for a %o takes no turn of others', async (where, make) => {
  using shared = make()
  const held = shared.acquireSync()
  for (const act of ['wait', 'waitSync']) {
    const waiter = start(where, 'holds', { shared: structuredClone(shared), act })
    await waiter.next()
    await waiter.kill()
  }
  const next = shared.acquire()
  held.release()
  ;(await next).release()
  shared.acquireSync().release()
})
