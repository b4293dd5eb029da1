/** Who waits uses no processor: promises and blocked threads, between threads and between processes. */
import { Event, Lock } from 'allcores'
import { expect, test } from 'vitest'
import { ended, run } from '../support/program.js'
import { pause, start } from './support.js'

test.each(['thread', 'process'] as const)('while 2 partners, each a %s, and 100 promises wait', async (where) => {
  using lock = where === 'thread' ? new Lock() : Lock.create()
  using event = where === 'thread' ? new Event() : Event.create()
  const held = lock.acquireSync()
  const partners = ['wait', 'waitSync'].map((act) => start(where, 'holds', { shared: structuredClone(lock), act }))
  for (const partner of partners) await partner.next()
  const promises = Array.from({ length: 100 }, () => event.wait())
  await pause(100)
  const before = process.cpuUsage()
  await pause(300)
  const { user, system } = process.cpuUsage(before)
  // Of 300 ms; one that polls without a pause would use all of them.
  expect((user + system) / 1000).toBeLessThan(100)
  event.set()
  await Promise.all(promises)
  held.release()
  for (const partner of partners) expect(await partner.next()).toBe('went on')
})

test('a program ends that nobody waits in, and goes on while somebody does', async () => {
  expect(await run(import.meta.url, './programs/ends.mjs')).toEqual(ended('waited\n'))
})

test('a process ends by process.exit() while others of its threads wait', async () => {
  expect(await run(import.meta.url, './programs/exits.mjs')).toEqual(ended('exit\n'))
})
