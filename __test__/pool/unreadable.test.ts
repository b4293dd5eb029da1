import { Pool, SharedMemory } from 'allcores'
import { describe, expect, it } from 'vitest'
import { rejection, within } from './helpers.js'

/** A value that is sent, but cannot be had where it arrives: shared memory whose name is gone. */
function unreadable(): SharedMemory {
  const memory = SharedMemory.create({ size: 8 })
  memory.unlink()
  return memory
}

describe.each(['thread', 'process'] as const)('what a worker %s cannot read', (workers) => {
  it('costs its call alone: the function that came with it is sent again', async () => {
    await using pool = new Pool({ workers, size: 1 })
    const size = (value: { size: number }) => value.size
    using memory = unreadable()
    expect(await rejection(pool.apply(size, [memory]))).toMatchObject({ code: 'NAME_NOT_FOUND' })
    expect(await within(pool.apply(size, [{ size: 7 }]))).toBe(7)
    expect(await within(pool.map(size, [{ size: 8 }]))).toStrictEqual([8])
    expect(pool.stats().died).toBe(0)
  })

  it('of what it starts with is why it does not start', async () => {
    using memory = unreadable()
    await using pool = new Pool({ workers, size: 1, initializer: () => {}, initializerArgs: [memory] })
    const error = await rejection(pool.apply(() => 1))
    expect(error).toMatchObject({ code: 'WORKER_START_FAILED', cause: { code: 'NAME_NOT_FOUND' } })
  })
})
