/**
 * The same program for every runtime: prints what each part of allcores gives, one line for each, as JSON. A part that
 * throws or rejects prints the code, and one that hangs says so.
 */
import * as allcores from 'allcores'
import * as promises from 'allcores/promises'

const { kernel, Pool } = allcores
const x = Float64Array.from({ length: 50_000 }, (_, i) => (i * 7919) % 50_021)
const forever = () => {
  for (;;);
}
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Gives a pool of threads to `use`, and ends it. */
const pooled = (use, options) => async () => {
  const pool = new Pool({ size: 2, ...options })
  try {
    return await use(pool)
  } finally {
    await pool.terminate()
  }
}

async function all(items) {
  const list = []
  for await (const item of items) list.push(item)
  return list
}

const parts = {
  'array functions': () => [allcores.sum(x), allcores.std(x), allcores.quantile(x, 0.3), allcores.sort(x)[12_345]],
  'array functions off the event loop': async () => [await promises.sum(x), (await promises.argsort(x))[777]],
  'mistakes at the call': () => allcores.sum('x'),
  'compiled functions': () => allcores.sum(kernel((a, b) => (a % 7 > 3 ? Math.sqrt(a * b) : a / (b + 1)))(x, 2)),
  'compiled functions with portable math': () =>
    allcores.sum(kernel((a) => Math.sin(a) * Math.exp(-a / 1000), { math: 'portable' })(x)),
  'compiled functions with the math of the engine': () => {
    const fn = (a) => Math.sin(a) * Math.exp(-a / 1000)
    const compiled = kernel(fn)(x)
    return compiled.every((value, i) => Object.is(value, fn(x[i])))
  },
  'hypot in compiled functions': () => allcores.sum(kernel((a) => Math.hypot(a, 1.5))(x)),
  'functions over arrays': () => [allcores.mapReduce((a) => a * a, 'sum', x), allcores.findIndex((a) => a > 50_000, x)],
  'shared memory': () => {
    const memory = allcores.SharedMemory.create({ size: 64 })
    memory.view(Float64Array)[3] = 0.5
    const value = allcores.SharedMemory.attach(memory.name).view(Float64Array)[3]
    memory.close()
    return value
  },
  locks: async () => {
    const lock = new allcores.Lock()
    const held = await lock.acquire()
    const late = await lock.acquire({ timeout: 20 }).catch((error) => error.code)
    held.release()
    return [late, lock.isHeld]
  },
  events: async () => {
    const event = new allcores.Event()
    setTimeout(() => event.set(), 10)
    await event.wait({ timeout: 20_000 })
    return event.isSet
  },
  'a semaphore and a barrier': async () => {
    const semaphore = new allcores.Semaphore(1)
    await semaphore.acquire()
    setTimeout(() => semaphore.release(), 10)
    await semaphore.acquire({ timeout: 20_000 })
    const barrier = new allcores.Barrier(2)
    return [semaphore.count, (await Promise.all([barrier.wait(), barrier.wait()])).sort()]
  },
  'pool.map': pooled((pool) => pool.map((a, index) => a * index, [1, 2, 3])),
  'pool.mapSync': pooled((pool) => pool.mapSync((a, index) => a * index, [1, 2, 3])),
  'pool.starmap': pooled((pool) => pool.starmap((a, b) => a + b, [['a', 'b']])),
  'pool.imap': pooled((pool) => all(pool.imap((a) => a * a, [1, 2, 3]))),
  'pool.imapUnordered': pooled(async (pool) => (await all(pool.imapUnordered((a) => a * a, [1, 2, 3]))).sort()),
  'pool.map natively': pooled(async (pool) => Array.from(await pool.map((a) => a * 2, Float64Array.of(1, 2)))),
  'pool.map with the math of the engine': pooled(async (pool) => {
    const fn = (a) => Math.sin(a) * Math.exp(-a / 1000)
    const mapped = await pool.map(fn, x)
    return mapped.every((value, i) => Object.is(value, fn(x[i])))
  }),
  'pool.broadcast': pooled((pool) => pool.broadcast((a) => a, [5])),
  'pool.module': pooled((pool) => pool.module('node:path').basename('a/b.txt')),
  'imports in tasks': pooled((pool) => pool.submit(async () => (await import('node:path')).basename('a/b.txt'))),
  'shared arrays in tasks': pooled(async (pool) => {
    const shared = allcores.sharedArray('int32', 2)
    await pool.submit((shared) => Atomics.add(shared, 1, 7), shared)
    return Array.from(shared)
  }),
  initializer: pooled((pool) => pool.submit(() => globalThis.level), {
    initializer: (level) => {
      globalThis.level = level
    },
    initializerArgs: [4],
  }),
  'an initializer that throws': pooled((pool) => pool.submit(() => 1), { initializer: () => JSON.parse('{') }),
  maxTasksPerWorker: pooled(
    async (pool) => [await pool.map((a) => a, [1, 2, 3], { chunkSize: 1 }), pool.stats().started],
    { size: 1, maxTasksPerWorker: 1 },
  ),
  'errors of tasks': pooled((pool) =>
    pool
      .map(() => {
        throw Object.assign(new RangeError('no'), { level: 3 })
      }, [1])
      .catch((error) => [error instanceof RangeError, error.message, error.level, error.index]),
  ),
  'captured variables': pooled((pool) => pool.map((a) => a * x, [1])),
  'results that cannot be sent': pooled((pool) => pool.submit(() => ({ a: () => 1 }))),
  'arguments that cannot be sent': pooled((pool) => pool.submit((a) => a, { a: () => 1 })),
  'a task that exits': pooled(async (pool) => {
    const exitCode = await pool.submit(() => process.exit(3)).catch((error) => error.exitCode)
    return [exitCode, await pool.submit(() => 'goes on')]
  }),
  'an error behind a task': pooled((pool) =>
    pool.submit(() => {
      setTimeout(() => JSON.parse('{'))
      return new Promise(() => {})
    }),
  ),
  'timeout of a loop': pooled((pool) => pool.apply(forever, [], { timeout: 50 })),
  'signal during a loop': pooled((pool) => pool.map(forever, [1, 2], { signal: AbortSignal.timeout(50) })),
  'cancel of a loop': pooled(async (pool) => {
    const task = pool.submit(forever)
    while (task.state === 'pending') await sleep(2)
    task.cancel()
    return task
  }),
  asCompleted: pooled(async (pool) => {
    const tasks = [1, 2].map((a) => pool.submit((a) => a, a))
    return (await all(allcores.asCompleted(tasks))).map(({ value }) => value).sort()
  }),
  resourceLimits: pooled((pool) => pool.submit(() => 1), { resourceLimits: { maxOldGenerationSizeMb: 64 } }),
  "workers: 'process'": pooled((pool) => pool.submit(() => 1), { workers: 'process' }),
  Process: async () => {
    const child = new allcores.Process(() => process.exit(3))
    child.start()
    return child.join()
  },
}

for (const [name, part] of Object.entries(parts)) {
  let timer
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, 30_000, 'hangs')
  })
  const outcome = await Promise.race([late, (async () => part())()]).catch((error) => error.code ?? String(error))
  clearTimeout(timer)
  console.log(JSON.stringify([name, outcome]))
}

// An idle pool lets the program end.
await new Pool({ size: 1 }).submit(() => 1)
