/** An instance that is cloned, posted or written as JSON becomes a handle, of which the other side makes an instance. */
import { MessageChannel } from 'node:worker_threads'
import { ShareableList, SharedMemory, type SharedMemoryHandle } from 'allcores'
import { expect, it } from 'vitest'
import { handleReads } from '../../dist/memory/handles.js'
import { revive } from '../../dist/revive.js'

const WAYS: [string, (value: object) => Promise<unknown> | unknown][] = [
  ['structuredClone', (value) => structuredClone(value)],
  ['JSON', (value) => JSON.parse(JSON.stringify(value))],
  [
    'a message',
    (value) =>
      new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel()
        port2.once('message', (received) => {
          port1.close()
          resolve(received)
        })
        port1.postMessage(value)
      }),
  ],
]

it.each(WAYS)('%s', async (_, send) => {
  const memory = SharedMemory.create({ size: 24 })
  const list = ShareableList.create(['x', 2])
  memory.write(Uint8Array.of(1, 2, 3))
  const before = handleReads()
  const sent = (await send({ memory, list })) as Record<'memory' | 'list', SharedMemoryHandle>
  expect(handleReads() - before).toBe(2)
  expect(sent.memory).toEqual({ type: 'SharedMemory', name: memory.name, size: 24 })
  expect(sent.list).toEqual({ type: 'ShareableList', name: list.name })
  const [revivedMemory, revivedList] = [revive(sent.memory) as SharedMemory, revive(sent.list) as ShareableList]
  expect(revivedMemory).toBeInstanceOf(SharedMemory)
  expect(revivedMemory.read(0, 3)).toEqual(Uint8Array.of(1, 2, 3))
  expect([...revivedList]).toEqual(['x', 2])
  for (const handle of [revivedMemory, revivedList, memory, list]) handle[Symbol.dispose]()
})

it('leaves any other value as it is, and its reading uncounted', () => {
  const before = handleReads()
  for (const value of [undefined, null, 7, 'SharedMemory', { type: 'other' }, [1], new Map()]) {
    expect(revive(structuredClone(value))).toEqual(value)
  }
  expect(handleReads()).toBe(before)
})
