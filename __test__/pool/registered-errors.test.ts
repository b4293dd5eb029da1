/** Errors of registered classes keep their class, whichever copy of allcores made or registered them. */
import { writeFileSync } from 'node:fs'
import { AllcoresError, Pool, registerError } from 'allcores'
import { afterAll, describe, expect, it } from 'vitest'
import { built, rejection, thrown } from './helpers.js'
import { project } from './project.js'

const { folder } = project({
  'errors.mjs': `import { registerError } from ALLCORES
export class NotFound extends Error {
  constructor(path) { super('no ' + path); this.path = path }
  get status() { return 404 }
  describe() { return this.path + ': ' + this.status }
}
export class NoPage extends NotFound {}
export class Unknown extends NotFound {}
registerError(NotFound)
registerError(NoPage, 'pages.NoPage')`,
  'tasks.mjs': `import { AllcoresError } from ALLCORES
import { NoPage, Unknown } from './errors.mjs'
export const page = (path) => { throw new NoPage(path) }
export const unknown = (path) => { throw new Unknown(path) }
export const caused = (path) => { throw new Error('outer', { cause: new NoPage(path), }) }
export const inside = (path) => { throw Object.assign(new Error('outer'), { list: [1, new NoPage(path)], original: new NoPage(path) }) }
export const own = () => { throw new AllcoresError('EMPTY', 'nothing') }`,
})
const pool = new Pool({ workers: 1 })
afterAll(() => pool.close())
const tasks = pool.module<Record<string, (path: string) => never>>(`${folder}/tasks.mjs`)

describe('an error of a registered class', async () => {
  const { NotFound, NoPage } = await import(`${folder}/errors.mjs`)

  it('has its class, accessors and methods', async () => {
    const error = await rejection(tasks.page!('/a'))
    expect(error).toBeInstanceOf(NoPage)
    expect(Object.getPrototypeOf(error)).toBe(NoPage.prototype)
    expect(error).toMatchObject({ message: 'no /a', path: '/a', status: 404 })
    expect(error.describe()).toBe('/a: 404')
    expect(error.stack).toMatch(/tasks\.mjs[\s\S]*called from[\s\S]*registered-errors\.test/)
  })

  it('also as a cause, and in other properties', async () => {
    expect((await rejection(tasks.caused!('/a'))).cause).toBeInstanceOf(NoPage)
    const { list, original } = await rejection(tasks.inside!('/a'))
    expect(list).toEqual([1, expect.any(NoPage)])
    expect(original).toBeInstanceOf(NoPage)
  })

  it('has the nearest class that is registered where its own is not', async () => {
    const error = await rejection(tasks.unknown!('/a'))
    expect(Object.getPrototypeOf(error)).toBe(NotFound.prototype)
  })

  it('of allcores needs no registration', async () => {
    const error = await rejection(tasks.own!(''))
    expect(error).toBeInstanceOf(AllcoresError)
    expect(error).toMatchObject({ name: 'AllcoresError', code: 'EMPTY' })
  })

  it('may be registered by a second copy of the package', async () => {
    const copy = await import(`${built}?copy`)
    class Late extends Error {}
    copy.registerError(Late)
    registerError(Late)
    writeFileSync(
      `${folder}/late.mjs`,
      `import { registerError } from ${JSON.stringify(`${built}?other`)}
class Late extends Error {}
registerError(Late)
export const fail = () => { throw new Late('at last') }`,
    )
    const late = pool.module<{ fail(): never }>(`${folder}/late.mjs`)
    expect(await rejection(late.fail())).toBeInstanceOf(Late)
  })
})

it.each([
  undefined,
  5,
  'Error',
  class {},
  class extends Array {},
  () => {},
  Object.defineProperty(class extends Error {}, 'name', { value: '' }),
])('%s cannot be registered', (value) => {
  expect(thrown(() => registerError(value as never))).toMatchObject({ code: 'INVALID_TYPE' })
})
