/** What one writes, every other reads: handles, threads, processes and Python have one memory. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { SharedMemory } from 'allcores'
import { expect, it } from 'vitest'
import { python } from './python.js'

const PEER = fileURLToPath(new URL('./programs/peer.mjs', import.meta.url))

it('is the same memory by name, by handle, and for copies', () => {
  const memory = SharedMemory.create({ size: 64 })
  const named = SharedMemory.attach(memory.name)
  const cloned = SharedMemory.attach(structuredClone(memory))
  memory.view(Float64Array)[2] = 0.5
  expect(named.view(Float64Array, { offset: 16, length: 1 })[0]).toBe(0.5)
  cloned.write(Float64Array.of(1.5, 2.5), 24)
  expect([...memory.view(Float64Array)]).toEqual([0, 0, 0.5, 1.5, 2.5, 0, 0, 0])
  expect(named.read(24, 8)).toEqual(new Uint8Array(Float64Array.of(1.5).buffer))
  for (const handle of [named, cloned, memory]) handle[Symbol.dispose]()
  expect(() => SharedMemory.attach(memory.name)).toThrow(expect.objectContaining({ code: 'NAME_NOT_FOUND' }))
})

it('is written by two threads, a process and Python at once, to the byte', async () => {
  const N = 1_000_003
  const memory = SharedMemory.create({ size: 4 * N })
  const threads = [1, 2].map((share) => new Worker(PEER, { workerData: ['fill', memory.name, share] }))
  const child = spawn(process.execPath, [PEER, 'fill', memory.name, '3'], { stdio: 'inherit' })
  const program = `
memory = attach(sys.argv[1])
x = np.ndarray(memory.size // 4, 'int32', buffer=memory.buf)
x[4::4] = (np.arange(4, len(x), 4, dtype='int64') * 4).astype('int32')
del x
memory.close()`
  const ended = [...threads, child].map((peer) => once(peer, 'exit'))
  python(program, memory.name)
  for (const [code] of await Promise.all(ended)) expect(code).toBe(0)
  const expected = Int32Array.from({ length: N }, (_, i) => i * (i % 4 || 4))
  expect(Buffer.compare(memory.read(), Buffer.from(expected.buffer))).toBe(0)
  memory[Symbol.dispose]()
})

it('loses its name to a Python that is not told whose it is, and keeps its bytes', () => {
  const memory = SharedMemory.create({ size: 8 })
  memory.write(Uint8Array.of(7))
  const program = 'import sys; from multiprocessing.shared_memory import SharedMemory; SharedMemory(sys.argv[1])'
  expect(spawnSync('python3', ['-c', program, memory.name]).status).toBe(0)
  expect(() => SharedMemory.attach(memory.name)).toThrow(expect.objectContaining({ code: 'NAME_NOT_FOUND' }))
  expect(memory.read(0, 1)).toEqual(Uint8Array.of(7))
  memory[Symbol.dispose]()
})
