/** What goes into one end of a pipe comes out of the other, in order; when that end is closed, or its owner gone, it ends. */
import { Connection, Pipe } from 'allcores'
import { expect, it } from 'vitest'
import { everywhere, start } from './members.js'

const ended = expect.objectContaining({ code: 'QUEUE_CLOSED' })

it.each(everywhere)('both ways, between %s', async (between) => {
  const [here, there] = Pipe({ between })
  const member = start(between, 'upper', there)
  for (const text of ['a', 'b', 'c']) await here.send(text)
  expect([await here.recv(), here.recvSync(), await here.recv()]).toEqual(['A', 'B', 'C'])
  here.close()
  expect(await member.result).toBe('end')
  expect(() => here.poll()).toThrow(expect.objectContaining({ code: 'MEMORY_CLOSED' }))
})

it.each(everywhere)('blocking, between %s', async (between) => {
  const [here, there] = Pipe({ between })
  const member = start(between, 'upperSync', there, { count: 200 })
  for (let i = 0; i < 200; i++) {
    here.sendSync(`x${i}`)
    expect(here.recvSync()).toBe(`X${i}`)
  }
  await member.result
  await expect(here.recv()).rejects.toEqual(ended)
})

it.each(everywhere)('what was sent arrives before the end, between %s', async (between) => {
  const [here, there] = Pipe({ between })
  const member = start(between, 'sendAndStay', there, { values: [1, 'two', { three: 3 }] })
  await member.ready
  expect(here.poll()).toBe(true)
  expect(await here.recv()).toBe(1)
  const rest = (async () => {
    const values = []
    for await (const value of here) values.push(value)
    return values
  })()
  await member.kill()
  expect(await rest).toEqual(['two', { three: 3 }])
  expect(here.poll()).toBe(true)
  await expect(here.recv()).rejects.toEqual(ended)
  expect(() => here.sendSync('x')).toThrow(ended)
})

it.each(everywhere)('who waits when the other is killed sees the end, between %s', async (between) => {
  const [here, there] = Pipe({ between })
  const member = start(between, 'sendAndStay', there, { values: [] })
  await member.ready
  const waiting = here.recv()
  waiting.catch(() => {})
  setTimeout(() => member.kill(), 50)
  await expect(waiting).rejects.toEqual(ended)
})

it('is refused where it is none', () => {
  expect(() => Pipe({ between: 'planets' as never })).toThrow(expect.objectContaining({ code: 'INVALID_TYPE' }))
  expect(() => Connection.from({ type: 'Connection', end: 0, memory: new SharedArrayBuffer(4096) })).toThrow(
    expect.objectContaining({ code: 'UNUSABLE_MEMORY' }),
  )
})
