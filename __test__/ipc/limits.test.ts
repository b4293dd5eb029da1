/** A timeout or a signal ends a wait, and nothing was put or taken then; the others who wait are served. */
import { Queue } from 'allcores'
import { expect, it } from 'vitest'

const code = (code: string) => expect.objectContaining({ code })

it('of who gets', async () => {
  const queue = new Queue()
  expect(() => queue.getSync({ timeout: 0 })).toThrow(code('TIMEOUT'))
  expect(() => queue.getSync({ timeout: 30 })).toThrow(code('TIMEOUT'))
  const controller = new AbortController()
  const waits = [queue.get({ timeout: 10 }), queue.get({ signal: controller.signal }), queue.get()]
  setTimeout(() => controller.abort(), 30)
  await expect(waits[0]).rejects.toEqual(code('TIMEOUT'))
  await expect(waits[1]).rejects.toEqual(code('ABORTED'))
  queue.putSync('for the third')
  expect(await waits[2]).toBe('for the third')
  expect(queue.size).toBe(0)
})

it('of who puts', async () => {
  const queue = new Queue(1)
  queue.putSync(1)
  expect(() => queue.putSync(2, { timeout: 0 })).toThrow(code('TIMEOUT'))
  const controller = new AbortController()
  const waits = [queue.put(3, { timeout: 10 }), queue.put(4, { signal: controller.signal }), queue.put(5)]
  setTimeout(() => controller.abort(), 30)
  await expect(waits[0]).rejects.toEqual(code('TIMEOUT'))
  await expect(waits[1]).rejects.toEqual(code('ABORTED'))
  expect([queue.getSync(), await queue.get()]).toEqual([1, 5])
  await waits[2]
})

it('in the middle of a value that is larger than the ring: no part of it arrives', async () => {
  const queue = new Queue(0, { bytes: 4096 })
  await expect(queue.put(new Uint8Array(10_000), { timeout: 20 })).rejects.toEqual(code('TIMEOUT'))
  expect(() => queue.putSync(new Uint8Array(10_000), { timeout: 20 })).toThrow(code('TIMEOUT'))
  const waiting = queue.get()
  queue.putSync('next')
  expect(await waiting).toBe('next')
  expect(queue.size).toBe(0)
})

it('is checked', async () => {
  const queue = new Queue()
  await expect(queue.get({ timeout: -1 })).rejects.toEqual(code('OUT_OF_RANGE'))
  await expect(queue.get({ signal: 1 } as never)).rejects.toEqual(code('INVALID_TYPE'))
  expect(() => queue.putSync(1, { signal: AbortSignal.abort() } as never)).toThrow(code('UNKNOWN_OPTION'))
  expect(() => new Queue(-1)).toThrow(code('OUT_OF_RANGE'))
  expect(() => new Queue(1, { bytes: 5 })).toThrow(code('OUT_OF_RANGE'))
  expect(() => Queue.from({} as never)).toThrow(code('INVALID_TYPE'))
})
