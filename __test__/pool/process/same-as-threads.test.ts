/**
 * What is promised of pools holds for processes, too: these are the tests of pools with threads, with `Pool` replaced by
 * one of processes. Those that share memory with their workers in a way that only threads can are not among them.
 */
import { vi } from 'vitest'

vi.mock('allcores', async (original) => {
  const allcores = await original<typeof import('allcores')>()
  class Pool extends allcores.Pool {
    constructor({ workers, ...options }: ConstructorParameters<typeof allcores.Pool>[0] = {}) {
      super({ ...options, workers: 'process', ...(typeof workers === 'number' && { size: workers }) })
    }
  }
  return { ...allcores, Pool }
})

import '../async-iterables.test.js'
import '../break.test.js'
import '../errors.test.js'
import '../fail-fast.test.js'
import '../functions.test.js'
import '../hostile-values.test.js'
import '../initializer.test.js'
import '../map-equals-the-loop.test.js'
import '../progress.test.js'
import '../timeout.test.js'
