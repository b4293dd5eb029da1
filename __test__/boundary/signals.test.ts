import * as later from 'allcores/promises'
import { expect, test } from 'vitest'

const big = Float64Array.from({ length: 3_000_000 }, (_, i) => (i * 7919) % 3_000_001)

test('a signal that is aborted already is an error at the call, its reason the cause', () => {
  const reason = new Error('too late')
  const call = () => later.sum(big, { signal: AbortSignal.abort(reason) })
  expect(call).toThrow(expect.objectContaining({ name: 'AbortError', code: 'ABORTED', cause: reason }))
})

test('what is no signal is an error at the call', () => {
  for (const signal of [{}, 'stop', { aborted: false }]) {
    const call = () => later.sum(big, { signal: signal as AbortSignal })
    expect(call).toThrow(expect.objectContaining({ name: 'TypeError', code: 'INVALID_TYPE' }))
  }
})

test('a signal that is aborted later rejects the promise, and its reason is the cause', async () => {
  const controller = new AbortController()
  const reason = new Error('never mind')
  // A queue of work, so that the last call cannot have ended when the signal comes.
  const others = Array.from({ length: 8 }, () => later.argsort(big))
  const call = later.argsort(big, { signal: controller.signal })
  controller.abort(reason)
  await expect(call).rejects.toMatchObject({ name: 'AbortError', code: 'ABORTED', cause: reason })
  await Promise.all(others)
})

test('a call with one long chunk heeds its signal too, and never answers in part', async () => {
  const controller = new AbortController()
  const bins = Float64Array.from({ length: 2_000_001 }, (_, i) => Math.sqrt(i))
  const call = later.histogram(big, { bins, signal: controller.signal })
  setTimeout(() => controller.abort(), 5)
  await expect(call).rejects.toMatchObject({ code: 'ABORTED' })
})

test('a signal that is never aborted, or aborted after the end, changes nothing', async () => {
  const controller = new AbortController()
  const x = Float64Array.of(2, 1)
  const sorted = await later.sort(x, { signal: controller.signal })
  controller.abort()
  expect(sorted).toEqual(Float64Array.of(1, 2))
})

test('without copies, memory that is not shared is an error at the call', async () => {
  const call = () => later.sum(big, { copy: false })
  expect(call).toThrow(expect.objectContaining({ name: 'TypeError', code: 'NOT_SHARED' }))
  const shared = new Float64Array(new SharedArrayBuffer(24)).fill(2)
  expect(await later.sum(shared, { copy: false })).toBe(6)
})

test('a call in the background leaves the event loop free', async () => {
  let turns = 0
  const counter = setInterval(() => turns++, 0)
  await Promise.all(Array.from({ length: 6 }, () => later.argsort(big)))
  clearInterval(counter)
  expect(turns).toBeGreaterThan(0)
})

test('a shared array is written while the call runs, another when it has ended', async () => {
  const shared = new Float64Array(new SharedArrayBuffer(16))
  expect(await later.sort(Float64Array.of(2, 1), { out: shared })).toBe(shared)
  expect([...shared]).toEqual([1, 2])
  const own = new Float64Array(2)
  const call = later.sort(Float64Array.of(2, 1), { out: own })
  expect([...own]).toEqual([0, 0])
  expect(await call).toBe(own)
  expect([...own]).toEqual([1, 2])
})
