import { Pool } from 'allcores'
import { describe, expect, it } from 'vitest'
import { rejection, within } from './helpers.js'

const boom = new Error('boom')
const hostile: [string, () => unknown][] = [
  [
    'a getter that throws',
    () => ({
      get a() {
        throw boom
      },
    }),
  ],
  [
    'a proxy that cannot be looked at',
    () => {
      const refuse = () => {
        throw boom
      }
      return new Proxy({}, { ownKeys: refuse, get: refuse })
    },
  ],
  ['a key without a text', () => new Map([[Object.create(null), () => 1]])],
]

describe.each(hostile)('%s rejects the call alone', (_, make) => {
  it('as an argument and as an item, with workers and before there are any', async () => {
    await using pool = new Pool({ workers: 1 })
    for (let round = 0; round < 2; round++) {
      for (const call of [
        pool.submit((x) => x, make()),
        pool.map((x) => x, [make()]),
        pool.map((x) => x, [1, make()], { chunkSize: 1 }),
        pool.imap((x) => x, [make()]).next(),
      ]) {
        const error = await rejection(call)
        expect(error).toBeInstanceOf(TypeError)
        expect(error).toMatchObject({ code: 'NOT_CLONEABLE', cause: expect.any(Error) })
      }
      expect(await within(pool.submit(() => 'fine'))).toBe('fine')
    }
  })
})

describe('a hostile result', () => {
  it.each<[string, () => unknown]>([
    [
      'a getter that throws',
      () => ({
        get a() {
          throw new Error('boom')
        },
      }),
    ],
    [
      'a proxy',
      () =>
        new Proxy(
          {},
          {
            ownKeys: () => {
              throw new Error('boom')
            },
          },
        ),
    ],
  ])('%s rejects and leaves its worker alive', async (_, make) => {
    await using pool = new Pool({ workers: 1 })
    const mark = () => Reflect.get(globalThis, 'mark') ?? Reflect.set(globalThis, 'mark', 'same worker')
    await within(pool.submit(mark))
    expect(await rejection(pool.submit(make))).toMatchObject({ code: 'NOT_CLONEABLE' })
    expect(await rejection(pool.map(make, [1]))).toMatchObject({ code: 'NOT_CLONEABLE', index: 0 })
    expect(await within(pool.submit(mark))).toBe('same worker')
  })
})
