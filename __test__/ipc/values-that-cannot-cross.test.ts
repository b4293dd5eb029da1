/** A value that cannot cross is an error at the caller, which names the part that is to blame; the queue goes on. */
import { Queue } from 'allcores'
import { expect, it } from 'vitest'

const cases: [unknown, string][] = [
  [() => 1, 'value is a function'],
  [{ a: [1, { b: Symbol('no') }] }, 'value.a[1].b is a symbol'],
  [new Map([['key', new WeakMap()]]), 'value.get("key") is a WeakMap'],
  [{ memory: new SharedArrayBuffer(8) }, 'value.memory is a SharedArrayBuffer'],
  [new Float64Array(new SharedArrayBuffer(8)), 'value is a Float64Array over a SharedArrayBuffer'],
]

it.each(cases)('%o', async (value, message) => {
  const queue = new Queue()
  const error = expect.objectContaining({ code: 'NOT_CLONEABLE', message: expect.stringContaining(message) })
  expect(() => queue.putSync(value)).toThrow(error)
  expect(() => queue.tryPut(value)).toThrow(error)
  await expect(queue.put(value)).rejects.toEqual(error)
  expect(queue.size).toBe(0)
  queue.putSync('after')
  expect(queue.getSync()).toBe('after')
})
