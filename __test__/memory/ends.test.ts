/** A block's name goes with the process that created it; what a killed one leaves behind can be told and removed. */
import { SharedMemory } from 'allcores'
import { describe, expect, it } from 'vitest'
import { run } from '../support/program.js'
import { codeOf, exists, freshName, listed } from './blocks.js'

const PEER = './programs/peer.mjs'

describe.runIf(listed)('where blocks are files', () => {
  it.each([
    ['end', 0],
    ['closed', 0],
    ['exit', 3],
    ['throw', 1],
    ['reject', 1],
  ])('nothing is left when a process ends by %s', async (way, code) => {
    const name = freshName()
    expect(await run(import.meta.url, PEER, ['end', name, way])).toMatchObject({ code, signal: null })
    expect(exists(name)).toBe(false)
  })

  it('a block of a killed process is recognised, and cleaned by its prefix; no other is', async () => {
    const [stale, other] = [freshName(), freshName()]
    await run(import.meta.url, PEER, ['end', stale, 'kill'])
    await run(import.meta.url, PEER, ['end', other, 'kill'])
    using alive = SharedMemory.create({ name: `${stale.slice(0, 20)}-alive`, size: 8 })
    expect(() => SharedMemory.create({ name: stale, size: 8 })).toThrow(/left behind.*SharedMemory\.clean/)
    expect(SharedMemory.clean(stale.slice(0, 20))).toEqual([stale])
    expect(exists(alive.name)).toBe(true)
    expect(exists(other)).toBe(true)
    expect(SharedMemory.clean(other)).toEqual([other])
    expect(SharedMemory.clean(stale)).toEqual([])
    expect(codeOf(() => SharedMemory.attach(stale))).toBe('NAME_NOT_FOUND')
  })
})
