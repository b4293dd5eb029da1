import { runInThisContext } from 'node:vm'
import { Pool } from 'allcores'
import { afterAll, describe, expect, it } from 'vitest'
import { rejection, within } from '../helpers.js'

const pool = new Pool({ workers: 'process', size: 1 })
afterAll(() => pool.terminate())

const echo = <T>(value: T) => pool.apply((value: T) => value, [value])

describe('to and from a worker process', () => {
  it('cross the values of structured clone', async () => {
    const circle: { self?: unknown } = {}
    circle.self = circle
    const shared = { a: 1 }
    for (const value of [
      undefined,
      null,
      -0,
      Number.NaN,
      10n ** 40n,
      'a\ud800\u{1f600}',
      new Date(0),
      /x/giu,
      new Map([[{ k: 1 }, new Set([1n])]]),
      // biome-ignore lint/suspicious/noSparseArray: it is what the test is about
      [1, , 3],
      circle,
      [shared, shared],
      new Error('e', { cause: new RangeError('r') }),
      new Uint8Array(3).buffer,
      [new Float64Array(5000).fill(1.5), new Int8Array(0)],
    ]) {
      const arrived = await within(echo(value))
      expect(arrived).toStrictEqual(structuredClone(value))
    }
    const [a, b] = await echo([shared, shared])
    expect(a).toBe(b)
  })

  it('do not cross what cannot be said in bytes; it costs that task alone, and is named', async () => {
    const port = new MessageChannel().port1
    const attempts: [unknown, string][] = [
      [{ a: [() => 1] }, 'args[0].a[0] is a function, which cannot cross between processes'],
      [[{ 'b c': port }], 'args[0][0]["b c"] is a MessagePort, which cannot'],
      [new Map([['k', Symbol('s')]]), 'args[0].get("k") is a symbol'],
      [runInThisContext('new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))'), 'args[0] is a Module'],
      [new WeakMap(), 'args[0] is a WeakMap'],
    ]
    const other = echo('other')
    for (const [value, message] of attempts) {
      const error = await rejection(echo(value))
      expect(error).toMatchObject({
        name: 'TypeError',
        code: 'NOT_CLONEABLE',
        message: expect.stringContaining(message),
      })
    }
    expect(await other).toBe('other')
    port.close()
    const failed = await rejection(pool.apply(() => ({ deep: [new MessageChannel().port1] })))
    expect(failed).toMatchObject({
      code: 'NOT_CLONEABLE',
      message: expect.stringContaining('result.deep[0] is a MessagePort, which cannot cross between processes'),
    })
    expect(await echo(1)).toBe(1)
  })

  it('does not cross a SharedArrayBuffer, and the error says what does', async () => {
    const remedy = 'which cannot cross between processes: use SharedMemory'
    expect(await rejection(echo({ x: new SharedArrayBuffer(8) }))).toMatchObject({
      code: 'NOT_CLONEABLE',
      message: expect.stringContaining(`args[0].x is a SharedArrayBuffer, ${remedy}`),
    })
    expect(await rejection(echo([new Int32Array(new SharedArrayBuffer(8))]))).toMatchObject({
      code: 'NOT_CLONEABLE',
      message: expect.stringContaining(`args[0][0] is a Int32Array over a SharedArrayBuffer, ${remedy}`),
    })
    expect(await rejection(pool.apply(() => new SharedArrayBuffer(8)))).toMatchObject({ code: 'NOT_CLONEABLE' })
  })

  it('cross messages of hundreds of megabytes, in both directions', async () => {
    const array = new Float64Array(25_000_000).fill(0.5)
    array[array.length - 1] = 7
    const back = await within(echo(array), 120_000)
    expect([back.length, back[0], back.at(-1)]).toEqual([array.length, 0.5, 7])
    const text = 'x'.repeat(1 << 27)
    expect(await within(echo(text), 120_000)).toHaveLength(text.length)
  })

  it('keeps what a buffer held when it was sent, though the caller takes it away afterwards', async () => {
    const array = new Float64Array(4_000_000).fill(3)
    const sum = pool.apply((x: Float64Array) => x.reduce((a, b) => a + b, 0), [array])
    structuredClone(array.buffer, { transfer: [array.buffer] })
    expect(await within(sum)).toBe(12_000_000)
  })
})
