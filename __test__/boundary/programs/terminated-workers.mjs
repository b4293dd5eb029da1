/**
 * Fifty workers load the addon, use it in every way and are terminated at random moments.
 * Usage: terminated-workers.mjs SEED. Exits with 0 when all are gone.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { isMainThread, Worker, workerData } from 'node:worker_threads'

/** xorshift32, so that a failing run can be repeated. */
function random(seed) {
  let state = seed | 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}

if (isMainThread) {
  const seed = Number(process.argv[2])
  const next = random(seed)
  const gone = []
  for (let i = 0; i < 50; i++) {
    const worker = new Worker(new URL(import.meta.url), { workerData: seed + i })
    worker.on('error', (error) => {
      throw error
    })
    gone.push(sleep(next() * 150).then(() => worker.terminate()))
    await sleep(next() * 15)
  }
  await Promise.all(gone)
} else {
  const next = random(workerData * 7919)
  const now = await import('allcores')
  const later = await import('allcores/promises')
  const shared = new Float64Array(new SharedArrayBuffer(8 * 300_000)).map(next)
  for (;;) {
    const x = next() < 0.5 ? shared : new Float64Array(200_000).map(next)
    const calls = [
      later.sort(x),
      later.sort(x, { out: x }),
      later.quantile(x, [0.1, 0.9], { signal: AbortSignal.timeout(1) }).catch(() => {}),
      later.histogram(x),
      later.sum(x),
    ]
    now.cumsum(x)
    now.argsort(x.subarray(0, 1000))
    if (next() < 0.3) now.setThreads(1 + Math.floor(next() * 4))
    if (next() < 0.7) await Promise.all(calls)
  }
}
