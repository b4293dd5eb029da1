/** Whatever a function throws or returns arrives as documented, or as an error that says why not; its worker lives on. */
import { Pool } from 'allcores'
import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import { type Caught, within } from './helpers.js'

const pool = new Pool({ workers: 1 })
afterAll(() => pool.close())

/** How to make a value in the worker, where alone it can exist. */
type Recipe =
  | { kind: 'plain'; value: unknown }
  | { kind: 'hostile'; which: number }
  | {
      kind: 'error'
      name: string
      message: string
      properties: [key: string, is: Recipe][]
      frozen: boolean
      foreign: boolean
    }
  | { kind: 'object'; parts: [key: string, is: Recipe][] }
  | { kind: 'list'; parts: [key: string, is: Recipe][] }

const HOSTILE = 12
/** Those up to this one are proxies. */
const LAST_PROXY = 2
/** Those that are errors: structured clone takes some of them. */
const HOSTILE_ERRORS = [5, 6, 10, 11]

/** Makes the value and throws or returns it. */
const produce = (recipe: Recipe, how: string) => {
  const refuse = () => {
    throw new Error('refused')
  }
  const traps = { get: refuse, has: refuse, ownKeys: refuse, getPrototypeOf: refuse, getOwnPropertyDescriptor: refuse }
  const hostile = [
    () => new Proxy({}, traps),
    () => new Proxy(new Error('x'), traps),
    () => {
      const { proxy, revoke } = Proxy.revocable({}, {})
      revoke()
      return proxy
    },
    () => ({ toString: refuse, [Symbol.toPrimitive]: refuse, run: () => 1 }),
    () => Object.defineProperty({}, 'x', { enumerable: true, get: refuse }),
    () => Object.defineProperty(new Error('x'), 'x', { enumerable: true, get: refuse }),
    () => {
      const error = new ReferenceError('x')
      // A stack is made when it is first touched, and reads the name.
      void error.stack
      const hidden = { get: refuse }
      return Object.defineProperties(error, { message: hidden, stack: hidden, name: hidden, cause: hidden })
    },
    () => Symbol('s'),
    () => () => 1,
    () => new WeakMap(),
    () =>
      Object.assign(new Error('x'), { stack: { toString: refuse }, name: Object.create(null), message: Symbol('s') }),
    () =>
      Object.create(Error.prototype, {
        cause: {
          get() {
            return Object.create(this)
          },
        },
      }),
  ]
  const make = (recipe: Recipe): unknown => {
    if (recipe.kind === 'plain') return recipe.value
    if (recipe.kind === 'hostile') return hostile[recipe.which]!()
    if (recipe.kind === 'list') return recipe.parts.map(([, is]) => make(is))
    if (recipe.kind === 'object') return Object.fromEntries(recipe.parts.map(([key, is]) => [key, make(is)]))
    const realm = recipe.foreign ? require('node:vm').runInNewContext('globalThis') : globalThis
    const error =
      recipe.name === 'AggregateError'
        ? new realm.AggregateError([], recipe.message)
        : new realm[recipe.name](recipe.message)
    for (const [key, is] of recipe.properties)
      Object.defineProperty(error, key, { value: make(is), enumerable: true, configurable: true, writable: true })
    return recipe.frozen ? Object.freeze(error) : error
  }
  const value = make(recipe)
  if (how === 'throw') throw value
  if (how === 'reject') return Promise.reject(value)
  return value
}

/** What a recipe of plain parts makes. */
const made = (recipe: Recipe): unknown => {
  if (recipe.kind === 'plain') return recipe.value
  if (recipe.kind === 'list') return recipe.parts.map(([, is]) => made(is))
  if (recipe.kind === 'object') return Object.fromEntries(recipe.parts.map(([key, is]) => [key, made(is)]))
  return undefined
}

const key = fc.constantFrom('a', 'code', 'cause', 'errors', 'b c', 'index2')
const { recipe } = fc.letrec<{ recipe: Recipe; part: [string, Recipe] }>((tie) => ({
  part: fc.tuple(key, tie('recipe')) as fc.Arbitrary<[string, Recipe]>,
  recipe: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({
      kind: fc.constant('plain' as const),
      value: fc.oneof(
        fc.string(),
        fc.integer(),
        fc.bigInt(),
        fc.constantFrom(undefined, null, true),
        fc.date({ noInvalidDate: true }),
        fc.uint8Array(),
      ),
    }),
    fc.record({ kind: fc.constant('hostile' as const), which: fc.nat(HOSTILE - 1) }),
    fc.record({
      kind: fc.constant('error' as const),
      name: fc.constantFrom('Error', 'TypeError', 'RangeError', 'AggregateError', 'URIError'),
      message: fc.string(),
      properties: fc.uniqueArray(tie('part'), { maxLength: 3, selector: ([key]) => key }),
      frozen: fc.boolean(),
      foreign: fc.boolean(),
    }),
    fc.record({
      kind: fc.constantFrom('object' as const, 'list' as const),
      parts: fc.uniqueArray(tie('part'), { maxLength: 3, selector: ([key]) => key }),
    }),
  ),
}))

/** Whether structured clone takes what the recipe makes; `undefined` where that is for Node to say. */
const crosses = (recipe: Recipe): boolean | undefined => {
  if (recipe.kind === 'plain') return true
  if (recipe.kind === 'error') return undefined
  if (recipe.kind === 'hostile') return HOSTILE_ERRORS.includes(recipe.which) ? undefined : false
  const parts = recipe.parts.map(([, is]) => crosses(is))
  return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true
}

/** Checks what arrived of what was thrown. */
function checkThrown(recipe: Recipe, arrived: Caught): void {
  if (recipe.kind === 'error') checkError(recipe, arrived)
  else if (crosses(recipe)) expect(arrived).toStrictEqual(made(recipe))
  else if (recipe.kind === 'hostile') expect(arrived).toBeInstanceOf(Error)
  else if (crosses(recipe) === false || arrived.code === 'NOT_CLONEABLE') {
    expect(arrived).toMatchObject({ code: 'NOT_CLONEABLE', message: expect.stringContaining('the thrown value') })
  } else expect(Object.keys(arrived)).toHaveLength(recipe.kind === 'plain' ? 0 : recipe.parts.length)
}

/** An error has its class, message and properties; where one of them cannot cross, words stand for it. */
function checkError({ name, message, properties }: Extract<Recipe, { kind: 'error' }>, arrived: Caught): void {
  expect(Object.getPrototypeOf(arrived)).toBe(Reflect.get(globalThis, name).prototype)
  expect(arrived.message).toBe(message)
  expect(arrived.stack).toEqual(expect.any(String))
  for (const [key, is] of properties) {
    if (is.kind === 'error') checkError(is, arrived[key])
    else if (crosses(is)) expect(arrived[key]).toStrictEqual(made(is))
    else if (is.kind === 'hostile' && crosses(is) === false) expect(JSON.stringify(arrived[key])).toContain(' cannot ')
    else expect(arrived).toHaveProperty([key])
  }
}

it('be it thrown, rejected with, or returned', async () => {
  const mark = () => require('node:worker_threads').threadId
  const worker = await within(pool.submit(mark))
  await fc.assert(
    fc.asyncProperty(recipe, fc.constantFrom('throw', 'reject'), async (recipe, how) => {
      let arrived: unknown
      try {
        await within(pool.submit(produce as never, recipe, how))
        expect.unreachable()
      } catch (error) {
        arrived = error
      }
      checkThrown(recipe, arrived)
    }),
    { numRuns: 500 },
  )
  await fc.assert(
    fc.asyncProperty(recipe, async (recipe) => {
      const returned = within(pool.submit(produce as never, recipe, 'return'))
      const { value, code, message } = await returned.then(
        (value) => ({ value }) as Caught,
        (error) => error,
      )
      if (crosses(recipe)) expect(value).toStrictEqual(made(recipe))
      // Of a proxy it is asked whether it is a promise: what its trap throws is the failure, as in an async function.
      else if (recipe.kind === 'hostile' && recipe.which <= LAST_PROXY) expect(message).toMatch(/refused|revoked/)
      else if (crosses(recipe) === false)
        expect([code, message]).toEqual(['NOT_CLONEABLE', expect.stringMatching(/^result/)])
    }),
    { numRuns: 300 },
  )
  expect(await within(pool.submit(mark))).toBe(worker)
})
