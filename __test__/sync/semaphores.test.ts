/** Semaphores do what a counter of permits does, in any sequence of calls. */
import { BoundedSemaphore, Semaphore } from 'allcores'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const step = fc.oneof(
  fc.constant({ take: true, count: 1 }),
  fc.record({ take: fc.constant(false), count: fc.integer({ min: 1, max: 3 }) }),
)

test.each([
  ['threads', false],
  ['threads', true],
  ['processes', false],
  ['processes', true],
])('between %s, bounded: %j', (where, bounded) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.array(step, { maxLength: 40 }), (count, steps) => {
      const Class = bounded ? BoundedSemaphore : Semaphore
      using semaphore = where === 'threads' ? new Class(count) : Class.create(count)
      let model = count
      for (const { take, count: permits } of steps) {
        if (take) {
          expect(semaphore.tryAcquire() !== undefined).toBe(model > 0)
          model = Math.max(0, model - 1)
        } else if (bounded && model + permits > count) {
          expect(() => semaphore.release(permits)).toThrow(expect.objectContaining({ code: 'ABOVE_BOUND' }))
        } else {
          semaphore.release(permits)
          model += permits
        }
        expect(semaphore.count).toBe(model)
      }
    }),
    { numRuns: where === 'threads' ? 200 : 40 },
  )
})

test('waiters are served in the order in which they came', async () => {
  const semaphore = new Semaphore(0)
  const order: number[] = []
  const all = Array.from({ length: 20 }, (_, i) => semaphore.acquire().then(() => order.push(i)))
  semaphore.release(5)
  semaphore.release(15)
  await Promise.all(all)
  expect(order).toEqual(Array.from({ length: 20 }, (_, i) => i))
})

test('what was given back is not given back again', () => {
  const semaphore = new BoundedSemaphore(2)
  const held = semaphore.acquireSync()
  semaphore.release()
  held.release()
  expect(semaphore.count).toBe(2)
})

test.each([-1, 1.5, 2 ** 31, '1', Number.NaN])('%j permits are none', (count) => {
  expect(() => new Semaphore(count as number)).toThrow(/^count must be an integer/)
})
