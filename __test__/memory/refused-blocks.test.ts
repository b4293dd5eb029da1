/** A block that it would not be safe to read is refused before it is read. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { statfsSync, truncateSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ShareableList, SharedMemory } from 'allcores'
import { describe, expect, it } from 'vitest'
import { ended, run } from '../support/program.js'
import { codeOf, exists, freshName, listed } from './blocks.js'

const PEER = './programs/peer.mjs'

it('is told apart: no such name, a name that is taken', () => {
  using memory = SharedMemory.create({ size: 8 })
  expect(codeOf(() => SharedMemory.attach(freshName()))).toBe('NAME_NOT_FOUND')
  expect(codeOf(() => SharedMemory.create({ name: memory.name, size: 8 }))).toBe('NAME_EXISTS')
})

it('refuses a handle that says more bytes than there are', () => {
  using memory = SharedMemory.create({ size: 8 })
  expect(codeOf(() => SharedMemory.attach({ type: 'SharedMemory', name: memory.name, size: 1 << 20 }))).toBe(
    'UNUSABLE_MEMORY',
  )
})

describe.runIf(listed)('where blocks are files', () => {
  it('says ENOSPC for more memory than there is, and leaves nothing behind', () => {
    const { blocks, bsize } = statfsSync('/dev/shm')
    const name = freshName()
    const ask = () => SharedMemory.create({ name, size: blocks * bsize + 4096 })
    expect(ask).toThrow(expect.objectContaining({ name: 'AllcoresError', code: 'NO_SPACE' }))
    expect(ask).toThrow(/ENOSPC.*--shm-size/)
    expect(exists(name)).toBe(false)
  })

  it('refuses to read, write and attach what was cut short', () => {
    using memory = SharedMemory.create({ size: 100_000 })
    truncateSync(`/dev/shm/${memory.name}`, 5000)
    expect(codeOf(() => memory.read())).toBe('UNUSABLE_MEMORY')
    expect(codeOf(() => memory.write(Uint8Array.of(1)))).toBe('UNUSABLE_MEMORY')
    expect(codeOf(() => memory.view(Float64Array))).toBe('UNUSABLE_MEMORY')
    expect(codeOf(() => SharedMemory.attach(structuredClone(memory)))).toBe('UNUSABLE_MEMORY')
    expect(SharedMemory.attach(memory.name).size).toBe(5000)
  })

  it('refuses what is half made after a moment, and takes what gets its size in that moment', async () => {
    const name = freshName()
    writeFileSync(`/dev/shm/${name}`, '', { mode: 0o600 })
    expect(await run(import.meta.url, PEER, ['attach', name])).toEqual(ended('UNUSABLE_MEMORY\n'))
    truncateSync(`/dev/shm/${name}`, 64)
    const memory = SharedMemory.attach(name)
    expect(memory.size).toBe(64)
    memory.close()
    memory.unlink()
    expect(exists(name)).toBe(false)
  })

  it.runIf(process.getuid?.() === 0)('refuses the memory of another user, in both directions', async () => {
    using memory = SharedMemory.create({ size: 64 })
    expect(await run(import.meta.url, PEER, ['foreign', memory.name])).toEqual(ended('UNUSABLE_MEMORY\n'))
    const name = freshName()
    const owner = spawn(process.execPath, [fileURLToPath(new URL(PEER, import.meta.url)), 'lent', name])
    await once(owner.stdout, 'data')
    expect(codeOf(() => SharedMemory.attach(name))).toBe('UNUSABLE_MEMORY')
    owner.stdin.end()
    await once(owner, 'close')
    expect(exists(name)).toBe(false)
  })
})

it('refuses memory with no list in it', () => {
  using memory = SharedMemory.create({ size: 4096 })
  const words = memory.view(BigInt64Array)
  for (const header of [
    [-1n],
    [1n << 40n],
    [5000n],
    [2n, 8n, 8n, 16n],
    [2n, 0n, 16n, 8n],
    [2n, 0n, 8n, 1n << 50n],
    [2n, 0n, -8n, 8n],
  ]) {
    words.fill(0n).set(header)
    expect(codeOf(() => ShareableList.attach(memory.name))).toBe('UNUSABLE_MEMORY')
  }
  words.fill(0n).set([1n, 0n, 8n])
  memory.write(Buffer.from('99999s'), 32)
  memory.write(Uint8Array.of(1), 40)
  expect(codeOf(() => ShareableList.attach(memory.name).get(0))).toBe('UNUSABLE_MEMORY')
})
