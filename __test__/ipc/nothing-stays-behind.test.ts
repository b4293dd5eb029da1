/** No block of shared memory outlives its creator, and what is no queue is refused before it is believed. */
import { Pipe, Queue, SharedMemory } from 'allcores'
import { expect, it } from 'vitest'
import { run } from '../support/program.js'
import { start } from './members.js'

const code = (code: string) => expect.objectContaining({ code })

it('after the end of the process that made it', async () => {
  for (const end of ['', 'process.exit()', 'queue.get()', 'throw 1']) {
    const outcome = await run(import.meta.url, 'programs/leave.mjs', [end])
    const names = outcome.stdout.trim().split('\n')
    expect(names).toHaveLength(2)
    for (const name of names) expect(() => SharedMemory.attach(name)).toThrow(code('NAME_NOT_FOUND'))
  }
})

it('after using and close', async () => {
  let name: string
  {
    using queue = Queue.create()
    name = queue.name
    queue.putSync(1)
  }
  expect(() => Queue.attach(name)).toThrow(code('NAME_NOT_FOUND'))
  const [here, there] = Pipe({ between: 'processes' })
  const member = start('processes', 'upper', there)
  await here.send('a')
  expect(await here.recv()).toBe('A')
  here.close()
  await member.result
  expect(() => SharedMemory.attach(here.name!)).toThrow(code('NAME_NOT_FOUND'))
})

it('a closed handle refuses, and what waits through it rejects', async () => {
  const queue = Queue.create({ maxsize: 1 })
  const waits = [queue.get(), queue.get()]
  for (const wait of waits) wait.catch(() => {})
  const same = Queue.attach(queue.name)
  same[Symbol.dispose]()
  expect(() => same.putSync(1)).toThrow(code('MEMORY_CLOSED'))
  expect(() => same.size).toThrow(code('MEMORY_CLOSED'))
  queue[Symbol.dispose]()
  for (const wait of waits) await expect(wait).rejects.toEqual(code('MEMORY_CLOSED'))
})

it('garbage is refused', () => {
  using memory = SharedMemory.create({ size: 100_000 })
  memory.write(new Uint8Array(100_000).fill(0xa5))
  expect(() => Queue.attach(memory.name)).toThrow(code('UNUSABLE_MEMORY'))
  expect(() => Queue.from({ type: 'Queue', memory: new SharedArrayBuffer(1000) })).toThrow(code('UNUSABLE_MEMORY'))
})
