import { Pool } from 'allcores'
import { afterAll, describe, expect, it } from 'vitest'
import { rejection, thrown, within } from './helpers.js'

const pool = new Pool({ workers: 2 })
afterAll(() => pool.close())

/** A function whose source the test runner has not rewritten. */
const untouched = (source: string) => new Function(`return (${source})`)()

describe('a function travels as its source', () => {
  it('be it an arrow, a function, a method, or async', async () => {
    const holder = {
      method(x: number) {
        return x + 1
      },
      async later(x: number) {
        return x + 1
      },
      get(x: number) {
        return x + 1
      },
      'not an identifier'(x: number) {
        return x + 1
      },
    }
    const forms = [
      (x: number) => x + 1,
      async (x: number) => x + 1,
      function named(x: number) {
        return x + 1
      },
      holder.method,
      holder.later,
      holder.get,
      holder['not an identifier'],
    ]
    for (const form of forms) expect(await within(pool.map(form, [1, 2])), form.toString()).toStrictEqual([2, 3])
  })

  it('and finds itself by its own name', async () => {
    const factorial = function self(n: number): number {
      return n < 2 ? 1 : n * self(n - 1)
    }
    expect(await within(pool.apply(factorial, [5]))).toBe(120)
  })

  it('and can import built-in modules, files by their URL, and require', async () => {
    const helper = new URL('./fixtures/double.mjs', import.meta.url).href
    expect(await within(pool.submit(untouched(`async () => typeof (await import('node:fs')).readFileSync`)))).toBe(
      'function',
    )
    expect(await within(pool.submit(untouched(`async (url) => (await import(url)).double(21)`), helper))).toBe(42)
    expect(await within(pool.submit(untouched(`() => typeof require('node:fs').readFileSync`)))).toBe('function')
  })

  it('and runs after more functions than a worker remembers', async () => {
    const many = Array.from({ length: 600 }, (_, i) => untouched(`() => ${i}`))
    expect(await within(Promise.all(many.map((fn) => pool.submit(fn))))).toStrictEqual(many.map((_, i) => i))
    expect(await within(Promise.all(many.map((fn) => pool.submit(fn))))).toStrictEqual(many.map((_, i) => i))
  })

  it('with the helper that esbuild leaves for names', async () => {
    expect(await within(pool.submit(untouched(`() => { const f = __name(() => 5, 'f'); return f() }`)))).toBe(5)
  })
})

describe('a function that cannot travel is refused at the call', () => {
  it.each([
    ['a native function', Math.sqrt, 'INVALID_FUNCTION', 'native or bound'],
    ['a bound function', ((x: number) => x).bind(null), 'INVALID_FUNCTION', 'native or bound'],
    ['a class', class A {}, 'INVALID_FUNCTION', 'class'],
    ['a generator', function* () {}, 'INVALID_FUNCTION', 'generator'],
    ['an async generator', async function* () {}, 'INVALID_FUNCTION', 'generator'],
    ['a string', 'x => x', 'INVALID_TYPE', "'x => x'"],
    ['undefined', undefined, 'INVALID_TYPE', 'undefined'],
  ])('%s', (_, fn, code, word) => {
    for (const call of [
      () => pool.map(fn as never, [1]),
      () => pool.starmap(fn as never, [[1]]),
      () => pool.imap(fn as never, [1]),
      () => pool.imapUnordered(fn as never, [1]),
      () => pool.apply(fn as never),
      () => pool.submit(fn as never),
    ]) {
      const error = thrown(call)
      expect(error).toBeInstanceOf(TypeError)
      expect(error.code).toBe(code)
      expect(error.message).toContain('fn ')
      expect(error.message).toContain(word)
    }
  })
})

describe('a variable that stayed behind', () => {
  it('is named in the error, with what to do', async () => {
    const factor = 3
    const error = await rejection(pool.map((x) => x * factor, [1]))
    expect(error).toBeInstanceOf(ReferenceError)
    expect(error.code).toBe('CAPTURED_VARIABLE')
    expect(error.message).toMatch(/`factor`.*argument.*import/)
    expect(error.cause).toBeInstanceOf(ReferenceError)
    expect(error.index).toBe(0)
  })

  it('is named when it is written to', async () => {
    const error = await rejection(pool.apply(untouched('() => { counter = 1 }')))
    expect(error.message).toContain('`counter`')
  })

  it('is not suspected behind a ReferenceError of a module that the function calls', async () => {
    const broken = new URL('./fixtures/double.mjs', import.meta.url).href
    const error = await rejection(pool.apply(untouched('async (url) => (await import(url)).broken()'), [broken]))
    expect(error).toBeInstanceOf(ReferenceError)
    expect(error.code).toBeUndefined()
  })
})
