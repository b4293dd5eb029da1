/**
 * `imap` is "a lazier version of map", in order, and `imap_unordered` gives results as they are there. Unlike Python's,
 * they pull their input only as there is room; and an iterator that has raised is at its end, as all in JavaScript are.
 */
import { expect, it } from 'vitest'
import { collect, rejection, within } from '../pool/helpers.js'
import { onBothKinds } from './workers.js'

onBothKinds((open) => {
  const pool = open(2)
  const square = (x: number) => x * x
  const few = Array.from({ length: 20 }, (_, i) => i)

  it.each([1, 3, 100])("imap gives map's results in order, in chunks of %i", async (chunkSize) => {
    expect(await within(collect(pool.imap(square, few, { chunkSize })))).toStrictEqual(few.map(square))
  })

  it.each([1, 3, 100])('imapUnordered gives the same results, in chunks of %i', async (chunkSize) => {
    const results = await within(collect(pool.imapUnordered(square, few, { chunkSize })))
    expect(results.sort((a, b) => a - b)).toStrictEqual(few.map(square))
  })

  it('imapUnordered gives what is ready while an earlier item runs, imap does not', async () => {
    const late = (ms: number) => new Promise<number>((resolve) => ms > 0 && setTimeout(resolve, ms, ms))
    await within(pool.ready)
    const unordered = pool.imapUnordered(late, [0, 1])
    expect((await within(unordered.next())).value).toBe(1)
    await within(unordered.return())
    expect(await within(collect(pool.imap(late, [100, 1])))).toStrictEqual([100, 1])
  })

  it('imap gives the results before the one that fails, then the error, then is at its end', async () => {
    const failing = (x: number) => {
      if (x === 2) throw new RangeError('two')
      return x
    }
    const results = pool.imap(failing, [0, 1, 2, 3])
    expect(await within(results.next())).toStrictEqual({ done: false, value: 0 })
    expect(await within(results.next())).toStrictEqual({ done: false, value: 1 })
    expect(await rejection(results.next())).toBeInstanceOf(RangeError)
    expect(await within(results.next())).toStrictEqual({ done: true, value: undefined })
  })

  it('imapUnordered ends with the error of an item', async () => {
    const failing = (x: number) => {
      if (x === 2) throw new RangeError('two')
      return x
    }
    expect(await rejection(collect(pool.imapUnordered(failing, [0, 1, 2, 3])))).toBeInstanceOf(RangeError)
  })

  it('an input that raises gives what came before, then its error', async () => {
    const items = function* () {
      yield 1
      yield 2
      throw new SyntaxError('input')
    }
    const results = pool.imap(square, items())
    expect((await within(results.next())).value).toBe(1)
    expect((await within(results.next())).value).toBe(4)
    expect(await rejection(results.next())).toBeInstanceOf(SyntaxError)
  })

  it('pulls an endless input no further than it has room', async () => {
    let pulled = 0
    const naturals = function* () {
      for (let n = 0; ; n++) {
        pulled++
        yield n
      }
    }
    const firsts: number[] = []
    for await (const value of pool.imap(square, naturals())) {
      firsts.push(value)
      if (firsts.length === 10) break
    }
    expect(firsts).toStrictEqual(few.slice(0, 10).map(square))
    expect(pulled).toBeLessThan(30)
  })
})
