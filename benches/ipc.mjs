/**
 * Messages from one process to another: so many put by one and got by the other, from the first put to the answer that
 * all have come. Both sides block, and so do Python's.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Pipe, Queue } from 'allcores'

export const title = 'Messages between processes'
export const names = ['queue of small objects', 'pipe of small objects', 'queue of 1 MiB']

const sources = { 'Python multiprocessing': () => import('./peers/messages-python.mjs') }

export const columns = Object.keys(sources)

/** Messages of one sample, at least: fewer would say how fast the answer is. */
const LEAST = { 'queue of small objects': 5000, 'pipe of small objects': 5000, 'queue of 1 MiB': 200 }

export async function* cases({ names, load }) {
  for (const name of names) {
    const { sample, close } = await between(name)
    const contenders = [{ name: 'allcores', sample }]
    for (const source of columns)
      contenders.push(await (await load(source, sources[source]))?.contender(name, LEAST[name]))
    yield { name, dtype: 'message', n: 1, contenders: contenders.filter(Boolean) }
    close()
  }
}

async function between(name) {
  const message = name === 'queue of 1 MiB' ? new Uint8Array(2 ** 20) : small()
  const answers = Queue.create()
  const [here, there] = name.startsWith('pipe') ? Pipe({ between: 'processes' }) : [Queue.create()]
  const partner = fork(fileURLToPath(new URL('./receiver.mjs', import.meta.url)), { serialization: 'advanced' })
  partner.send(structuredClone({ messages: there ?? here, answers }))
  await once(partner, 'message')
  const put = there === undefined ? (value) => here.putSync(value) : (value) => here.sendSync(value)
  return {
    sample(calls) {
      const count = Math.max(calls, LEAST[name])
      const start = performance.now()
      put(count)
      for (let i = 0; i < count; i++) put(message)
      answers.getSync()
      return ((performance.now() - start) * calls) / count
    },
    close() {
      partner.kill()
      for (const shared of [answers, here]) shared[Symbol.dispose]()
    },
  }
}

/** A record as programs send them. */
function small() {
  return { id: 12345, name: 'abcdefghijklmnop', tags: ['a', 'b'], at: 1.5, ok: true }
}
