import { asCompleted, Pool } from 'allcores'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { thrown } from './helpers.js'

const pool = new Pool({ workers: 1 })
afterAll(() => pool.close())

describe('bad input is an error at the call, with a code and the name of the argument', () => {
  it.each([
    ['workers', 0, RangeError, 'OUT_OF_RANGE'],
    ['workers', -1, RangeError, 'OUT_OF_RANGE'],
    ['workers', 1.5, RangeError, 'OUT_OF_RANGE'],
    ['workers', Number.NaN, RangeError, 'OUT_OF_RANGE'],
    ['workers', Number.POSITIVE_INFINITY, RangeError, 'OUT_OF_RANGE'],
    ['workers', 'x', TypeError, 'INVALID_TYPE'],
    ['workers', null, TypeError, 'INVALID_TYPE'],
    ['chunkSize', 0, RangeError, 'OUT_OF_RANGE'],
    ['chunkSize', 2.5, RangeError, 'OUT_OF_RANGE'],
    ['chunkSize', '3', TypeError, 'INVALID_TYPE'],
    ['signal', {}, TypeError, 'INVALID_TYPE'],
    ['chunksize', 3, TypeError, 'UNKNOWN_OPTION'],
  ])('%s: %s', (name, value, kind, code) => {
    const options = { [name]: value }
    const calls =
      name === 'workers'
        ? [() => new Pool(options)]
        : [
            () => pool.map((x) => x, [1], options),
            () => pool.starmap((x) => x, [[1]], options),
            () => pool.imap((x) => x, [1], options),
          ]
    for (const call of calls) {
      const error = thrown(call)
      expect(error).toBeInstanceOf(kind)
      expect(error.code).toBe(code)
      expect(error.message).toContain(name)
    }
  })

  it.each([[5], [undefined], [null], [{}]])('items: %s', (items) => {
    for (const call of [() => pool.map((x) => x, items as never), () => pool.imap((x) => x, items as never)]) {
      const error = thrown(call)
      expect(error).toBeInstanceOf(TypeError)
      expect(error).toMatchObject({ code: 'INVALID_TYPE', message: expect.stringContaining('items') })
    }
  })

  it('a tuple that is none', () => {
    expect(thrown(() => pool.starmap((x) => x, [[1], 2] as never))).toMatchObject({
      code: 'INVALID_TYPE',
      message: expect.stringContaining('items[1]'),
    })
  })

  it('a second iterable for starmap', () => {
    expect(thrown(() => pool.starmap((x) => x, [[1]], [[2]] as never))).toMatchObject({
      code: 'INVALID_TYPE',
      message: expect.stringContaining('one iterable'),
    })
  })

  it('a task that is no promise, and an error shown on one line', () => {
    expect(thrown(() => asCompleted([Promise.resolve(), 1] as never))).toMatchObject({
      code: 'INVALID_TYPE',
      message: expect.stringContaining('tasks[1]'),
    })
    expect(thrown(() => asCompleted(new RangeError('two\nlines') as never)).message).toMatch(
      /got RangeError: two lines$/,
    )
  })

  it('a signal that is aborted already', () => {
    const signal = AbortSignal.abort('enough')
    for (const call of [
      () => pool.map((x) => x, [1], { signal }),
      () => pool.starmap((x) => x, [[1]], { signal }),
      () => pool.imap((x) => x, [1], { signal }),
      () => pool.imapUnordered((x) => x, [1], { signal }),
      () => pool.apply(() => 1, [], { signal }),
    ]) {
      expect(thrown(call)).toMatchObject({ name: 'AbortError', code: 'ABORTED', cause: 'enough' })
    }
  })
})

it('far more workers than cores warn once', () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
  new Pool({ workers: 5000 })
  new Pool({ workers: 5000 })
  expect(warn.mock.calls.map(([message]) => String(message))).toStrictEqual([expect.stringContaining('5000 workers')])
  warn.mockRestore()
})
