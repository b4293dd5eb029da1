/**
 * What a pool costs beside the work itself, on threads and on processes. Each pool is used in a process of its own, that
 * of allcores too: pools/host.mjs does the work of the cases, and a file for each pool says how it is called.
 */
import { fileURLToPath } from 'node:url'
import { availableParallelism } from 'allcores'
import { program } from './peers/program.mjs'
import { python } from './peers/python.mjs'

const path = (file) => fileURLToPath(new URL(file, import.meta.url))
const cores = availableParallelism()
/** The workers whose memory is measured: enough for what the pool itself takes to matter little. */
const WORKERS = 4

/** Opens a process for a pool, given how many workers it is to have. */
const node = (file, kind) => (size) => program(process.execPath, [path('./pools/host.mjs'), path(file), kind, size])
const py = (pool, start) => (size) => python('./pools/python_pools.py', pool, start, size)

const pythons = { Pool: py('Pool', 'fork'), 'Pool 1 by 1': py('Pool 1 by 1', 'fork'), Executor: py('Executor', 'fork') }

/** A call that is made over and over in a process that stays. */
const asked =
  (call) =>
  (name, { used }) =>
    used.contender(name, call)

/** The processor time of such a call, of all threads of the process. */
const processorTime =
  (call) =>
  (name, { used }) => ({
    ...used.contender(name, call),
    sample: async (calls) => (await used.ask({ op: 'time', call, calls, clock: 'cpu' })).ms,
  })

/**
 * A list that most pools take task by task: those are timed on a tenth of it, and said to take ten times as long. That
 * spares them long queues, and the run minutes.
 */
const mapped = (name, { used }) => {
  const tenth = used.contender(name, 'map of 10000')
  const { sample } = used.contender(name, 'map of 100000')
  const whole = ['allcores', 'plain JS', 'Pool'].includes(name)
  return { ...tenth, sample: whole ? sample : async (calls) => 10 * (await tenth.sample(calls)) }
}

/** What the plain loop would take if it could be divided among the cores without a loss. */
const divided =
  (call) =>
  (name, { used }) => {
    const { sample } = used.contender(name, call)
    return { name, sample: async (calls) => (await sample(calls)) / cores }
  }

/** What `measure` finds in a process that has no pool yet, a new one each time. */
const fresh =
  (size, measure) =>
  (name, { open }) => ({
    name,
    async sample(calls) {
      let total = 0
      for (let i = 0; i < calls; i++) {
        const opened = await open(size)
        total += await measure(opened)
        await opened.close()
      }
      return total
    },
  })

const firstResult = fresh(cores, async ({ ask }) => (await ask({ op: 'start' })).ms)

/** Throws where nothing tells the memory of processes. */
const memoryFile = () => import('./pools/memory.mjs')

const memory = fresh(WORKERS, async ({ ask, pid }) => {
  const { treeMemory } = await memoryFile()
  const before = treeMemory(pid)
  await ask({ op: 'start' })
  await ask({ op: 'fill', rounds: 5, ms: 20 })
  return (treeMemory(pid) - before) / WORKERS
})

/**
 * A group: `peers` opens each contender's process, and `kinds` says for each case who takes part, and how it is measured.
 * Where that is not by time, `unit` says in what, and `needs` opens what the machine may lack.
 */
function group(title, peers, kinds) {
  async function* cases({ names, load }) {
    const processes = {}
    for (const name of names) {
      const { n, unit, needs, who, measured, also = {} } = kinds[name]
      if (needs && !(await load(name, needs))) continue
      const contenders = []
      for (const peer of [...who, ...Object.keys(also)]) {
        const open = peers[peer]
        processes[peer] ??= await (peer === 'allcores' ? open(cores) : load(peer, () => open(cores)))
        if (processes[peer]) contenders.push((also[peer] ?? measured)(peer, { open, used: processes[peer] }))
      }
      yield { name, dtype: title, n, unit, contenders }
    }
    for (const used of Object.values(processes)) await used?.close()
  }
  const columns = Object.keys(peers).filter((peer) => peer !== 'allcores')
  return { title: `Pool of ${title}`, names: Object.keys(kinds), columns, cases }
}

const onThreads = ['allcores', 'piscina', 'tinypool', 'workerpool']
const onProcesses = ['allcores', 'tinypool', 'workerpool', 'Pool', 'Executor']

export const threads = group(
  'threads',
  {
    allcores: node('./pools/allcores.mjs', 'thread'),
    'plain JS': node('./pools/plain.mjs', 'thread'),
    'loop / cores': node('./pools/plain.mjs', 'thread'),
    piscina: node('./peers/pools/piscina.mjs', 'thread'),
    tinypool: node('./peers/pools/tinypool.mjs', 'thread'),
    workerpool: node('./peers/pools/workerpool.mjs', 'thread'),
    ...pythons,
  },
  {
    'pool.map': { n: 1e5, who: [...onThreads, 'plain JS', ...Object.keys(pythons)], measured: mapped },
    'pool.apply': { n: 1e4, who: [...onThreads, 'plain JS', 'Pool', 'Executor'], measured: asked('apply') },
    'processor time of apply': { n: 1e4, who: onThreads, measured: processorTime('apply') },
    'word count': { n: 1000, who: [...onThreads, 'plain JS', 'Pool', 'Executor'], measured: asked('word count') },
    'shared sum': {
      n: 1e7,
      who: [...onThreads, 'plain JS'],
      measured: asked('shared sum'),
      also: { 'loop / cores': divided('shared sum') },
    },
    'first result': { n: 1, who: onThreads, measured: firstResult },
    'memory of a worker': { n: 1, unit: 'MiB', who: onThreads, needs: memoryFile, measured: memory },
  },
)

export const processes = group(
  'processes',
  {
    allcores: node('./pools/allcores.mjs', 'process'),
    'plain JS': node('./pools/plain.mjs', 'process'),
    tinypool: node('./peers/pools/tinypool.mjs', 'process'),
    workerpool: node('./peers/pools/workerpool.mjs', 'process'),
    ...pythons,
    'Pool spawn': py('Pool', 'spawn'),
    'Exec. spawn': py('Executor', 'spawn'),
  },
  {
    'pool.map': { n: 1e5, who: [...onProcesses, 'plain JS', 'Pool 1 by 1'], measured: mapped },
    'pool.apply': { n: 1e4, who: [...onProcesses, 'plain JS'], measured: asked('apply') },
    'word count': { n: 1000, who: [...onProcesses, 'plain JS'], measured: asked('word count') },
    'first result': { n: 1, who: [...onProcesses, 'Pool spawn', 'Exec. spawn'], measured: firstResult },
    'memory of a worker': {
      n: 1,
      unit: 'MiB',
      who: [...onProcesses, 'Pool spawn', 'Exec. spawn'],
      needs: memoryFile,
      measured: memory,
    },
  },
)
