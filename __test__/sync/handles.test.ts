/** An instance that is cloned or sent arrives as a handle, of which `from` makes one of the same memory. */
import { execFileSync } from 'node:child_process'
import { Barrier, BoundedSemaphore, Condition, Event, Lock, RLock, Semaphore, SharedMemory, Value } from 'allcores'
import { expect, test } from 'vitest'

const classes = {
  Lock: [Lock, []],
  RLock: [RLock, []],
  Semaphore: [Semaphore, [2]],
  BoundedSemaphore: [BoundedSemaphore, [2]],
  Event: [Event, []],
  Condition: [Condition, []],
  Barrier: [Barrier, [2]],
  Value: [Value, ['int32', 7]],
} as const

// biome-ignore lint/suspicious/noExplicitAny: every class by the same calls
type Any = any

test.each(Object.entries(classes))('%s', (type, [Class, args]: Any) => {
  const threads = new Class(...args)
  const handle = structuredClone(threads)
  expect(handle).toEqual({ type, memory: threads.memory })
  expect(Class.from(handle)).toBeInstanceOf(Class)
  expect(Class.from(threads)).toBe(threads)
  using processes = Class.create(...args)
  expect(structuredClone(processes)).toEqual({ type, name: processes.name })
  expect(JSON.parse(JSON.stringify(processes))).toEqual({ type, name: processes.name })
  const attached = Class.attach(processes.name)
  expect(attached.name).toBe(processes.name)
  attached.close()
  attached.close()
  for (const wrong of [
    undefined,
    null,
    1,
    {},
    { type: 'Other' },
    { type },
    { type, memory: new SharedArrayBuffer(4) },
  ]) {
    if (type === 'Event' && Object(wrong).memory) continue
    expect(() => Class.from(wrong)).toThrow(expect.objectContaining({ code: 'INVALID_TYPE' }))
  }
  expect(() => Class.attach('no-such-name')).toThrow(expect.objectContaining({ code: 'NAME_NOT_FOUND' }))
  expect(() => Class.create(...args.slice(0, type === 'Value' ? 2 : args.length), { name: '/' })).toThrow(
    expect.objectContaining({ code: 'INVALID_NAME' }),
  )
})

test('what is not an instance of this class is refused, whatever is in it', () => {
  using event = Event.create()
  expect(() => Lock.attach(event.name!)).toThrow(expect.objectContaining({ code: 'UNUSABLE_MEMORY' }))
  for (const size of [1, 4096, 100_000]) {
    using memory = SharedMemory.create({ size })
    expect(() => Lock.attach(memory.name)).toThrow(expect.objectContaining({ code: 'UNUSABLE_MEMORY' }))
    memory.write(new Uint8Array(size).fill(0xab))
    expect(() => Lock.attach(memory.name)).toThrow(expect.objectContaining({ code: 'UNUSABLE_MEMORY' }))
  }
})

test('what is closed says so, and what it held is left behind', async () => {
  using lock = Lock.create()
  const other = Lock.attach(lock.name!)
  const waits = other.acquire().then((held) => held.release())
  await waits
  other.close()
  expect(() => other.acquireSync()).toThrow(expect.objectContaining({ code: 'MEMORY_CLOSED' }))
  await expect(other.acquire()).rejects.toMatchObject({ code: 'MEMORY_CLOSED' })
  lock.acquireSync().release()
})

test('a process that ends takes the names of what it created away', () => {
  const code = `import('allcores').then(({ Lock }) => { const lock = Lock.create(); console.log(lock.name) })`
  const name = execFileSync(process.execPath, ['-e', code], { encoding: 'utf8' }).trim()
  expect(name).toMatch(/^allcores-/)
  expect(() => Lock.attach(name)).toThrow(expect.objectContaining({ code: 'NAME_NOT_FOUND' }))
})
