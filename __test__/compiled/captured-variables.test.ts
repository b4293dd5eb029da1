/** A variable around a function is named, with the call that passes it, wherever the function cannot see it. */
import { kernel, map } from 'allcores'
import * as later from 'allcores/promises'
import { describe, expect, it, vi } from 'vitest'
import { BACKGROUND, DOORS, pooled } from './doors.js'

const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
const x = Float64Array.of(1, 2)
const rate = Math.random() + 1
const settings = { rate }
const scale = (v: number) => v * rate
declare const missing: number

describe.each(BACKGROUND)('$name', ({ call }) => {
  it.each([
    ['map', 'map(fn, x, { consts: { rate } })', (v: number) => v * rate],
    ['filter', 'filter(fn, x, { consts: { rate } })', (v: number) => v > rate],
    ['reduce', 'reduce(fn, x, { consts: { rate } })', (a: number, b: number) => a + b * rate],
  ] as const)('%s throws at the call', async (method, remedy, fn) => {
    const error = await call(method, fn, x).catch((error) => error)
    expect(error).toBeInstanceOf(ReferenceError)
    expect(error).toMatchObject({ code: 'CAPTURED_VARIABLE', variable: 'rate' })
    expect(error.message).toContain(remedy)
  })

  it('rejects when only running shows it', async () => {
    const fn = (v: number) => Number(String(v)) * rate
    const error = await call('map', fn, x).catch((error) => error)
    expect(error).toMatchObject({ name: 'ReferenceError', code: 'CAPTURED_VARIABLE' })
    expect(error.message).toContain('map(fn, x, { consts: { rate } })')
  })

  it('a global is none', async () => {
    expect(await call('map', (v: number) => parseFloat(`${v}`), x)).toStrictEqual(x)
  })
})

it('mapReduce names its reducer', async () => {
  for (const fn of [(v: number) => v * rate, (v: number) => Number(String(v)) * rate]) {
    await expect(pooled.call('mapReduce', fn, 'sum', x)).rejects.toThrow(
      'mapReduce(fn, reducer, x, { consts: { rate } })',
    )
  }
})

it.each(DOORS)('strict makes it an error through $name', async ({ call }) => {
  const error = await call('map', (v: number) => v * rate, x, { strict: true }).catch((error) => error)
  expect(error).toMatchObject({ name: 'ReferenceError', code: 'CAPTURED_VARIABLE' })
})

it('a kernel throws, and names its own options', () => {
  const expected = { code: 'CAPTURED_VARIABLE', message: expect.stringContaining('kernel(fn, { consts: { rate } })') }
  expect(() => kernel((v) => v * rate)(x)).toThrow(expect.objectContaining(expected))
  expect(() => later.kernel((v) => v * rate)(x)).toThrow(expect.objectContaining(expected))
})

it.each([
  ['a function', (v: number) => scale(v), 'declare scale inside of the function'],
  ['a member', (v: number) => v * settings.rate, 'pass it by name: { consts: { rate } }, and use rate'],
])('%s of the surroundings cannot be passed as it is: the message says what can be done', (_, fn, remedy) => {
  expect(() => kernel(fn)(x)).toThrow(
    expect.objectContaining({ code: 'CAPTURED_VARIABLE', message: expect.stringContaining(remedy) }),
  )
})

it('on the calling thread the function sees it: the answer is that of the loop, and the warning names it', () => {
  warn.mockClear()
  expect(map((v) => v * rate, x)).toStrictEqual(x.map((v) => v * rate))
  expect(String(warn.mock.calls[0]![0])).toMatch(/the variable rate.* at line 1, column \d+/)
  expect(String(warn.mock.calls[0]![0])).toContain('map(fn, x, { consts: { rate } })')
})

it('but not where constants are passed and it is none of them', () => {
  const expected = expect.objectContaining({ code: 'CAPTURED_VARIABLE', message: expect.stringContaining('missing') })
  expect(() => map((v) => v * rate * missing, x, { consts: { rate } })).toThrow(expected)
  expect(() => map((v) => Number(String(v)) * rate * missing, x, { consts: { rate } })).toThrow(expected)
})
