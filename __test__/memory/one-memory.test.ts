/** What one handle writes, every other handle of the block reads: it is one memory. */
import { SharedMemory } from 'allcores'
import { expect, it } from 'vitest'

it('is the same memory by name, by handle, and for copies', () => {
  using memory = SharedMemory.create({ size: 64 })
  using named = SharedMemory.attach(memory.name)
  using cloned = SharedMemory.attach(structuredClone(memory))
  memory.view(Float64Array)[2] = 0.5
  expect(named.view(Float64Array, { offset: 16, length: 1 })[0]).toBe(0.5)
  cloned.write(Float64Array.of(1.5, 2.5), 24)
  expect([...memory.view(Float64Array)]).toEqual([0, 0, 0.5, 1.5, 2.5, 0, 0, 0])
  expect(named.read(24, 8)).toEqual(new Uint8Array(Float64Array.of(1.5).buffer))
})
