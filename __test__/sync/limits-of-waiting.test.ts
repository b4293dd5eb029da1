/** Every wait ends at its timeout or signal, with the error that says so, and nothing is lost by it. */
import { Barrier, Condition, Event, Lock, RLock, Semaphore } from 'allcores'
import { expect, test } from 'vitest'
import { codeOf, start } from './support.js'

/** Of each class an instance for which to wait is in vain. */
const blocked = {
  Lock: async () => {
    const lock = new Lock()
    const holder = start('thread', 'holds', { shared: structuredClone(lock), act: 'hold' })
    await holder.next()
    return lock
  },
  Semaphore: () => new Semaphore(0),
  Event: () => new Event(),
  Condition: () => {
    const condition = new Condition()
    condition.acquireSync()
    return condition
  },
  Barrier: () => new Barrier(2),
}

type Waits = { acquire?: (options: object) => Promise<unknown>; wait?: (options: object) => Promise<unknown> }
type WaitsSync = { acquireSync?: (options: object) => unknown; waitSync?: (options: object) => unknown }

for (const [name, make] of Object.entries(blocked)) {
  const wait = (shared: Waits, options: object) => (shared.wait ? shared.wait(options) : shared.acquire!(options))
  const waitSync = (shared: WaitsSync, options: object) =>
    shared.waitSync ? shared.waitSync(options) : shared.acquireSync!(options)
  const fresh = async () => (await make()) as Waits & WaitsSync

  test(`${name}: a timeout`, async () => {
    expect(await codeOf(wait(await fresh(), { timeout: 20 }))).toBe('TIMEOUT')
    expect(await codeOf(wait(await fresh(), { timeout: 0 }))).toBe('TIMEOUT')
    const shared = await fresh()
    expect(() => waitSync(shared, { timeout: 20 })).toThrow(expect.objectContaining({ code: 'TIMEOUT' }))
  })

  test(`${name}: a signal`, async () => {
    expect(await codeOf(wait(await fresh(), { signal: AbortSignal.timeout(20) }))).toBe('ABORTED')
    expect(await codeOf(wait(await fresh(), { signal: AbortSignal.abort() }))).toBe('ABORTED')
  })

  test(`${name}: options that are none`, async () => {
    const shared = await fresh()
    expect(await codeOf(wait(shared, { timeout: -1 }))).toBe('OUT_OF_RANGE')
    expect(await codeOf(wait(shared, { timeout: 'soon' }))).toBe('INVALID_TYPE')
    expect(await codeOf(wait(shared, { timeOut: 1 }))).toBe('UNKNOWN_OPTION')
    expect(await codeOf(wait(shared, { signal: 1 }))).toBe('INVALID_TYPE')
  })
}

test('one that gives up leaves its turn to the next', async () => {
  const lock = new Lock()
  const held = lock.acquireSync()
  const hasty = codeOf(lock.acquire({ timeout: 10 }))
  const patient = lock.acquire()
  expect(await hasty).toBe('TIMEOUT')
  held.release()
  ;(await patient).release()
  expect(lock.isHeld).toBe(false)
})

test('a thread that would wait for itself is told so', async () => {
  const lock = new Lock()
  const held = lock.acquireSync()
  expect(() => lock.acquireSync()).toThrow(expect.objectContaining({ code: 'DEADLOCK' }))
  held.release()
  held.release()
  expect(() => lock.release()).toThrow(expect.objectContaining({ code: 'NOT_OWNER' }))
  const again = new RLock()
  again.acquireSync()
  await again.acquire()
  again.release()
  expect(again.isHeld).toBe(true)
  again.release()
  expect(again.isHeld).toBe(false)
})
