import { type ChunkEnd, Pool, type WorkerExit, type WorkerStart } from 'allcores'
import { expect, it } from 'vitest'
import { rejection, within } from './helpers.js'

it('stats count every item once, and every worker', async () => {
  await using pool = new Pool({ workers: 2 })
  expect(pool.stats()).toMatchObject({ workers: [], queued: 0, running: 0, completed: 0, failed: 0, started: 0 })
  const gate = new Int32Array(new SharedArrayBuffer(4))
  const wait = (gate: Int32Array) => void Atomics.wait(gate, 0, 0)
  await within(pool.ready)
  const tasks = Array.from({ length: 5 }, () => pool.submit(wait, gate))
  expect(pool.stats()).toMatchObject({ queued: 3, running: 2, workers: [{ state: 'busy' }, { state: 'busy' }] })
  Atomics.store(gate, 0, 1)
  Atomics.notify(gate, 0)
  await within(Promise.all(tasks))
  await within(pool.map((x) => x, Array(100).fill(1)))
  await rejection(pool.submit(() => Promise.reject(new Error('no'))))
  await rejection(pool.submit(() => process.exit(1)))
  const stats = pool.stats()
  expect(stats).toMatchObject({ queued: 0, running: 0, completed: 105, failed: 2, started: 2, died: 1 })
  for (const { count, mean, p50, p90, p99, max } of [stats.wait, stats.run]) {
    expect(count).toBeGreaterThan(0)
    expect(Math.min(mean, p50, p90, p99)).toBeGreaterThan(0)
    expect([p50, p90, p99, max].toSorted((a, b) => a - b)).toStrictEqual([p50, p90, p99, max])
  }
})

it('stats tell what each worker has used', async () => {
  await using pool = new Pool({ workers: 1 })
  const burn = () => {
    const end = performance.now() + 200
    while (performance.now() < end);
  }
  await within(pool.submit(burn))
  await within(pool.submit(burn))
  const [worker] = pool.stats().workers
  expect(worker).toMatchObject({ id: { kind: 'thread' }, state: 'idle', items: 2 })
  expect(worker!.cpu).toBeGreaterThan(20)
  expect(worker!.memory).toBeGreaterThan(1e6)
})

it('events tell of workers that start and end, and of chunks', async () => {
  const pool = new Pool({ workers: 1 })
  const starts: WorkerStart[] = []
  const exits: WorkerExit[] = []
  const chunks: ChunkEnd[] = []
  pool.on('workerStart', (event) => starts.push(event))
  pool.on('workerExit', (event) => exits.push(event))
  pool.on('chunkEnd', (event) => chunks.push(event))
  await within(
    pool.map(
      function double(x) {
        return x * 2
      },
      [1, 2, 3],
      { chunkSize: 3 },
    ),
  )
  await rejection(pool.submit(() => process.exit(3)))
  await within(pool.submit(() => 1))
  await within(pool.close())
  expect(starts).toHaveLength(2)
  expect(exits).toMatchObject([
    { worker: starts[0]!.worker, exitCode: 3, unasked: true },
    { worker: starts[1]!.worker, unasked: false },
  ])
  expect(chunks).toMatchObject([{ name: 'double', items: 3, worker: starts[0]!.worker }, { items: 1 }])
  for (const { waited, ran } of chunks) expect(Math.min(waited, ran)).toBeGreaterThanOrEqual(0)
})
