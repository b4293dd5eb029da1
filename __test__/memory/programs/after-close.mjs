/**
 * Uses views of blocks that are closed, unlinked or lost. Usage: after-close.mjs WAY. Prints `right` when every view read
 * what it should.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { setImmediate as turn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { SharedMemory } from 'allcores'
import { sort } from 'allcores/promises'

const N = 10_000
const SIZE = 8 * N

function filled() {
  const memory = SharedMemory.create({ size: SIZE })
  return { memory, view: memory.view(Float64Array).fill(1.5) }
}

async function collect() {
  for (let i = 0; i < 5; i++) {
    globalThis.gc()
    await turn()
  }
}

const allZero = (view) => view.every((number) => number === 0)

const WAYS = {
  async close() {
    const { memory, view } = filled()
    memory.close()
    memory.close()
    assert(allZero(view))
    view[3] = 7
    assert.equal(view[3], 7)
    assert.throws(() => memory.view(Float64Array), { code: 'MEMORY_CLOSED' })
    assert.throws(() => memory.read(), { code: 'MEMORY_CLOSED' })
    assert.throws(() => memory.write(new Uint8Array(1)), { code: 'MEMORY_CLOSED' })
    const again = SharedMemory.attach(memory.name)
    assert.equal(again.view(Float64Array)[3], 1.5)
    await collect()
    assert.equal(view[3], 7)
  },
  async unlink() {
    const { memory, view } = filled()
    memory.unlink()
    memory.unlink()
    assert.equal(view[N - 1], 1.5)
    const other = SharedMemory.create({ name: memory.name, size: 8 })
    memory.unlink()
    assert.equal(SharedMemory.attach(memory.name).size, 8)
    other.unlink()
    assert.throws(() => SharedMemory.attach(memory.name), { code: 'NAME_NOT_FOUND' })
    await collect()
    assert.equal(view[N - 1], 1.5)
  },
  /** While one handle of the process is open, the views of all read what is there. */
  async handles() {
    const { memory, view } = filled()
    const other = SharedMemory.attach(memory.name)
    const more = other.view(Float64Array)
    memory.close()
    assert.equal(view[0], 1.5)
    more[0] = 2.5
    assert.equal(view[0], 2.5)
    other.close()
    assert(allZero(view) && allZero(more))
  },
  /** A handle that is lost takes nothing away from its views. */
  async collected() {
    const views = Array.from({ length: 20 }, () => filled().view)
    await collect()
    for (const view of views) assert(view.every((number) => number === 1.5))
  },
  /** What a worker opened stays harmless when it is terminated in the middle of using it. */
  async worker() {
    const { memory, view } = filled()
    for (let round = 0; round < 10; round++) {
      const code = `
        import(${JSON.stringify(import.meta.resolve('allcores'))}).then(({ SharedMemory }) => {
          const memory = SharedMemory.attach(${JSON.stringify(memory.name)})
          const view = memory.view(Float64Array)
          require('node:worker_threads').parentPort.postMessage(view)
          for (;;) view[1]++
        })`
      const worker = new Worker(code, { eval: true })
      const [sent] = await new Promise((resolve) => worker.once('message', (...got) => resolve(got)))
      await worker.terminate()
      await collect()
      assert.equal(sent[0], 1.5)
    }
    assert(view[1] > 1.5)
    memory.close()
    await collect()
    assert(view[0] === 0 || view[0] === 1.5)
  },
  /** The memory cannot be given away: it stays where it is, or the attempt throws. */
  async transfer() {
    const { memory, view } = filled()
    const attempt = (give) => {
      try {
        give(view.buffer)
      } catch (error) {
        assert.equal(error.name, 'DataCloneError')
      }
    }
    attempt((buffer) => structuredClone(buffer, { transfer: [buffer] }))
    attempt((buffer) => new MessageChannel().port1.postMessage(buffer, [buffer]))
    assert.equal(view[5], 1.5)
    const moved = view.buffer.transfer?.()
    memory.close()
    await collect()
    if (moved) new Uint8Array(moved).fill(1)
    process.exit(console.log('right'))
  },
  /** Opening and closing in a loop keeps neither addresses nor memory nor descriptors. */
  async many() {
    const count = () => {
      if (process.platform !== 'linux') return 0
      return readFileSync('/proc/self/maps', 'utf8').split('\n').length + readdirSync('/proc/self/fd').length
    }
    const memory = SharedMemory.create({ size: 1 << 20 })
    memory.view(Uint8Array)[7] = 9
    await collect()
    const before = count()
    for (let round = 0; round < 2000; round++) {
      const again = SharedMemory.attach(memory.name)
      assert.equal(again.view(Uint8Array)[7], 9)
      again.close()
      const fresh = SharedMemory.create({ size: 4096 })
      fresh.view(Uint8Array)
      fresh[Symbol.dispose]()
      if (round % 200 === 199) await collect()
    }
    await collect()
    assert(count() < before + 100, `${before} mappings and descriptors became ${count()}`)
    // What runs behind the event loop is not disturbed by a close under it.
    const { memory: shared, view } = filled()
    const sorting = sort(view)
    shared.close()
    await sorting
  },
}

await WAYS[process.argv[2]]()
console.log('right')
