import { Pool } from 'allcores'
import { afterAll, describe, expect, it } from 'vitest'
import { rejection, within } from './helpers.js'

const pool = new Pool({ workers: 2 })
afterAll(() => pool.close())

describe('an error thrown in a worker', () => {
  it.each(['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError'])(
    'keeps its class: %s',
    async (name) => {
      const error = await rejection(
        pool.submit((name: string) => {
          throw new (Reflect.get(globalThis, name))('told')
        }, name),
      )
      expect(error).toBeInstanceOf(Reflect.get(globalThis, name))
      expect(Object.getPrototypeOf(error)).toBe(Reflect.get(globalThis, name).prototype)
      expect(error).toMatchObject({ name, message: 'told' })
    },
  )

  it('keeps name, code, own properties and the chain of causes', async () => {
    const error = await rejection(
      pool.submit(() => {
        class ParseError extends TypeError {
          override name = 'ParseError'
          line = 3
          where = { file: 'a.txt' }
          lost = () => 1
        }
        const cause = new RangeError('inner', { cause: 'root' })
        throw Object.assign(new ParseError('outer', { cause }), { code: 'E_PARSE' })
      }),
    )
    expect(error).toBeInstanceOf(TypeError)
    expect(error).toMatchObject({
      name: 'ParseError',
      message: 'outer',
      code: 'E_PARSE',
      line: 3,
      where: { file: 'a.txt' },
    })
    expect(error.lost).toMatch(/^error\.lost is a function, which cannot cross between/)
    expect(error.cause).toBeInstanceOf(RangeError)
    expect(error.cause).toMatchObject({ message: 'inner', cause: 'root' })
  })

  it('keeps the members of an AggregateError, and a DOMException', async () => {
    const error = await rejection(
      pool.submit(() => Promise.any([Promise.reject(new TypeError('a')), Promise.reject(2)])),
    )
    expect(error).toBeInstanceOf(AggregateError)
    expect(error.errors[0]).toBeInstanceOf(TypeError)
    expect(error.errors[1]).toBe(2)
    const exception = await rejection(pool.submit(() => AbortSignal.abort().throwIfAborted()))
    expect(exception).toBeInstanceOf(DOMException)
    expect(exception.name).toBe('AbortError')
  })

  it('arrives where causes go in a circle', async () => {
    const error = await rejection(
      pool.submit(() => {
        const error = new Error('round')
        error.cause = error
        throw error
      }),
    )
    expect(error.message).toBe('round')
    expect(error.cause.message).toBe('round')
  })

  it('arrives where members of AggregateErrors go in circles', async () => {
    const error = await rejection(
      pool.submit(() => {
        const errors = Array.from({ length: 20 }, (_, i) => new AggregateError([], `${i}`))
        for (const error of errors) error.errors = errors
        throw errors[0]
      }),
    )
    expect(error.message).toBe('0')
    expect(error.errors.map(({ message }: Error) => message)).toStrictEqual(
      Array.from({ length: 20 }, (_, i) => `${i}`),
    )
    expect(error.errors[0]).toBe(error)
  })

  it('shows the remote stack, then the stack of the caller', async () => {
    const error = await rejection(
      pool.submit(function inTheWorker() {
        throw new Error('told')
      }),
    )
    expect(error.stack).toMatch(/^Error: told\n.*inTheWorker[\s\S]*called from[\s\S]*errors\.test\.ts/)
    expect(error.stack).not.toContain('serve.js')
  })

  it('arrives as it is where it is no error', async () => {
    for (const value of ['text', 5, null, undefined, { a: [1] }]) {
      const error = await rejection(
        pool.submit((value: unknown) => {
          throw value
        }, value),
      )
      expect(error).toStrictEqual(value)
    }
  })

  it('tells the index of its item, whatever the chunks', async () => {
    const fn = (x: number) => {
      if (x === 57) throw new Error('bad item')
      return x
    }
    const items = Array.from({ length: 100 }, (_, i) => i)
    for (const chunkSize of [undefined, 1, 7, 1000]) {
      expect((await rejection(pool.map(fn, items, { chunkSize }))).index).toBe(57)
      expect(
        (
          await rejection(
            pool.starmap(
              fn,
              items.map((i) => [i] as [number]),
              { chunkSize },
            ),
          )
        ).index,
      ).toBe(57)
      const seen: number[] = []
      const loop = async () => {
        for await (const x of pool.imap(fn, items, { chunkSize })) seen.push(x)
      }
      expect((await rejection(loop())).index).toBe(57)
      expect(seen).toStrictEqual(items.slice(0, 57))
    }
  })

  it('rejects an async function as a throw does', async () => {
    const error = await rejection(
      pool.map(async (x) => (x === 2 ? Promise.reject(new RangeError('late')) : x), [1, 2, 3]),
    )
    expect(error).toBeInstanceOf(RangeError)
    expect(error.index).toBe(1)
  })
})

describe('a value that cannot cross costs its call alone and is named by its path', () => {
  const bad = { list: [1, { 'a b': new Map([['k', { socket: () => 1 }]]) }] }

  it.each([
    [
      'an item of map',
      () => pool.map((x) => x, [1, 2, 3, bad]),
      'items[3].list[1]["a b"].get("k").socket is a function',
      3,
    ],
    [
      'an item of two iterables',
      () => pool.map((a, b) => [a, b], [1, 2], [1, Symbol('s')]),
      'items[1][1] is a symbol',
      1,
    ],
    [
      'a member of a tuple',
      () =>
        pool.starmap((a, b) => [a, b], [
          [1, 2],
          [3, bad],
        ] as [number, unknown][]),
      'items[1][1].list[1]',
      1,
    ],
    ['an argument', () => pool.submit((a, b) => [a, b], 1, new WeakMap()), 'args[1] is a WeakMap', undefined],
    [
      'a result',
      () => pool.submit(() => ({ flat: 1, deep: [Promise.resolve()] })),
      'result.deep[0] is a Promise',
      undefined,
    ],
    [
      'a result of map',
      () => pool.map((x) => (x === 4 ? () => x : x), [1, 2, 3, 4], { chunkSize: 3 }),
      'result is a function',
      3,
    ],
  ])('%s', async (_, call, message, index) => {
    const others = Promise.all([pool.submit(() => 'before'), pool.map((x) => x, [1, 2])])
    const error = await rejection(call())
    expect(error).toBeInstanceOf(TypeError)
    expect(error.code).toBe('NOT_CLONEABLE')
    expect(error.message).toContain(message)
    expect(error.index).toBe(index)
    expect(await within(others)).toStrictEqual(['before', [1, 2]])
    expect(await within(pool.submit(() => 'after'))).toBe('after')
  })

  it('a thrown value', async () => {
    const error = await rejection(
      pool.submit(() => {
        throw { why: () => 1 }
      }),
    )
    expect(error).toMatchObject({ code: 'NOT_CLONEABLE', message: expect.stringContaining('the thrown value.why') })
  })
})
