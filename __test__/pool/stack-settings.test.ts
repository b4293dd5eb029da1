import { describe, expect, it } from 'vitest'
import { program } from './helpers.js'

describe('a failing task rejects its call', () => {
  it.each([
    ['without a stack limit', 'Error.stackTraceLimit = undefined'],
    ['with stacks as lists of call sites', 'Error.prepareStackTrace = (_, sites) => sites'],
    ['with stacks that are no text', 'Error.prepareStackTrace = () => Object.create(null)'],
  ])('%s', async (_, setting) => {
    const { code, stdout } = await program(`
      const pool = new Pool({ workers: 1 })
      ${setting}
      const fail = () => { throw new RangeError('told') }
      await pool.submit(fail).catch((error) => console.log(error instanceof RangeError, error.message))
      await pool.map(fail, [1]).catch((error) => console.log(error.message, error.index))
      await pool.submit(() => process.exit(1)).catch((error) => console.log(error.code))
      await pool.close()`)
    expect({ code, stdout }).toStrictEqual({ code: 0, stdout: 'true told\ntold 0\nWORKER_DIED\n' })
  })
})
