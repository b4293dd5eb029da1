/**
 * Locks: taken and given back with nobody else there, and handed from one process to another that waits for it. There two
 * processes go round three locks, each acquiring the next before it gives back the last, so that each waits for the other
 * at every step; beside them two processes that hand a word to each other by a raw futex (crates/wait/examples/handover.rs).
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Lock } from 'allcores'
import { root, run } from '../scripts/command.mjs'
import { contender } from './harness.mjs'

/** A lock has no answer to compare. */
const timed = (name, call) => ({ name, sample: contender(name, call).sample })

export const title = 'Locks'
export const names = ['uncontended lock', 'uncontended promise', 'hand-over']

const sources = {
  'raw futex': rawFutex,
  'Python Lock': () => import('./peers/locks.mjs'),
}

export const columns = Object.keys(sources)

export async function* cases({ names, load }) {
  for (const name of names) {
    const { contenders, close } = await kinds[name]()
    for (const source of columns) contenders.push(await (await load(source, sources[source]))?.contender(name))
    yield { name, dtype: 'lock', n: 1, contenders: contenders.filter(Boolean) }
    close?.()
  }
}

const kinds = {
  'uncontended lock': async () => {
    const lock = new Lock()
    return { contenders: [timed('allcores', () => lock.acquireSync().release())] }
  },
  'uncontended promise': async () => {
    const lock = new Lock()
    return { contenders: [timed('allcores', async () => (await lock.acquire()).release())] }
  },
  'hand-over': async () => {
    const locks = [Lock.create(), Lock.create(), Lock.create()]
    let at = 0
    let held = locks[0].acquireSync()
    const partner = fork(
      fileURLToPath(new URL('./handover.mjs', import.meta.url)),
      locks.map((lock) => lock.name),
    )
    await once(partner, 'message')
    async function sample(calls) {
      // Both go once round at least, and end where they began.
      const steps = 3 * Math.ceil(calls / 6)
      const done = once(partner, 'message')
      partner.send(steps)
      const start = performance.now()
      for (let i = 0; i < steps; i++) {
        at = (at + 1) % locks.length
        const next = locks[at].acquireSync()
        held.release()
        held = next
      }
      const spent = performance.now() - start
      await done
      return (spent * calls) / (2 * steps)
    }
    return {
      contenders: [{ name: 'allcores', sample }],
      close() {
        partner.kill()
        for (const lock of locks) lock[Symbol.dispose]()
      },
    }
  },
}

async function rawFutex() {
  const build = ['cargo', 'build', '--release', '--locked', '-p', 'allcores-wait', '--example', 'handover']
  if (process.platform !== 'linux') throw new Error('futexes are Linux’s')
  const built = await run(build)
  if (built.code !== 0) throw new Error(`cargo does not build the program that measures it (exit code ${built.code})`)
  const program = join(root, 'target', 'release', 'examples', 'handover')
  async function sample(calls) {
    const { code, output } = await run([program, String(Math.ceil(calls / 2))])
    if (code !== 0) throw new Error(output)
    return (Number(output) * calls) / 1e6
  }
  return { contender: (name) => (name === 'hand-over' ? { name: 'raw futex', sample } : undefined) }
}
