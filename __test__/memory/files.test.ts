/** A file is mapped as it is: read where it is looked at, and written only where that was asked for. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SharedMemory } from 'allcores'
import { afterAll, expect, it } from 'vitest'
import { codeOf } from './blocks.js'

const folder = mkdtempSync(join(tmpdir(), 'memory-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, content: NodeJS.ArrayBufferView): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

it('is only read, unless it was asked for to be writable', () => {
  const path = file('read', Float64Array.of(1, 2, 3))
  const memory = SharedMemory.fromFile(path)
  const view = memory.view(Float64Array)
  view[1] = 9
  expect([...SharedMemory.attach(structuredClone(memory)).view(Float64Array)]).toEqual([1, 2, 3])
  expect([...view]).toEqual([1, 9, 3])
  expect(readFileSync(path)).toEqual(Buffer.from(Float64Array.of(1, 2, 3).buffer))
  memory.unlink()
  memory.close()
  expect([...view]).toEqual([0, 0, 0])
})

it('is written in place, and all that map it see it', () => {
  const path = file('write', new Uint8Array(10_000))
  const memory = SharedMemory.fromFile(path, { writable: true })
  const other = SharedMemory.attach(structuredClone(memory))
  memory.view(Uint8Array).fill(5)
  other.write(Uint8Array.of(6), 9_999)
  expect(readFileSync(path)).toEqual(Buffer.concat([Buffer.alloc(9_999, 5), Buffer.of(6)]))
  memory.close()
  other.close()
  expect(readFileSync(path)).toHaveLength(10_000)
})

it('is refused when there is nothing to map', () => {
  expect(codeOf(() => SharedMemory.fromFile(join(folder, 'none')))).toBe('SYSTEM_ERROR')
  expect(codeOf(() => SharedMemory.fromFile(folder))).toBe(
    process.platform === 'win32' ? 'SYSTEM_ERROR' : 'UNUSABLE_MEMORY',
  )
  expect(codeOf(() => SharedMemory.fromFile(file('empty', new Uint8Array(0))))).toBe('UNUSABLE_MEMORY')
  expect(codeOf(() => SharedMemory.fromFile(7 as never))).toBe('INVALID_TYPE')
})
