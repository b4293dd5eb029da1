import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { availableParallelism } from 'allcores'
import { describe, expect, it } from 'vitest'
import { program } from '../helpers.js'

const ask = (what: string) => `
  const pool = new Pool({ workers: 'process', size: 1 })
  console.log(JSON.stringify(await pool.apply(() => ${what})))
  await pool.close()
`

describe('a worker process inherits', () => {
  it('how modules load and what the engine allows, and not what its parent runs or where a debugger is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'inherits-'))
    const preload = join(folder, 'preload.cjs')
    writeFileSync(preload, 'globalThis.preloaded = true')
    try {
      const { stdout, stderr } = await program(
        ask('[globalThis.preloaded, process.execArgv]'),
        '--require',
        preload,
        '--conditions=special',
        '--inspect-port=0',
        '--stack-trace-limit=7',
        '--max-semi-space-size=2',
      )
      expect(stderr).toBe('')
      const [preloaded, options] = JSON.parse(stdout)
      expect(preloaded).toBe(true)
      expect(options).toEqual([
        '--require',
        preload,
        '--conditions=special',
        '--stack-trace-limit=7',
        '--max-semi-space-size=2',
      ])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('the same of NODE_OPTIONS', async () => {
    const { stdout } = await program(`
      process.env.NODE_OPTIONS = '--input-type=module --no-deprecation --inspect-port 0 --conditions=special'
      ${ask('process.env.NODE_OPTIONS')}
    `)
    expect(JSON.parse(stdout)).toBe('--no-deprecation --conditions=special')
  })

  it('nothing of an inspector that its parent listens with', async () => {
    const { stdout } = await program(ask('process.execArgv'), '--inspect=127.0.0.1:0')
    expect(JSON.parse(stdout)).toEqual([])
  })

  it('the directory and the environment, with its share of the cores for native calls', async () => {
    const { stdout } = await program(`
      process.env.MINE = 'yes'
      const pool = new Pool({ workers: 'process', size: 2 })
      console.log(JSON.stringify(await pool.apply(() => [process.cwd(), process.env.MINE, process.env.ALLCORES_THREADS])))
      allcores.setThreads(9)
      const other = new Pool({ workers: 'process', size: 2 })
      console.log(await other.apply(() => process.env.ALLCORES_THREADS))
      await Promise.all([pool.close(), other.close()])
    `)
    const [first, second] = stdout.split('\n')
    const [directory, mine, threads] = JSON.parse(first!)
    expect(directory).toBe(join(import.meta.dirname, '..'))
    expect(mine).toBe('yes')
    expect(Number(threads)).toBe(Math.max(1, Math.floor(availableParallelism() / 2)))
    expect(second).toBe('4')
  })

  it('limits of memory, as options of the engine', async () => {
    const { stdout } = await program(`
      const resourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 6, stackSizeMb: 0.5 }
      const pool = new Pool({ workers: 'process', size: 1, resourceLimits })
      console.log(JSON.stringify(await pool.apply(() => process.execArgv)))
      await pool.close()
    `)
    expect(JSON.parse(stdout)).toEqual(['--max-old-space-size=64', '--max-semi-space-size=2', '--stack-size=512'])
  })

  it('the output of its parent', async () => {
    const { stdout, stderr } = await program(`
      const pool = new Pool({ workers: 'process', size: 1 })
      await pool.apply(() => { console.log('out'); console.error('err') })
      console.log('after')
      await pool.close()
    `)
    expect(stdout).toBe('out\nafter\n')
    expect(stderr).toBe('err\n')
  })
})
