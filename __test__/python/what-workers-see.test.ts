/**
 * What a task finds around it. As with `spawn`, nothing of the parent's globals; what a task leaves on `globalThis` is
 * there for the next one on that worker. Unlike a daemonic process of Python, a worker may have workers.
 */
import { expect, it } from 'vitest'
import { rejection, within } from '../pool/helpers.js'
import { onBothKinds } from './workers.js'

onBothKinds((open) => {
  const pool = open(1)

  it('has its own globals, and keeps them', async () => {
    Reflect.set(globalThis, 'ofTheParent', 1)
    const see = (name: string) => Reflect.get(globalThis, name)
    expect(await within(pool.submit(see, 'ofTheParent'))).toBeUndefined()
    await within(pool.submit(() => Reflect.set(globalThis, 'ofTheWorker', 2)))
    expect(await within(pool.submit(see, 'ofTheWorker'))).toBe(2)
    expect(see('ofTheWorker')).toBeUndefined()
  })

  it('gets copies: what a task does to its argument stays there', async () => {
    const list = [1, 2]
    const lengths = await within(pool.submit((list: number[]) => list.push(3), list))
    expect([lengths, list]).toStrictEqual([3, [1, 2]])
  })

  it('takes a lambda; a variable that it captures is named', async () => {
    const factor = 3
    expect(await within(pool.map((x: number) => x * 2, [1, 2]))).toStrictEqual([2, 4])
    const error = await rejection(pool.map((x: number) => x * factor, [1]))
    expect(error.code).toBe('CAPTURED_VARIABLE')
    expect(error.message).toContain('`factor`')
  })

  it('may have a pool of its own', async () => {
    const { squares } = pool.module<typeof import('./nested.mjs')>(new URL('./nested.mjs', import.meta.url))
    expect(await within(squares([1, 2, 3]), 30_000)).toStrictEqual([1, 4, 9])
  })
})
