import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { Process, SharedMemory } from 'allcores'
import { describe, expect, it } from 'vitest'
import { built, program, thrown, within } from '../pool/helpers.js'
import { eventually, isAlive, running } from '../pool/process/helpers.js'

const forever = () => {
  for (;;);
}

describe('the exit code of a Process', () => {
  it.each([
    ['0 when the function has returned', () => 5, 0],
    ['0 when its promise is fulfilled', async () => new Promise((resolve) => setTimeout(resolve, 20)), 0],
    ['that of process.exit', () => process.exit(7), 7],
    [
      'that of process.exitCode',
      () => {
        process.exitCode = 4
      },
      4,
    ],
    ['minus the number of the signal that ended it', () => void process.kill(process.pid, 'SIGSEGV'), -11],
  ])('is %s', async (_, target, code) => {
    const child = new Process(target)
    expect([child.alive, child.pid, child.exitCode]).toEqual([false, undefined, undefined])
    child.start()
    expect([child.alive, child.exitCode]).toEqual([true, undefined])
    expect(child.pid).toBeGreaterThan(0)
    expect(await within(child.join())).toBe(code)
    expect([child.alive, child.exitCode]).toEqual([false, code])
    expect(await within(child.join(1))).toBe(code)
  })

  it('is 1 for an error that nobody caught, which is printed', async () => {
    const { stdout, stderr } = await program(`
      for (const target of [
        () => { throw new RangeError('at once') },
        async () => { throw new TypeError('later') },
        () => setTimeout(() => { throw new Error('behind') }),
        () => missing + 1,
      ]) {
        const child = new allcores.Process(target)
        child.start()
        console.log(await child.join())
      }
    `)
    expect(stdout).toBe('1\n1\n1\n1\n')
    for (const said of [
      'RangeError: at once',
      'TypeError: later',
      'Error: behind',
      'ReferenceError: `missing` is not',
    ]) {
      expect(stderr).toContain(said)
    }
  })
})

describe('a Process', () => {
  it('calls its function with its arguments, shared memory among them, in a process of its own', async () => {
    using memory = SharedMemory.create({ size: 32 })
    const child = new Process(
      (shared: SharedMemory, values: Map<string, number>, big: Float64Array) => {
        shared.view(Float64Array).set([process.pid, values.get('a')!, big.length, process.ppid])
      },
      { args: [memory, new Map([['a', 0.5]]), new Float64Array(100_000)] },
    )
    child.start()
    expect(await within(child.join())).toBe(0)
    expect([...memory.view(Float64Array)]).toEqual([child.pid, 0.5, 100_000, process.pid])
  })

  it('ends by terminate unless it handles that, and by kill in any case', async () => {
    const children = [0, 1].map(() => new Process(forever))
    for (const child of children) child.start()
    expect(await within(children[0]!.join(50))).toBe(undefined)
    children[0]!.terminate()
    children[1]!.kill()
    expect(await within(Promise.all(children.map((child) => child.join())))).toEqual([-15, -9])
    for (const child of children) child.terminate()
    expect(children.map((child) => child.exitCode)).toEqual([-15, -9])
  })

  it('has a name', () => {
    const [a, b] = [new Process(forever), new Process(forever)]
    expect(a.name).toMatch(/^Process-\d+$/)
    expect(b.name).toBe(`Process-${Number(a.name.slice(8)) + 1}`)
    expect(new Process(forever, { name: 'mine' }).name).toBe('mine')
  })

  it('starts once, is joined when started, and closed when it does not run', async () => {
    const child = new Process(forever)
    const state = { code: 'INVALID_STATE', name: 'AllcoresError' }
    expect(thrown(() => child.join())).toMatchObject(state)
    child.terminate()
    child.start()
    expect(thrown(() => child.start())).toMatchObject(state)
    expect(thrown(() => child.close())).toMatchObject(state)
    child.kill()
    await within(child.join())
    child.close()
    expect(child.exitCode).toBe(-9)
    const other = new Process(forever)
    other.close()
    expect(thrown(() => other.start())).toMatchObject(state)
  })

  it('names what is wrong with it at the call', () => {
    const anything = Process as unknown as new (...args: unknown[]) => Process
    expect(thrown(() => new anything(1))).toMatchObject({
      code: 'INVALID_TYPE',
      message: expect.stringMatching(/^target/),
    })
    expect(thrown(() => new anything(Math.max))).toMatchObject({ code: 'INVALID_FUNCTION' })
    expect(thrown(() => new anything(forever, { arg: [] }))).toMatchObject({ code: 'UNKNOWN_OPTION' })
    expect(thrown(() => new anything(forever, { args: 1 }))).toMatchObject({ code: 'INVALID_TYPE' })
    expect(thrown(() => new anything(forever, { daemon: 1 }))).toMatchObject({ code: 'INVALID_TYPE' })
    expect(thrown(() => new anything(forever, { name: 1 }))).toMatchObject({ code: 'INVALID_TYPE' })
    const child = new Process((_: unknown) => {}, { args: [{ a: [() => 1] }] })
    expect(thrown(() => child.start())).toMatchObject({
      code: 'NOT_CLONEABLE',
      message: expect.stringContaining('args[0].a[0] is a function'),
    })
    expect(child.alive).toBe(false)
  })
})

describe('a program with a Process', () => {
  it('lives until it has ended, and prints what it prints', async () => {
    const { code, stdout } = await program(`
      const child = new allcores.Process(async (text) => {
        await new Promise((resolve) => setTimeout(resolve, 300))
        console.log(text)
      }, { args: ['from the child'] })
      child.start()
      console.log('started')
    `)
    expect([code, stdout]).toEqual([0, 'started\nfrom the child\n'])
  })

  it('waits for a daemon as long as somebody does, also where somebody else gave up', async () => {
    const { code, stdout } = await program(`
      const child = new allcores.Process(() => new Promise((end) => setTimeout(end, 300)), { daemon: true })
      child.start()
      const joined = child.join()
      console.log(await child.join(10), await joined)`)
    expect([code, stdout]).toStrictEqual([0, 'undefined 0\n'])
  })

  it('does not wait for a daemon, which ends with it', async () => {
    const { code, stdout } = await program(`
      const child = new allcores.Process(() => { for (;;); }, { daemon: true })
      child.start()
      console.log(child.pid)
      console.log(await child.join(100))
    `)
    const [pid, joined] = stdout.split('\n')
    expect([code, joined]).toEqual([0, 'undefined'])
    expect(await eventually(() => !isAlive(Number(pid)))).toBe(true)
  })

  it('leaves none behind when it is killed', async () => {
    const parent = await running(`
      const { Process } = await import(built)
      const children = [false, true].map((daemon) => new Process(() => { for (;;); }, { daemon }))
      for (const child of children) child.start()
      setTimeout(() => console.log(JSON.stringify(children.map(({ pid }) => pid))), 500)
    `)
    const children: number[] = JSON.parse(parent.line)
    expect(children.map(isAlive)).toEqual([true, true])
    parent.kill()
    expect(await eventually(() => !children.some(isAlive))).toBe(true)
  })
})

it('where too many files are open no process starts, which is an error and no end of the program', async () => {
  const code = `
    import { closeSync, openSync } from 'node:fs'
    const { Pool, Process } = await import(${JSON.stringify(built)})
    const first = new Pool({ workers: 'process', size: 1 })
    await first.apply(() => {})
    const pool = new Pool({ workers: 'process', size: 1 })
    const child = new Process(() => {})
    const code = (error) => error.code
    const fill = () => { try { for (;;) files.push(openSync('/dev/null')) } catch {} }
    const files = []
    for (let free = 0; free < 6; free++) {
      fill()
      for (const file of files.splice(0, free)) closeSync(file)
      try { child.start() } catch (error) { console.log(code(error)) }
      fill()
      console.log(await pool.apply(() => {}).catch(code))
    }
    for (const file of files) closeSync(file)
    child.start()
    console.log(await child.join(), await pool.apply(() => 'works'))
  `
  const limited = ['-c', 'ulimit -n 100 && exec "$0" --input-type=module --eval "$1"', process.execPath]
  const { stdout } = await promisify(execFile)('sh', [...limited, code], { timeout: 20_000 })
  const lines = stdout.trim().split('\n')
  expect(lines.pop()).toBe('0 works')
  expect(lines).toStrictEqual(Array(12).fill('WORKER_START_FAILED'))
})
