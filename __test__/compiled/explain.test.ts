/** How a function runs is told before it runs: natively with what, or as JavaScript because of what. */
import { info, kernel, Pool } from 'allcores'
import { afterAll, expect, it } from 'vitest'

const pool = new Pool({ workers: 1 })
afterAll(() => pool.close())
declare const rate: number
const x = new Float64Array(3)

it('tells instruction set, Math, registers and loops of what is compiled', () => {
  const text = pool.explain(
    (v) => {
      let sum = 0
      for (let i = 0; i < v; i++) sum += Math.sin(i)
      return sum
    },
    x,
    { dtype: 'float32' },
  )
  expect(text).toMatch(/^\(Float64Array\) → Float32Array: native\n/)
  for (const part of [info().isa, 'registers:', 'math:         host', 'loop 1:']) expect(text).toContain(part)
})

it('tells the portable Math', () => {
  expect(pool.explain((v) => Math.sin(v), x, { math: 'portable' })).toContain('math:         portable')
})

it('tells what stands in the way, where, and what to do', () => {
  expect(pool.explain((v) => Number(String(v)), x)).toMatch(
    /^\(Float64Array\) → Float64Array: JavaScript on the pool's workers\n {2}because: .+ at line 1, column \d+\n {2}instead: .+$/,
  )
  expect(pool.explain((v) => v * rate, x)).toContain('{ consts: { rate } }')
  expect(pool.explain((v) => v * rate, x, { consts: { rate: 1 } })).toContain('native')
  expect(pool.explain((v) => Number(v), new BigInt64Array(1))).toContain('BigInt64Array')
})

it('tells it of a kernel, for the classes that it is asked about', () => {
  const double = kernel((v) => v * 2)
  expect(double.explain()).toMatch(/^\(Float64Array\) → Float64Array: native\n/)
  expect(double.explain(new Int8Array(1))).toMatch(/^\(Int8Array\) → Float64Array: native\n/)
  expect(kernel((v) => Number(String(v))).explain()).toMatch(/: cannot be compiled\n {2}because: /)
})

it('runs nothing, and checks what it is given', () => {
  const out = Float64Array.of(5)
  pool.explain((v) => v, Float64Array.of(1), { out })
  expect(out[0]).toBe(5)
  expect(() => pool.explain((v) => v, x, { typo: 1 } as never)).toThrow(
    expect.objectContaining({ code: 'UNKNOWN_OPTION' }),
  )
})
