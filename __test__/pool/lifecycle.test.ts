import { Pool } from 'allcores'
import { describe, expect, it } from 'vitest'
import { built, collect, program, rejection, thrown, within } from './helpers.js'

const sleep = (ms: number) => new Promise<number>((resolve) => setTimeout(resolve, ms, ms))

function refusesWork(pool: Pool): void {
  for (const call of [
    () => pool.map((x) => x, [1]),
    () => pool.starmap((x) => x, [[1]]),
    () => pool.imap((x) => x, [1]),
    () => pool.imapUnordered((x) => x, [1]),
    () => pool.apply(() => 1),
    () => pool.submit(() => 1),
  ]) {
    expect(thrown(call)).toMatchObject({ code: 'POOL_CLOSED' })
  }
}

describe('close', () => {
  it('finishes what was submitted, and takes no more', async () => {
    const pool = new Pool({ workers: 2 })
    const calls = Promise.all([pool.map(sleep, [30, 30, 30, 30]), pool.submit(sleep, 40)])
    const closed = pool.close()
    refusesWork(pool)
    await within(closed)
    expect(await within(calls)).toStrictEqual([[30, 30, 30, 30], 40])
    await within(pool.close())
  })

  it('ends a pool that never worked', async () => {
    await within(new Pool().close())
  })

  it('is not held up by what tasks left running', async () => {
    const pool = new Pool({ workers: 1 })
    await within(pool.submit(() => void setInterval(() => {}, 10)))
    await within(pool.close())
  })

  it.each<[string, (pool: Pool) => Promise<unknown>]>([
    [
      'before',
      (pool) =>
        pool.map(
          (x) => {
            if (x) throw 0
            for (;;);
          },
          [0, 1],
          { chunkSize: 1 },
        ),
    ],
    [
      'after',
      (pool) =>
        pool.map(
          (x) =>
            new Promise((_, no) => {
              if (x) setTimeout(no, 100, 0)
            }),
          [0, 1],
          { chunkSize: 1 },
        ),
    ],
  ])('is not held up by work that was given up %s it', async (when, call) => {
    const pool = new Pool({ workers: 2 })
    await within(pool.map(sleep, [20, 20], { chunkSize: 1 }))
    const failed = rejection(call(pool))
    if (when === 'before') await failed
    const closed = pool.close()
    expect(await failed).toBe(0)
    await within(closed)
  })

  it('is what await using does', async () => {
    let escaped: Pool
    let task: Promise<number>
    {
      await using pool = new Pool({ workers: 1 })
      escaped = pool
      task = pool.submit(sleep, 50)
    }
    expect(await within(task)).toBe(50)
    refusesWork(escaped)
  })
})

describe('terminate', () => {
  it('rejects everything that has not settled, stuck or waiting', async () => {
    const pool = new Pool({ workers: 2 })
    const forever = () => {
      for (;;);
    }
    const calls = [
      pool.map(forever, [1, 2, 3, 4]),
      pool.starmap(forever, [[], []]),
      pool.apply(forever),
      pool.submit(sleep, 10),
      collect(pool.imap(forever, [1, 2])),
    ]
    const rejections = Promise.all(calls.map(rejection))
    await sleep(150)
    const terminated = pool.terminate()
    refusesWork(pool)
    for (const error of await within(rejections)) expect(error).toMatchObject({ code: 'POOL_TERMINATED' })
    await within(terminated)
    await within(pool.close())
  })

  it('by a listener that hears of the end of a worker rejects what that worker had not begun', async () => {
    const pool = new Pool({ workers: 1 })
    let ended: Promise<void> | undefined
    pool.on('workerExit', ({ unasked }) => {
      if (unasked) ended = pool.terminate()
    })
    const items = pool.map((x) => (x === 0 ? process.exit(1) : x), [0, 1, 2], { chunkSize: 3, failFast: false })
    expect(await rejection(items)).toMatchObject({ code: 'POOL_TERMINATED' })
    await within(ended!)
    expect(pool.stats()).toMatchObject({ started: 1, workers: [] })
  })

  it('ends a close that waits for a stuck task', async () => {
    const pool = new Pool({ workers: 1 })
    const stuck = rejection(pool.submit(() => new Promise(() => {})))
    const closed = pool.close()
    await sleep(100)
    await within(pool.terminate())
    await within(closed)
    expect(await stuck).toMatchObject({ code: 'POOL_TERMINATED' })
  })
})

describe('a program', () => {
  it('ends by itself while its pool is idle', async () => {
    const { code, stdout } = await program(`
      const pool = new Pool()
      console.log(await pool.map((x) => x * 2, [1, 2, 3]))
      process.on('exit', () => console.log('end'))`)
    expect({ code, stdout }).toStrictEqual({ code: 0, stdout: '[ 2, 4, 6 ]\nend\n' })
  })

  it('lives while its pool has work, also without awaiting it', async () => {
    const { code, stdout } = await program(`
      const pool = new Pool({ workers: 1 })
      for (const ms of [200, 100]) pool.submit((ms) => new Promise((resolve) => setTimeout(resolve, ms, ms)), ms).then(console.log)`)
    expect({ code, stdout }).toStrictEqual({ code: 0, stdout: '200\n100\n' })
  })

  it('sees what its tasks print, all of it, before their result', async () => {
    const { code, stdout, stderr } = await program(`
      const pool = new Pool({ workers: 1 })
      await pool.submit(() => {
        for (let i = 0; i < 3000; i++) console.log('line ' + i)
        console.error('problem')
      })
      await pool.terminate()
      console.log('result')`)
    expect(code).toBe(0)
    expect(stdout).toBe(`${Array.from({ length: 3000 }, (_, i) => `line ${i}\n`).join('')}result\n`)
    expect(stderr).toBe('problem\n')
  })

  it.each([
    ['flags of the process', ['--max-old-space-size=512'], {}],
    ['--input-type in NODE_OPTIONS', [], { NODE_OPTIONS: '--input-type=module' }],
  ])('has workers under %s', async (_, options, env) => {
    const { code, stdout } = await program(
      `process.env.NODE_OPTIONS = ${JSON.stringify(Reflect.get(env, 'NODE_OPTIONS') ?? '')}
       const pool = new Pool({ workers: 1 })
       console.log(await pool.submit(() => 'works').catch((error) => error.cause))
       await pool.close()`,
      ...options,
    )
    expect({ code, stdout }).toStrictEqual({ code: 0, stdout: 'works\n' })
  })

  it('can use a pool inside a task of a pool', async () => {
    await using pool = new Pool({ workers: 1 })
    const nested = new Function(`return async (url) => {
      const { Pool } = await import(url)
      const inner = new Pool({ workers: 2 })
      try { return await inner.map((x) => x * x, [1, 2, 3]) } finally { await inner.close() }
    }`)()
    expect(await within(pool.submit(nested, built))).toStrictEqual([1, 4, 9])
  })

  it('never lives on because of a worker that is still starting', async () => {
    const { code, stdout } = await program(`
      const pool = new Pool({ workers: 4 })
      const tasks = Array.from({ length: 4 }, () => pool.submit(() => { for (;;); }))
      for (const task of tasks) task.cancel()
      console.log('cancelled')`)
    expect({ code, stdout }).toStrictEqual({ code: 0, stdout: 'cancelled\n' })
  })
})
