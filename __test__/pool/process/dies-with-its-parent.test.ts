import { mkdtempSync, readdirSync, readFileSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { program } from '../helpers.js'
import { eventually, isAlive, running } from './helpers.js'

/** The files of named memory that a process has open, where that can be seen. */
function namedMemory(pid: number): string[] {
  if (process.platform !== 'linux') return []
  return readFileSync(`/proc/${pid}/maps`, 'utf8').match(/\/dev\/shm\/.*/g) ?? []
}

describe('a worker process', () => {
  it('ends with a parent that was killed: idle, stuck in a loop, or in a call that blocks; nothing is left behind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'left-'))
    const parent = await running(
      `
      const pools = [1, 2, 3].map(() => new Pool({ workers: 'process', size: 1 }))
      const pids = await Promise.all(pools.map((pool) => pool.apply(() => process.pid)))
      pools[0].apply(() => { for (;;); })
      pools[1].apply(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0))
      setTimeout(() => console.log(JSON.stringify(pids)), 500)
    `,
      { TMPDIR: folder },
    )
    const workers: number[] = JSON.parse(parent.line)
    expect(workers.map(isAlive)).toEqual([true, true, true])
    expect(workers.flatMap(namedMemory)).toEqual([])
    parent.kill()
    expect(await eventually(() => !workers.some(isAlive))).toBe(true)
    expect(readdirSync(folder)).toEqual([])
    rmdirSync(folder)
  })

  it('ends with its parent though a child of its own lives on', async () => {
    const parent = await running(`
      const pool = new Pool({ workers: 'process', size: 1 })
      const pids = await pool.apply(async () => {
        const { spawn } = await import('node:child_process')
        const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore', detached: true })
        return [process.pid, child.pid]
      })
      pool.apply(() => { for (;;); })
      setTimeout(() => console.log(JSON.stringify(pids)), 500)
    `)
    const [worker, grandchild] = JSON.parse(parent.line) as [number, number]
    try {
      parent.kill()
      expect(await eventually(() => !isAlive(worker))).toBe(true)
      expect(isAlive(grandchild)).toBe(true)
    } finally {
      process.kill(grandchild, 'SIGKILL')
    }
  })

  it('ends with the worker thread whose pool it belongs to', async () => {
    const parent = await running(`
      const { Worker } = await import('node:worker_threads')
      const source = \`
        import(\${JSON.stringify(built)}).then(async ({ Pool }) => {
          const { parentPort } = await import('node:worker_threads')
          const pool = new Pool({ workers: 'process', size: 1 })
          parentPort.postMessage(await pool.apply(() => process.pid))
          await pool.apply(() => { for (;;); })
        })\`
      const worker = new Worker(source, { eval: true })
      console.log(await new Promise((resolve) => worker.once('message', resolve)))
      await worker.terminate()
      setInterval(() => {}, 1000)
    `)
    try {
      expect(await eventually(() => !isAlive(Number(parent.line)))).toBe(true)
    } finally {
      parent.kill()
    }
  })

  it('does not outlive a program that ends, and does not keep it alive', async () => {
    const { code, stdout } = await program(`
      const pool = new Pool({ workers: 'process', size: 1 })
      console.log(await pool.apply(() => process.pid))
    `)
    expect(code).toBe(0)
    expect(await eventually(() => !isAlive(Number(stdout)))).toBe(true)
  })
})
