/** Blocks for tests: names that no other test has, and what lies in /dev/shm. */
import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { SharedMemory } from 'allcores'

/** A name that nothing has. */
export function freshName(): string {
  return `test-${randomBytes(8).toString('hex')}`
}

/** Whether blocks are files that can be listed. */
export const listed = process.platform === 'linux'

/** Whether a block of this name is there. */
export function exists(name: string): boolean {
  if (listed) return readdirSync('/dev/shm').includes(name)
  return codeOf(() => SharedMemory.attach(name).close()) !== 'NAME_NOT_FOUND'
}

/** The code of what `ask` throws. */
export function codeOf(ask: () => unknown): string | undefined {
  try {
    ask()
    return undefined
  } catch (error) {
    return (error as { code: string }).code
  }
}
