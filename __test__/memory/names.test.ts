/** A name cannot reach anything but shared memory, and what is wrong with one is said. */
import { SharedMemory } from 'allcores'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { codeOf, freshName } from './blocks.js'

it.each(['', '.', '..', 'a/b', '/a', '../a', 'a\0', '\0', 'a b', 'ä', '\\', 'x'.repeat(31), 'a\nb'])(
  'refuses %j, and names it',
  (name) => {
    for (const ask of [() => SharedMemory.create({ name, size: 8 }), () => SharedMemory.attach(name)]) {
      expect(ask).toThrow(RangeError)
      expect(ask).toThrow(expect.objectContaining({ code: 'INVALID_NAME', message: expect.stringContaining('name "') }))
    }
  },
)

it('takes every name of the allowed characters, up to 30', () => {
  const characters = [...'ABCXYZabcxyz0189._-']
  const names = fc.array(fc.constantFrom(...characters), { minLength: 14, maxLength: 14 }).map((c) => c.join(''))
  fc.assert(
    fc.property(names, (rest) => {
      const name = `${freshName().slice(0, 16)}${rest}`
      expect(name).toHaveLength(30)
      using memory = SharedMemory.create({ name, size: 1 })
      expect(memory.name).toBe(name)
      SharedMemory.attach(name).close()
    }),
    { numRuns: 50 },
  )
})

it('refuses what is not a string', () => {
  expect(codeOf(() => SharedMemory.attach(7 as never))).toBe('INVALID_TYPE')
  expect(codeOf(() => SharedMemory.create({ name: null as never, size: 1 }))).toBe('INVALID_TYPE')
})
