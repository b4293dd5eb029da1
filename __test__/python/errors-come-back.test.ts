/**
 * "If the call raised an exception then that exception will be reraised", with the remote traceback; a result that cannot
 * be sent is a `MaybeEncodingError` of that call, here `NOT_CLONEABLE`; and the pool goes on.
 */
import { afterEach, expect, it } from 'vitest'
import { rejection, thrown, within } from '../pool/helpers.js'
import { onBothKinds } from './workers.js'

onBothKinds((open) => {
  const pool = open(2)
  const failing = (x: number) => {
    if (x === 3) throw new RangeError(`no ${x}`)
    return x
  }
  afterEach(async () => {
    expect(await within(pool.map((x) => x, [1, 2, 3]))).toStrictEqual([1, 2, 3])
  })

  it('apply and submit reject with the error, its class and message', async () => {
    for (const call of [() => pool.apply(failing, [3]), () => pool.submit(failing, 3)]) {
      const error = await rejection(call())
      expect(error).toBeInstanceOf(RangeError)
      expect(error.message).toBe('no 3')
    }
  })

  it('map rejects with the error of its item, whatever the chunks are', async () => {
    for (const chunkSize of [1, 2, 10, undefined]) {
      const error = await rejection(pool.map(failing, [1, 2, 3, 4, 5, 6], { chunkSize }))
      expect(error).toBeInstanceOf(RangeError)
      expect(error.index).toBe(2)
    }
  })

  it('starmap does, too', async () => {
    const divide = (a: bigint, b: bigint) => a / b
    const rows: [bigint, bigint][] = [
      [4n, 2n],
      [1n, 0n],
    ]
    expect(await rejection(pool.starmap(divide, rows))).toBeInstanceOf(RangeError)
  })

  it('map gives the other results where failFast is false', async () => {
    const error = await rejection(pool.map(failing, [1, 3, 5], { failFast: false }))
    expect(error.results).toStrictEqual([1, undefined, 5])
    expect(error.errors).toHaveLength(1)
  })

  it('has the stack of the worker: a traceback of the function that raised', async () => {
    const outer = () => {
      const inner = () => {
        throw new Error('deep')
      }
      inner()
    }
    const { stack } = await rejection(pool.submit(outer))
    expect(stack).toMatch(/at inner/)
    expect(stack.match(/\[task outer\]/g)).toHaveLength(2)
  })

  it('keeps the cause and what else the error has', async () => {
    const chained = () => {
      throw Object.assign(new Error('above', { cause: new TypeError('below') }), { errno: 5 })
    }
    expect(await rejection(pool.submit(chained))).toMatchObject({ errno: 5, cause: { message: 'below' } })
  })

  it('a result that cannot be sent fails its call alone, and says where in it', async () => {
    const calls = [pool.submit(() => ({ handler: () => 1 })), pool.submit(() => 2)] as const
    const error = await rejection(calls[0])
    expect(error.code).toBe('NOT_CLONEABLE')
    expect(error.message).toContain('handler')
    expect(await within(calls[1])).toBe(2)
  })

  it('an argument that cannot be sent fails its call alone, and says where in it', async () => {
    const calls = [pool.submit((x: unknown) => x, { socket: () => 1 }), pool.submit((x: unknown) => x, 2)] as const
    const error = await rejection(calls[0])
    expect(error.code).toBe('NOT_CLONEABLE')
    expect(error.message).toContain('socket')
    expect(await within(calls[1])).toBe(2)
  })

  it('an input that raises raises in the call', () => {
    const items = function* () {
      yield 1
      throw new SyntaxError('input')
    }
    expect(thrown(() => pool.map((x) => x, items()))).toBeInstanceOf(SyntaxError)
  })

  it('what is thrown need not be an error', async () => {
    const thrower = () => {
      throw 'a string'
    }
    const error = await rejection(pool.submit(thrower))
    expect(String(error.cause ?? error)).toContain('a string')
  })
})
