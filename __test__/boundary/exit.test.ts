import { expect, test } from 'vitest'
import { ended, run } from '../support/program.js'

const exits = (way: string) => run(import.meta.url, './programs/exits.mjs', [way])

test('process.exit() with calls in flight ends the process with its own code', async () => {
  expect(await exits('exit')).toEqual(ended())
})

test('an uncaught error with calls in flight is handled as ever', async () => {
  expect(await exits('throw')).toMatchObject({ code: 7, signal: null })
})

test('a call in flight keeps the process alive until it is done', async () => {
  expect(await exits('pending')).toEqual(ended('2000000\n'))
})

test('the addon keeps no process alive that has nothing to do', async () => {
  expect(await exits('idle')).toEqual(ended('idle\n'))
})
