import { Pool } from 'allcores'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PriorityQueue } from '../../src/pool/queue.js'
import { within } from './helpers.js'

it('waiting calls run by priority, and in the order of their calls among equals', async () => {
  await using pool = new Pool({ workers: 1 })
  const gate = new Int32Array(new SharedArrayBuffer(4))
  const busy = pool.submit((gate: Int32Array) => void Atomics.wait(gate, 0, 0), gate)
  const order: string[] = []
  const calls = (
    [
      ['a', 0],
      ['b', 5],
      ['c', -1],
      ['d', 5],
      ['e', 0],
    ] as const
  ).map(([name, priority]) => pool.apply((x) => x, [name], { priority }).then((name) => order.push(name)))
  calls.push(pool.map((x) => x, ['f'], { priority: 7 }).then(([name]) => order.push(name!)))
  Atomics.store(gate, 0, 1)
  Atomics.notify(gate, 0)
  await within(Promise.all([busy, ...calls]))
  expect(order).toStrictEqual(['f', 'b', 'd', 'a', 'e', 'c'])
})

it('the queue is a stable sort by priority, whatever goes from its middle or comes back to its head', () => {
  interface Entry {
    readonly id: number
    readonly priority: number
    before: Entry | undefined
    after: Entry | undefined
  }
  const step = fc.record({
    kind: fc.constantFrom('push', 'unshift', 'shift', 'remove'),
    priority: fc.integer({ min: -2, max: 2 }),
    at: fc.nat(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
      const queue = new PriorityQueue<Entry>()
      let model: Entry[] = []
      for (const [id, { kind, priority, at }] of steps.entries()) {
        const entry = { id, priority, before: undefined, after: undefined }
        const first = model.findIndex((other) => other.priority <= priority)
        const behind = model.findIndex((other) => other.priority < priority)
        if (kind === 'push') queue.push(entry)
        if (kind === 'push') model = model.toSpliced(behind < 0 ? model.length : behind, 0, entry)
        if (kind === 'unshift') queue.unshift(entry)
        if (kind === 'unshift') model = model.toSpliced(first < 0 ? model.length : first, 0, entry)
        if (kind === 'shift') expect(queue.shift()?.id).toBe(model.shift()?.id)
        if (kind === 'remove' && model.length > 0) queue.remove(model.splice(at % model.length, 1)[0]!)
        expect([...queue].map(({ id }) => id)).toStrictEqual(model.map(({ id }) => id))
        expect([queue.size, queue.first?.id]).toStrictEqual([model.length, model[0]?.id])
      }
    }),
  )
})
