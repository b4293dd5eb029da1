import { asCompleted, Pool, type Task } from 'allcores'
import { afterAll, expectTypeOf, it } from 'vitest'

const pool = new Pool({ workers: 1 })
afterAll(() => pool.close())

it('items and results have their types, async results unwrapped', async () => {
  const map = pool.map((x, index) => `${x + index}`, [1, 2])
  expectTypeOf(map).resolves.toEqualTypeOf<string[]>()
  const later = pool.map(async (a, b) => [a, b] as const, new Set([1]), ['x'], { chunkSize: 1 })
  expectTypeOf(later).resolves.toEqualTypeOf<(readonly [number, string])[]>()
  const star = pool.starmap((a, b) => a + b.length, [[1, 'x']] as [number, string][])
  expectTypeOf(star).resolves.toEqualTypeOf<number[]>()
  const applied = pool.apply((a: number, b: string) => b.repeat(a), [2, 'x'])
  expectTypeOf(applied).resolves.toEqualTypeOf<string>()
  const task = pool.submit(async (a: number) => a, 1)
  expectTypeOf(task).toEqualTypeOf<Task<number>>()
  for await (const done of asCompleted([task])) {
    expectTypeOf(done.task).toEqualTypeOf<Task<number>>()
    if (done.status === 'fulfilled') expectTypeOf(done.value).toEqualTypeOf<number>()
  }
  for await (const result of pool.imap((x) => x > 1, [1])) expectTypeOf(result).toEqualTypeOf<boolean>()
  await Promise.all([map, later, star, applied, task])
})

it('arguments that do not fit are refused by the compiler', () => {
  const refused = () => {
    // @ts-expect-error a string is no number
    pool.submit((a: number) => a, 'x')
    // @ts-expect-error a number is no string
    pool.map((a: string) => a, [1])
    // @ts-expect-error there is no such option
    pool.map((a) => a, [1], { chunksize: 1 })
  }
  expectTypeOf(refused).toBeFunction()
})
