/**
 * `multiprocessing.Process` as its documentation has it: `start` "at most once", `join` as often as one likes and with a
 * time limit, an `exitcode` that is `None`, 0, that of `sys.exit`, 1 or minus a signal, `terminate`, `kill`, `close`,
 * names, daemons.
 */
import { Process } from 'allcores'
import { expect, it } from 'vitest'
import { program, thrown, within } from '../pool/helpers.js'

const forever = () => {
  for (;;);
}

it('is not alive, has no pid and no exit code before it starts', () => {
  const child = new Process(() => 1)
  expect([child.alive, child.pid, child.exitCode]).toStrictEqual([false, undefined, undefined])
})

it('is alive and has a pid of its own while it runs, and its exit code after', async () => {
  const child = new Process(() => 1)
  child.start()
  expect([child.alive, child.exitCode]).toStrictEqual([true, undefined])
  expect(child.pid).not.toBe(process.pid)
  expect(await within(child.join())).toBe(0)
  expect([child.alive, child.exitCode]).toStrictEqual([false, 0])
})

it.each([0, 1, 5, 42])('has the exit code %i of an exit with it', async (code) => {
  const child = new Process((code: number) => process.exit(code), { args: [code] })
  child.start()
  expect(await within(child.join())).toBe(code)
})

it('has minus the signal for terminate and for kill', async () => {
  const [terminated, killed] = [new Process(forever), new Process(forever)]
  for (const child of [terminated, killed]) child.start()
  terminated.terminate()
  killed.kill()
  expect(await within(Promise.all([terminated.join(), killed.join()]))).toStrictEqual([-15, -9])
})

it('has the exit code 1 for an exception, whose traceback is printed', async () => {
  const { stdout, stderr } = await program(`
    const child = new allcores.Process(() => { throw new RangeError('no') })
    child.start()
    console.log(await child.join())
  `)
  expect(stdout).toBe('1\n')
  expect(stderr).toContain('RangeError: no')
})

it('is joined many times, by many, and for a limited time', async () => {
  const child = new Process(forever)
  child.start()
  expect(await within(child.join(20))).toBeUndefined()
  expect(child.alive).toBe(true)
  const joins = [child.join(), child.join(60_000)]
  child.kill()
  expect(await within(Promise.all(joins))).toStrictEqual([-9, -9])
  expect(await within(child.join())).toBe(-9)
})

it('starts once, and is joined only once it has started', async () => {
  const child = new Process(() => 1)
  expect(thrown(() => child.join())).toMatchObject({ code: 'INVALID_STATE' })
  child.start()
  expect(thrown(() => child.start())).toMatchObject({ code: 'INVALID_STATE' })
  await within(child.join())
  expect(thrown(() => child.start())).toMatchObject({ code: 'INVALID_STATE' })
})

it('cannot be closed while it runs; after that it can, more than once', async () => {
  const child = new Process(forever)
  child.start()
  expect(thrown(() => child.close())).toMatchObject({ code: 'INVALID_STATE' })
  child.kill()
  await within(child.join())
  child.close()
  child.close()
})

it('is named by number, or as one says', () => {
  const number = (child: Process) => Number(/^Process-(\d+)$/.exec(child.name)![1])
  expect(number(new Process(forever)) + 1).toBe(number(new Process(forever)))
  expect(new Process(forever, { name: 'reader' }).name).toBe('reader')
})

it('is a daemon where one says so: the program does not wait for it', async () => {
  expect([new Process(forever).daemon, new Process(forever, { daemon: true }).daemon]).toStrictEqual([false, true])
  const { code, stdout } = await program(`
    const child = new allcores.Process(() => { for (;;); }, { daemon: true })
    child.start()
    console.log('ends')
  `)
  expect([code, stdout]).toStrictEqual([0, 'ends\n'])
})

it('the program waits for one that is no daemon', async () => {
  const { code, stdout } = await program(`
    const child = new allcores.Process(() => setTimeout(() => console.log('child'), 200))
    child.start()
    console.log('parent')
  `)
  expect([code, stdout]).toStrictEqual([0, 'parent\nchild\n'])
})
