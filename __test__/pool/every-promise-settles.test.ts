import { Pool, WorkerDiedError } from 'allcores'
import { describe, expect, it } from 'vitest'
import { collect, program, rejection, within } from './helpers.js'

const deaths: Record<string, () => unknown> = {
  'process.exit': () => process.exit(3),
  'process.exit after a wait': () => new Promise(() => setTimeout(() => process.exit(3), 20)),
  'an uncaught error in a later tick': () =>
    new Promise(() => {
      setTimeout(() => {
        throw new Error('later')
      }, 20)
    }),
  'an unhandled rejection': () =>
    new Promise(() => {
      Promise.reject(new Error('later'))
    }),
  'no memory left': () => {
    // Small objects: by large ones, Node 24 ends the whole program and Node 26 neither the worker nor the program.
    let hoard: unknown
    for (;;) hoard = { hoard }
  },
}

describe.each(Object.entries(deaths))('%s in a task', (_, die) => {
  it('fails that task with WorkerDiedError, carries on the others and replaces the worker', async () => {
    await using pool = new Pool({ workers: 2, resourceLimits: { maxOldGenerationSizeMb: 32 } })
    const running = pool.submit(() => new Promise((resolve) => setTimeout(resolve, 300, 'running')))
    const bad = pool.submit(die)
    const queued = Array.from({ length: 4 }, (_, i) => pool.submit((i: number) => i, i))
    const error = await rejection(bad)
    expect(error).toBeInstanceOf(WorkerDiedError)
    expect(error.code).toBe('WORKER_DIED')
    expect(error.exitCode).toBeTypeOf('number')
    expect(error.threadId).toBeGreaterThan(0)
    expect(error.stack).toContain('every-promise-settles.test.ts')
    expect(await within(running)).toBe('running')
    expect(await within(Promise.all(queued))).toStrictEqual([0, 1, 2, 3])
    const both = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms, ms))
    expect(await within(pool.map(both, [50, 60], { chunkSize: 1 }))).toStrictEqual([50, 60])
  })
})

describe('a worker that ends', () => {
  it('tells the exit code, the uncaught error and the index of the item', async () => {
    await using pool = new Pool({ workers: 2 })
    const exit = (x: number) => (x === 33 ? process.exit(7) : x)
    const items = Array.from({ length: 50 }, (_, i) => i)
    for (const chunkSize of [undefined, 1, 10]) {
      expect(await rejection(pool.map(exit, items, { chunkSize }))).toMatchObject({ exitCode: 7, index: 33 })
      expect(await rejection(collect(pool.imap(exit, items, { chunkSize })))).toMatchObject({ exitCode: 7, index: 33 })
    }
    const error = await rejection(pool.submit(deaths['an uncaught error in a later tick']!))
    expect(error.cause).toMatchObject({ message: 'later' })
  })

  it('from outside is replaced like one that ended by itself', async () => {
    const workers: import('node:worker_threads').Worker[] = []
    const note = (worker: import('node:worker_threads').Worker) => workers.push(worker)
    process.on('worker', note)
    await using pool = new Pool({ workers: 1 })
    const stuck = pool.submit(() => new Promise(() => {}))
    const queued = pool.submit(() => 'queued')
    while (stuck.state !== 'running') await new Promise((resolve) => setTimeout(resolve, 5))
    await new Promise((resolve) => setTimeout(resolve, 50))
    await workers[0]!.terminate()
    process.off('worker', note)
    expect(await rejection(stuck)).toBeInstanceOf(WorkerDiedError)
    expect(await within(queued)).toBe('queued')
  })

  it('again and again costs each task alone', async () => {
    await using pool = new Pool({ workers: 2 })
    const tasks = Array.from({ length: 30 }, (_, i) =>
      pool.submit((i: number) => (i % 3 === 0 ? process.exit(1) : i), i),
    )
    const settled = await within(Promise.allSettled(tasks))
    expect(settled.map((one) => one.status)).toStrictEqual(
      tasks.map((_, i) => (i % 3 === 0 ? 'rejected' : 'fulfilled')),
    )
  })

  it('by what an earlier task left behind costs no later task that had not begun', async () => {
    await using pool = new Pool({ workers: 1 })
    for (let round = 0; round < 10; round++) {
      const leaves = pool.submit(() => {
        setImmediate(() => process.exit(1))
        return 'left'
      })
      const innocent = pool.submit(() => 'innocent')
      expect(await within(Promise.all([leaves, innocent]))).toStrictEqual(['left', 'innocent'])
      await within(pool.map((x) => x, [1]).catch(() => {}))
    }
  })

  it('while idle is replaced, and a warning says why', async () => {
    const { code, stdout, stderr } = await program(`
      const pool = new Pool({ workers: 1 })
      await pool.submit(() => { setTimeout(() => { throw new Error('left behind') }, 30) })
      await new Promise((resolve) => setTimeout(resolve, 300))
      console.log(await pool.submit(() => 'next'))
      await pool.close()`)
    expect({ code, stdout }).toStrictEqual({ code: 0, stdout: 'next\n' })
    expect(stderr).toContain('left behind')
  })
})

describe('a worker that cannot start', () => {
  it('again and again rejects everything that waits, and the program goes on', async () => {
    const preload = `import { isMainThread } from 'node:worker_threads'; if (!isMainThread) throw new Error('no start')`
    const { code, stdout } = await program(
      `const pool = new Pool({ workers: 2 })
       const calls = [pool.submit(() => 1), pool.map((x) => x, [1, 2, 3]), pool.imap((x) => x, [1]).next()]
       for (const { reason } of await Promise.allSettled(calls)) console.log(reason.code, reason.cause.message)
       await pool.submit(() => 1).catch((error) => console.log(error.code))
       await pool.close()
       console.log('closed')`,
      '--import',
      `data:text/javascript,${encodeURIComponent(preload)}`,
    )
    expect(stdout).toBe(`${'WORKER_START_FAILED no start\n'.repeat(3)}WORKER_START_FAILED\nclosed\n`)
    expect(code).toBe(0)
  })
})

describe('a task that meddles with its worker', () => {
  it('by closing or flooding parentPort disturbs nobody', async () => {
    await using pool = new Pool({ workers: 1 })
    const meddle = new Function(`return async () => {
      const { parentPort } = await import('node:worker_threads')
      parentPort.postMessage({ kind: 'done', results: [666] })
      parentPort.removeAllListeners()
      parentPort.close()
      return 'mine'
    }`)() as () => string
    expect(await within(pool.submit(meddle))).toBe('mine')
    expect(await within(pool.submit(() => 'next'))).toBe('next')
  })
})
