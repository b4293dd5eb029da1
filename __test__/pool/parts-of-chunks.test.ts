import { Pool } from 'allcores'
import { expect, it } from 'vitest'
import { collect, rejection } from './helpers.js'

it('imap gives what came before an item that took its worker down, though the answer of the chunk was lost', async () => {
  await using pool = new Pool({ workers: 1 })
  const exit = (x: number) => (x === 7 ? process.exit(1) : x)
  const items = Array.from({ length: 10 }, (_, i) => i)
  for (const chunkSize of [1, 4, 10]) {
    const seen: number[] = []
    const loop = async () => {
      for await (const x of pool.imap(exit, items, { chunkSize })) seen.push(x)
    }
    expect(await rejection(loop())).toMatchObject({ code: 'WORKER_DIED', index: 7 })
    expect(seen).toStrictEqual([0, 1, 2, 3, 4, 5, 6])
  }
})

it('a worker that exits has told what it had done: no item runs twice', async () => {
  await using pool = new Pool({ workers: 1 })
  const runs = new Int32Array(new SharedArrayBuffer(40))
  const count = (runs: Int32Array, i: number) => {
    Atomics.add(runs, i, 1)
    if (i === 7) process.exit(1)
    return i
  }
  await rejection(collect(pool.imap(count, Array(10).fill(runs), { chunkSize: 10 })))
  expect([...runs]).toStrictEqual([1, 1, 1, 1, 1, 1, 1, 1, 0, 0])
})
