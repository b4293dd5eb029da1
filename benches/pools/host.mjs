/**
 * `node host.mjs <file> <kind> <size>`: a process in which one pool is used, and nothing else, so that the processor time
 * and memory of the process are the pool's. It answers lines of JSON, as `../peers/serve.py` does.
 *
 * `value` and `time` use a pool that is there for all of them; `clock: 'cpu'` asks for processor time, of all threads.
 * `start` makes one and tells how long its first result took, `fill` waits until all of its workers have run something.
 */
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { digest } from '../agree.mjs'
import * as tasks from './tasks.mjs'

const [file, kind, size] = [pathToFileURL(process.argv[2]).href, process.argv[3], Number(process.argv[4])]
const clocks = {
  wall: () => performance.now(),
  cpu() {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  },
}

const made = {}
/** The data of a case, made when it is first needed. */
const data = (what, make) => {
  made[what] ??= make()
  return made[what]
}
const numbers = (n) => data(n, () => Array.from({ length: n }, (_, i) => i + 0.5))
const texts = () => data('texts', () => Array.from({ length: 1000 }, (_, i) => `word${i} `.repeat(1000)))
const parts = () =>
  data('parts', () => {
    const values = new Float64Array(new SharedArrayBuffer(80_000_000)).fill(1.5)
    const length = Math.ceil(values.length / size)
    return Array.from({ length: size }, (_, i) => values.subarray(i * length, (i + 1) * length))
  })

const calls = {
  'map of 100000': (pool) => pool.map('square', numbers(100_000)),
  'map of 10000': (pool) => pool.map('square', numbers(10_000)),
  apply: (pool) => pool.each('square', numbers(10_000)),
  'word count': (pool) => pool.words(texts()),
  'shared sum': async (pool) => tasks.sum(await pool.each('sum', parts())),
}

let peer
let pool

const answers = {
  async version() {
    peer = await import(file)
    return { version: peer.version }
  },
  value: async ({ call }) => ({ value: digest(await calls[call](await open())) }),
  async time({ call, calls: times, clock = 'wall' }) {
    const pool = await open()
    const now = clocks[clock]
    const start = now()
    for (let i = 0; i < times; i++) await calls[call](pool)
    return { ms: now() - start }
  },
  async start() {
    const start = performance.now()
    await (await open()).each('square', [1])
    return { ms: performance.now() - start }
  },
  async fill({ rounds, ms }) {
    for (let i = 0; i < rounds; i++) await pool.each('sleep', Array(size).fill(ms))
    return {}
  },
}

async function open() {
  pool ??= await peer.open({ kind, size })
  return pool
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line)
  const reply = await answers[request.op](request).catch(({ code, message }) => ({ error: { code, message } }))
  console.log(JSON.stringify(reply))
}
process.exit()
