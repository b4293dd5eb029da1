/** Shared memory, lists and locks between processes go through a queue or a pipe as handles, and arrive as themselves. */
import { Lock, Pipe, Queue, Semaphore, ShareableList, SharedMemory } from 'allcores'
import { expect, it } from 'vitest'

it('also inside of other values', () => {
  using memory = SharedMemory.create({ size: 8 })
  using list = ShareableList.create([1, 'two'])
  using lock = Lock.create()
  using semaphore = Semaphore.create(3)
  const queue = new Queue()
  queue.putSync({ deep: [memory, new Map([['list', list]])], lock, more: new Set([semaphore]) })
  // biome-ignore lint/suspicious/noExplicitAny: of no type that could be said shortly
  const { deep, lock: sameLock, more } = queue.getSync() as any
  deep[0].write(Uint8Array.of(7), 3)
  expect(memory.read(3, 1)[0]).toBe(7)
  deep[1].get('list').set(0, 5)
  expect(list.get(0)).toBe(5)
  const held = sameLock.acquireSync()
  expect(lock.isHeld).toBe(true)
  held.release()
  expect([...more][0]).toBeInstanceOf(Semaphore)
  for (const shared of [deep[0], deep[1].get('list'), sameLock, ...more]) shared[Symbol.dispose]()
})

it('and a plain object that looks like a handle stays one', () => {
  const [here, there] = Pipe()
  here.sendSync({ type: 'SharedMemory', name: 'nobody', size: 8 })
  expect(there.recvSync()).toEqual({ type: 'SharedMemory', name: 'nobody', size: 8 })
})
