/** A call ends when its signal, its timeout or its pool says so, whatever the function is doing; and a pool waits for its calls. */
import { map, mapReduce, Pool } from 'allcores'
import * as later from 'allcores/promises'
import { describe, expect, it } from 'vitest'
import { rejection, within } from '../pool/helpers.js'
import { bothWays } from './doors.js'

const x = new Float64Array(1000).fill(1)
const endless = bothWays((v: number) => {
  while (v > 0) v += 1
  return v
})

describe.each(endless)('a function that never ends, %s', (_, fn) => {
  it('off the event loop stops on its signal', async () => {
    await using pool = new Pool({ workers: 2 })
    const calls = [
      (signal: AbortSignal) => later.map(fn, x, { signal }),
      (signal: AbortSignal) => later.mapReduce(fn, 'sum', x, { signal }),
      (signal: AbortSignal) => pool.map(fn, x, { signal }),
      (signal: AbortSignal) => pool.filter(fn, x, { signal }),
      (signal: AbortSignal) => pool.reduce((a, b) => fn(a + b), x, { signal, consts: {} }),
    ].slice(0, 4)
    for (const call of calls) {
      const controller = new AbortController()
      const failed = rejection(call(controller.signal))
      setTimeout(() => controller.abort('enough'), 50)
      expect(await failed).toMatchObject({ name: 'AbortError', code: 'ABORTED', cause: 'enough' })
    }
    expect(await within(pool.map((v) => v + 1, Float64Array.of(1)))).toStrictEqual(Float64Array.of(2))
  })

  it('off the event loop stops after its timeout', async () => {
    await using pool = new Pool({ workers: 2 })
    for (const call of [() => later.map(fn, x, { timeout: 50 }), () => pool.mapReduce(fn, 'max', x, { timeout: 50 })]) {
      expect(await rejection(call())).toMatchObject({ name: 'AllcoresError', code: 'TIMEOUT' })
    }
    expect(await within(pool.map((v) => v + 1, Float64Array.of(1)))).toStrictEqual(Float64Array.of(2))
  })

  it('ends with its pool', async () => {
    const pool = new Pool({ workers: 2 })
    const failed = rejection(pool.map(fn, x))
    setTimeout(() => void pool.terminate(), 50)
    expect(await failed).toMatchObject({ name: 'AllcoresError', code: 'POOL_TERMINATED' })
  })
})

it('a compiled function that never ends stops after its timeout on the calling thread', () => {
  const [[, fn]] = endless as [[string, (v: number) => number]]
  expect(() => map(fn, x, { timeout: 50 })).toThrow(expect.objectContaining({ name: 'AllcoresError', code: 'TIMEOUT' }))
})

it('a loop in JavaScript on the calling thread stops after its timeout, between two calls of the function', () => {
  const slow = (v: number) => {
    for (const end = Date.now() + 2; Date.now() < end; );
    return v
  }
  for (const call of [() => map(slow, x, { timeout: 20 }), () => mapReduce(slow, 'sum', x, { timeout: 20 })]) {
    expect(call).toThrow(expect.objectContaining({ name: 'AllcoresError', code: 'TIMEOUT' }))
  }
})

describe.each(bothWays((v: number) => v * 2))('a call in time, %s', (_, fn) => {
  it('does not care about its timeout or its signal', async () => {
    const { signal } = new AbortController()
    const expected = x.map((v) => v * 2)
    expect(map(fn, x, { timeout: 1e6 })).toStrictEqual(expected)
    expect(map(fn, x, { timeout: Number.POSITIVE_INFINITY })).toStrictEqual(expected)
    expect(await later.map(fn, x, { timeout: 1e6, signal })).toStrictEqual(expected)
  })

  it('is waited for by close, and refused after it', async () => {
    const pool = new Pool({ workers: 2 })
    let done = 0
    for (const call of [pool.map(fn, x), pool.reduce((a, b) => a + b, x), pool.mapReduce(fn, 'sum', x)]) {
      void call.then(() => {
        done += 1
      })
    }
    await pool.close()
    await Promise.resolve()
    expect(done).toBe(3)
    expect(() => pool.map(fn, x)).toThrow(expect.objectContaining({ code: 'POOL_CLOSED' }))
    expect(() => pool.reduce('sum', x)).toThrow(expect.objectContaining({ code: 'POOL_CLOSED' }))
  })
})
