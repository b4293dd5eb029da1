/** Who waits gets its turn, however busy the others keep a lock. */
import { Lock, Value } from 'allcores'
import { expect, test } from 'vitest'
import { start } from './support.js'

test.each([
  ['thread', true],
  ['thread', false],
  ['process', true],
  ['process', false],
] as const)('while 2 others, each a %s, take a lock again and again; synchronously: %j', async (where, sync) => {
  using lock = where === 'thread' ? new Lock() : Lock.create()
  using stop = where === 'thread' ? new Value('int32') : Value.create('int32')
  const data = { lock: structuredClone(lock), stop: structuredClone(stop) }
  const others = [1, 2].map(() => start(where, 'hogs', data))
  for (const other of others) await other.next()
  for (let i = 0; i < 50; i++) {
    const held = sync ? lock.acquireSync({ timeout: 60_000 }) : await lock.acquire({ timeout: 60_000 })
    held.release()
  }
  stop.value = 1
  for (const other of others) expect(await other.next()).toBe('done')
})
