import { Pool, WorkerDiedError } from 'allcores'
import { afterAll, describe, expect, it } from 'vitest'
import { program, rejection, within } from '../helpers.js'

const pool = new Pool({ workers: 'process', size: 1 })
afterAll(() => pool.terminate())

describe('the end of a worker process', () => {
  it.each([
    ['process.exit', () => process.exit(3), { exitCode: 3 }],
    ['SIGKILL', () => process.kill(process.pid, 'SIGKILL'), { exitCode: null, signal: 'SIGKILL' }],
    ['a fault of memory', () => process.kill(process.pid, 'SIGSEGV'), { exitCode: null, signal: 'SIGSEGV' }],
    ['abort', () => process.kill(process.pid, 'SIGABRT'), { exitCode: null, signal: 'SIGABRT' }],
  ])('by %s is told with its exit code or signal and the id of the process', async (_, end, how) => {
    const pid = await pool.apply(() => process.pid)
    const error = await rejection(pool.apply(end))
    expect(error).toBeInstanceOf(WorkerDiedError)
    expect(error).toMatchObject({ code: 'WORKER_DIED', pid, ...how })
    expect(error).not.toHaveProperty('threadId')
    expect(await within(pool.apply(() => process.pid))).not.toBe(pid)
  })

  it('by an error that nobody catches, or a rejection, is told with that error as its cause, and printed nowhere', async () => {
    const { stdout, stderr } = await program(`
      const pool = new Pool({ workers: 'process', size: 1 })
      const forever = () => new Promise(() => {})
      const tasks = [
        () => new Promise(() => setTimeout(() => { throw Object.assign(new RangeError('late'), { hint: 1 }) })),
        () => { Promise.reject(new TypeError('lost')); return new Promise((resolve) => setTimeout(resolve, 60000)) },
      ]
      for (const task of tasks) {
        const { code, exitCode, cause } = await pool.apply(task).catch((error) => error)
        console.log(code, exitCode, cause.name, cause.message, cause.hint, cause.stack.includes('[task'))
      }
      await pool.close()
    `)
    expect(stdout).toBe('WORKER_DIED 1 RangeError late 1 true\nWORKER_DIED 1 TypeError lost undefined true\n')
    expect(stderr).toBe('')
  })

  it('by a heap that is full is told with its signal, and the pool goes on', async () => {
    const { stdout } = await program(`
      const pool = new Pool({ workers: 'process', size: 1, resourceLimits: { maxOldGenerationSizeMb: 32 } })
      const fill = () => { const all = []; for (;;) all.push(new Array(1000).fill(all.length)) }
      const error = await pool.apply(fill).catch((error) => error)
      console.log(error.code, error.signal, await pool.apply(() => 'next'))
      await pool.close()
    `)
    expect(stdout).toBe('WORKER_DIED SIGABRT next\n')
  })

  it('loses no result that was there before it', async () => {
    const seen: unknown[] = []
    const error = await rejection(
      (async () => {
        for await (const length of pool.imap(
          (text: string, index) =>
            (index === 3 ? String(process.kill(process.pid, 'SIGKILL')) : text.repeat(100_000)).length,
          ['a', 'b', 'c', 'd'],
        )) {
          seen.push(length)
        }
      })(),
    )
    expect(seen).toEqual([100_000, 100_000, 100_000])
    expect(error).toMatchObject({ code: 'WORKER_DIED', signal: 'SIGKILL' })
  })

  it('is not brought about by an interrupt from the terminal, which is for the parent to answer', async () => {
    const result = await pool.apply(async () => {
      process.kill(process.pid, 'SIGINT')
      await new Promise((resolve) => setTimeout(resolve, 100))
      return 'alive'
    })
    expect(result).toBe('alive')
  })

  it('is not hidden by a handler that the task has for what nobody catches', async () => {
    const result = await pool.apply(
      () =>
        new Promise((resolve) => {
          process.once('uncaughtException', (error) => resolve(error.message))
          setTimeout(() => {
            throw new Error('caught')
          })
        }),
    )
    expect(result).toBe('caught')
  })
})
