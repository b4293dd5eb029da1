import * as now from 'allcores'
import { afterEach, expect, test } from 'vitest'
import { difference, filled } from '../support/arrays.js'
import { ended, run } from '../support/program.js'

const threads = now.info().threads
afterEach(() => now.setThreads(threads))

/** Every answer, over enough elements for many chunks. */
function answers() {
  const x = filled(Float64Array as never, 700_001) as Float64Array
  const y = filled(Float64Array as never, 700_001, 2) as Float64Array
  return [
    now.sum(x),
    now.dot(x, y),
    now.mean(x),
    now.variance(x),
    now.min(x),
    now.argmax(x),
    ...now.quantile(x, [0.1, 0.5]),
    ...now.histogram(x, { bins: 77 }).counts,
    ...Array.from(now.sort(x)),
    ...Array.from(now.argsort(x)),
    ...Array.from(now.cumsum(x)),
  ]
}

test('answers have the same bits on 1, 2, 3, 8 and 33 threads', () => {
  now.setThreads(1)
  const expected = answers()
  for (const count of [2, 3, 8, 33]) {
    now.setThreads(count)
    expect(now.info().threads).toBe(count)
    expect(difference(answers(), expected)).toBe(-1)
  }
})

test('by default there are as many threads as the process may use cores', () => {
  expect(threads).toBe(now.availableParallelism())
})

test('ALLCORES_THREADS sets the number, and what is no number is reported and ignored', async () => {
  const program = './programs/threads.mjs'
  expect(await run(import.meta.url, program, [], { env: { ALLCORES_THREADS: '3' } })).toEqual(ended('3\n'))
  const wrong = await run(import.meta.url, program, [], { env: { ALLCORES_THREADS: 'many' } })
  expect(wrong).toMatchObject({ code: 0, stdout: `${now.availableParallelism()}\n` })
  expect(wrong.stderr).toContain('ALLCORES_THREADS')
})
