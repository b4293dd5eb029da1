/** A function that cannot be compiled runs as JavaScript, with one warning that says why; or it is an error, where that is asked for. */
import { kernel, map } from 'allcores'
import * as later from 'allcores/promises'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { bothWays, DOORS, outside, pooled, promises, synchronous } from './doors.js'

const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
beforeEach(() => warn.mockClear())
const warnings = () => warn.mock.calls.map(([message]) => String(message))

const x = Float64Array.of(1, 2, 3)

describe.each(DOORS)('through $name', ({ name, call }) => {
  it('it warns once per function, with construct, line, column and remedy', async () => {
    const source = `(v) => {\n  const text = String(v)\n  return v * 2 + '${name}'.length * 0\n}`
    const fn = () => new Function(`return ${source}`)()
    for (const copy of [fn(), fn(), fn()]) expect(await call('map', copy, x)).toStrictEqual(x.map((v) => v * 2))
    expect(warnings()).toHaveLength(1)
    expect(warnings()[0]).toMatch(/JavaScript on .* because of .+ at line 2, column 16: .+ \(\{ strict: true \}/)
    expect(warn.mock.calls[0]![1]).toBe('AllcoresWarning')
  })

  it('it says nothing about what is compiled', async () => {
    await call('map', (v: number) => v * 3, x)
    await call('reduce', 'sum', x)
    await call('reduce', 'sum', BigInt64Array.of(1n))
    expect(warnings()).toEqual([])
  })

  it('strict makes it an error that names the place', async () => {
    const fn = (v: number) => String(v).length
    for (const [method, ...args] of [
      ['map', fn],
      ['filter', fn],
      ['mapReduce', fn, 'sum'],
      ['reduce', fn],
    ] as const) {
      const error = await call(method, ...args, x, { strict: true }).catch((error) => error)
      expect(error).toBeInstanceOf(TypeError)
      expect(error).toMatchObject({
        code: 'NOT_COMPILABLE',
        line: 1,
        construct: expect.any(String),
        remedy: expect.any(String),
      })
      expect(error.message).toMatch(/at line 1, column \d+/)
    }
    expect(warnings()).toEqual([])
    expect(await call('map', (v: number) => v + 1, x, { strict: true })).toStrictEqual(x.map((v) => v + 1))
  })

  it('bigints are not compiled', async () => {
    await expect(call('map', (v: bigint) => v, BigInt64Array.of(1n), { strict: true })).rejects.toMatchObject({
      code: 'NOT_COMPILABLE',
      message: expect.stringContaining('BigInt64Array'),
    })
  })

  it('what the function throws is what the call throws', async () => {
    const fn = (v: number) => {
      if (v === 2) throw new RangeError('two is too many')
      return v
    }
    const error = await call('map', fn, x).catch((error) => error)
    expect(error).toBeInstanceOf(RangeError)
    expect(error.message).toBe('two is too many')
    expect(error.stack).toContain('outside-of-the-subset')
  })
})

it.each([promises, pooled])('$name tells at which element the function threw', async ({ call }) => {
  const fn = (v: number) => {
    if (v === 777) throw new Error('no')
    return v
  }
  await expect(
    call(
      'map',
      fn,
      Float64Array.from({ length: 1000 }, (_, i) => i),
    ),
  ).rejects.toMatchObject({ index: 777 })
})

it('a kernel is strict', () => {
  const bad = kernel((v) => Number(String(v)))
  expect(() => bad(x)).toThrow(expect.objectContaining({ name: 'TypeError', code: 'NOT_COMPILABLE' }))
  expect(() => later.kernel((v) => Number(String(v)))(x)).toThrow(expect.objectContaining({ code: 'NOT_COMPILABLE' }))
})

it('on the calling thread the function itself is called: it may use what is around it, and change it', () => {
  const seen: number[] = []
  map((v: number, i: number) => {
    seen.push(v, i)
    return v
  }, x)
  expect(seen).toEqual([1, 0, 2, 1, 3, 2])
})

it.each(['Math.sqrt', '(function (v) { return Math.sqrt(v) }).bind(null)'])(
  '%s has no source, and is called',
  (text) => {
    expect(map(new Function(`return ${text}`)(), x)).toStrictEqual(x.map(Math.sqrt))
    expect(warnings()).toHaveLength(1)
  },
)

it.each([promises, pooled])('$name refuses functions that have no source', async ({ call }) => {
  await expect(call('map', Math.sqrt, x)).rejects.toMatchObject({ name: 'TypeError', code: 'INVALID_FUNCTION' })
})

describe.each(DOORS)('a result that an array cannot hold is an error, through $name', ({ call }) => {
  it.each([
    ['a string', () => '1'],
    ['null', () => null],
    ['an object', () => ({})],
    ['a promise', async () => 1],
    ['a bigint', () => 1n],
    ['a symbol', () => Symbol.iterator],
  ] as [string, () => unknown][])('%s', async (_, fn) => {
    const error = await call('map', outside(fn), Float64Array.of(1)).catch((error) => error)
    expect(error).toBeInstanceOf(TypeError)
    expect(error).toMatchObject({ code: 'INVALID_RESULT', message: expect.stringContaining('index 0') })
  })

  it('a number among bigints', async () => {
    const error = await call('map', () => 1, BigInt64Array.of(1n), { dtype: 'int64' }).catch((error) => error)
    expect(error).toMatchObject({ code: 'INVALID_RESULT', message: expect.stringContaining('bigint') })
  })

  it('a list of strings to be reduced, and a promise to be tested', async () => {
    await expect(
      call(
        'mapReduce',
        outside(() => 'x'),
        'sum',
        x,
      ),
    ).rejects.toMatchObject({ code: 'INVALID_RESULT' })
    await expect(
      call(
        'reduce',
        outside(() => 'x'),
        x,
      ),
    ).rejects.toMatchObject({ code: 'INVALID_RESULT' })
    await expect(
      call(
        'filter',
        outside(async () => false),
        x,
      ),
    ).rejects.toMatchObject({ code: 'INVALID_RESULT' })
  })
})

it('the ways of the tests are what they are taken for', () => {
  const [[, compiled], [, loop]] = bothWays((v: number) => v) as [[string, () => number], [string, () => number]]
  expect(() => synchronous.api.map(compiled, x, { strict: true })).not.toThrow()
  expect(() => synchronous.api.map(loop, x, { strict: true })).toThrow(
    expect.objectContaining({ code: 'NOT_COMPILABLE' }),
  )
})
