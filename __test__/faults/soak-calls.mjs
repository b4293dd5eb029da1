/**
 * Random calls on a pool, some of which do harm, each with what may become of it. A job appends its number to a file as it
 * begins, so that it is known how often each one ran; its result depends on the number, so that no answer can be taken for
 * another's.
 */

/** Runs on a worker: notes that it began, and then answers or does harm. */
export const work = ({ id, file, harm, bytes, ms }) => {
  process.getBuiltinModule('node:fs').appendFileSync(file, `${id}\n`)
  const waits = () => new Promise((resolve) => setTimeout(resolve, 60_000))
  if (harm === 'exit') process.exit(3)
  if (harm === 'throw') throw new RangeError('odd')
  if (harm === 'cannot cross') return { id, call: () => 1 }
  if (harm === 'SIGKILL') process.kill(process.pid, 'SIGKILL')
  if (harm === 'abort') process.abort()
  if (harm === 'throw later') {
    setTimeout(() => {
      throw new Error('later')
    }, 5)
  }
  if (harm === 'reject later') Promise.reject(new Error('later'))
  while (harm === 'loop');
  if (harm !== undefined) return waits()
  const answer = bytes === undefined ? id * 2 + 1 : { id: id * 2 + 1, data: new Uint8Array(bytes).fill(id) }
  return ms === undefined ? answer : new Promise((resolve) => setTimeout(resolve, ms, answer))
}

const DIED = 'WORKER_DIED'
const HARMS = {
  thread: {
    exit: DIED,
    throw: 'odd',
    'cannot cross': 'NOT_CLONEABLE',
    'throw later': DIED,
    'reject later': DIED,
    loop: 'TIMEOUT',
  },
}
HARMS.process = { ...HARMS.thread, SIGKILL: DIED, abort: DIED }

const METHODS = ['apply', 'apply', 'submit', 'submit', 'map', 'map', 'imap', 'imapUnordered']

/** A call: its jobs, how it is made, and the reasons for which it may be rejected. */
export function randomCall(kind, nextJob, choose) {
  const method = choose.of(METHODS)
  const isOne = method === 'apply' || method === 'submit'
  const jobs = Array.from({ length: isOne ? 1 : 1 + choose.below(60) }, () => {
    if (choose.chance(0.02)) return nextJob({ bytes: 1 + choose.below(2 ** 20) })
    return nextJob(choose.chance(0.1) ? { ms: choose.below(20) } : {})
  })
  const options = isOne ? {} : choose.of([{}, { chunkSize: 1 }, { chunkSize: 1 + choose.below(20) }])
  const reasons = new Set()
  if (choose.chance(0.25)) {
    const harm = choose.of(Object.keys(HARMS[kind]))
    choose.of(jobs).harm = harm
    reasons.add(HARMS[kind][harm])
  }
  const loops = reasons.has('TIMEOUT')
  const call = { method, jobs, options, reasons, cancelAfter: undefined, leaveAfter: undefined }
  if (method === 'submit' && (loops || choose.chance(0.2))) {
    call.cancelAfter = choose.below(100)
    reasons.add('CANCELLED')
  } else if (loops && choose.chance(0)) {
    options.timeout = 100
  } else if (loops || (method !== 'submit' && choose.chance(0.1))) {
    options.signal = AbortSignal.timeout(choose.below(150))
    reasons.add('ABORTED')
  }
  if (method.startsWith('imap') && reasons.size === 0 && choose.chance(0.3)) call.leaveAfter = choose.below(jobs.length)
  return call
}

/** Makes the call; resolves to what is wrong with its outcome, or to nothing. */
export async function make(pool, call) {
  const { method, jobs, reasons, leaveAfter } = call
  let results
  try {
    results = await start(pool, call)
  } catch (error) {
    const reason = error?.code ?? error?.message
    return reasons.has(reason) ? undefined : `${method} was rejected with ${error?.stack ?? error}`
  }
  const harmed = jobs.find(({ harm }) => harm !== undefined)
  if (harmed !== undefined) return `${method} with ${harmed.harm} was fulfilled`
  const expected = jobs.slice(0, leaveAfter)
  if (results.length !== expected.length) return `${method} gave ${results.length} results for ${expected.length} jobs`
  if (method === 'imapUnordered') return unordered(results, jobs) ? undefined : `${method} gave results of other jobs`
  const at = expected.findIndex((job, i) => !answers(job, results[i]))
  return at < 0 ? undefined : `${method} gave ${JSON.stringify(results[at])} for ${JSON.stringify(expected[at])}`
}

async function start(pool, { method, jobs, options, cancelAfter, leaveAfter }) {
  if (method === 'apply') return [await pool.apply(work, jobs, options)]
  if (method === 'map') return pool.map(work, jobs, options)
  if (method === 'submit') {
    const task = pool.submit(work, ...jobs)
    if (cancelAfter !== undefined) setTimeout(() => task.cancel(), cancelAfter)
    return [await task]
  }
  const results = []
  if (leaveAfter === 0) return results
  for await (const result of pool[method](work, jobs, options)) {
    results.push(result)
    if (results.length === leaveAfter) break
  }
  return results
}

function answers({ id, bytes }, result) {
  if (bytes === undefined) return result === id * 2 + 1
  return result.id === id * 2 + 1 && result.data.length === bytes && result.data.every((byte) => byte === id % 256)
}

/** Whether each result is that of a job of its own. */
function unordered(results, jobs) {
  const byAnswer = new Map(jobs.map((job) => [job.id * 2 + 1, job]))
  return results.every((result) => {
    const answer = typeof result === 'number' ? result : result.id
    const job = byAnswer.get(answer)
    return byAnswer.delete(answer) && answers(job, result)
  })
}
