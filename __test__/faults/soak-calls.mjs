/**
 * Random calls on a pool, some of which do harm, each with what may become of it. A job appends its number to a file as it
 * begins, so that it is known how often each one ran; its result depends on the number, so that no answer can be taken for
 * another's.
 */

/** Runs on a worker: notes that it began, and then answers or does harm. */
export const work = ({ id, file, harm, bytes, ms }) => {
  process.getBuiltinModule('node:fs').appendFileSync(file, `${id}\n`)
  if (harm === 'exit') process.exit(3)
  if (harm === 'throw') throw new RangeError('odd')
  if (harm === 'cannot cross') return { id, call: () => 1 }
  if (harm === 'SIGKILL') process.kill(process.pid, 'SIGKILL')
  if (harm === 'SIGSEGV') process.kill(process.pid, 'SIGSEGV')
  if (harm === 'reject later') Promise.reject(new Error('later'))
  if (harm === 'throw later') {
    setTimeout(() => {
      throw new Error('later')
    }, 5)
  }
  while (harm === 'loop');
  if (harm !== undefined) return new Promise((resolve) => setTimeout(resolve, 60_000))
  const answer = bytes === undefined ? id * 2 + 1 : { id: id * 2 + 1, data: new Uint8Array(bytes).fill(id) }
  return ms === undefined ? answer : new Promise((resolve) => setTimeout(resolve, ms, answer))
}

/** What each harm rejects with. */
const DIED = 'WORKER_DIED'
const HARMS = { throw: 'odd', 'cannot cross': 'NOT_CLONEABLE', exit: DIED, 'throw later': DIED, 'reject later': DIED }
const KINDS = {
  thread: { ...HARMS, loop: 'TIMEOUT' },
  process: { ...HARMS, loop: 'TIMEOUT', SIGKILL: DIED, SIGSEGV: DIED },
}
const METHODS = ['apply', 'submit', 'map', 'imap', 'imapUnordered']

/**
 * @typedef {object} Call
 * @property {string} method
 * @property {{ id: number, harm?: string, bytes?: number }[]} jobs
 * @property {Record<string, unknown>} options
 * @property {Set<string>} reasons for which it may be rejected
 * @property {number} begins how often a job may begin: a worker takes along the results that it has not sent, of the
 * same call over items, or of short calls that travel with it, which those with a timeout do not
 * @property {number} [cancelAfter] ms
 * @property {number} [leaveAfter] results, where a loop over them ends early
 */

/** @returns {Call} */
export function randomCall(kind, nextJob, choose) {
  const method = choose.of(METHODS)
  const isOne = method === 'apply' || method === 'submit'
  const jobs = Array.from({ length: isOne ? 1 : 1 + choose.below(60) }, () => {
    if (choose.chance(0.02)) return nextJob({ bytes: 1 + choose.below(2 ** 20) })
    return nextJob(choose.chance(0.1) ? { ms: choose.below(20) } : {})
  })
  const options = method === 'submit' ? {} : { priority: choose.below(3) }
  if (method === 'apply' && choose.chance(0.5)) options.timeout = 60_000
  if (!isOne && choose.chance(0.7)) options.chunkSize = 1 + choose.below(20)
  const call = { method, jobs, options, reasons: new Set(), begins: isOne && options.timeout === undefined ? 2 : 1 }
  const harm = choose.chance(0.25) ? choose.of(Object.keys(KINDS[kind])) : undefined
  if (harm !== undefined) doHarm(call, harm, KINDS[kind][harm], choose)
  if (harm !== 'loop' && choose.chance(0.1)) stop(call, choose)
  if (method.startsWith('imap') && call.reasons.size === 0 && choose.chance(0.3)) {
    call.leaveAfter = choose.below(jobs.length)
  }
  return call
}

function doHarm(call, harm, reason, choose) {
  const { method, jobs, options } = call
  choose.of(jobs).harm = harm
  if (harm === 'loop' && (method === 'submit' || choose.chance(0.5))) return stop(call, choose)
  call.reasons.add(reason)
  if (harm === 'loop') options.timeout = 100
  if (jobs.length > 1 && (reason === DIED || reason === 'TIMEOUT')) call.begins = 2
  if (method === 'map' && choose.chance(0.3)) options.failFast = false
  else if (method !== 'submit' && choose.chance(0.2)) {
    options.retries = 1
    call.begins = 4
  }
}

/** Takes the call back after some time. */
function stop(call, choose) {
  const after = choose.below(150)
  if (call.method === 'submit') call.cancelAfter = after
  else call.options.signal = AbortSignal.timeout(after)
  call.reasons.add(call.method === 'submit' ? 'CANCELLED' : 'ABORTED')
}

/** Makes the call; resolves to its outcome, and to what is wrong with it, if anything is. */
export async function make(pool, call) {
  const { method, jobs, reasons } = call
  try {
    const results = await start(pool, call)
    const harmed = jobs.find(({ harm }) => harm !== undefined)
    const wrong = harmed ? `a call with ${harmed.harm} was fulfilled` : compare(call, results)
    return { outcome: 'fulfilled', wrong: wrong && `${method}: ${wrong}` }
  } catch (error) {
    const wrong = error?.code === 'ITEMS_FAILED' ? partly(call, error) : unlessAllowed(reasons, error)
    return { outcome: 'rejected', wrong: wrong && `${method}: ${wrong}` }
  }
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

function unlessAllowed(reasons, error) {
  return reasons.has(error?.code ?? error?.message) ? undefined : `was rejected with ${error?.stack ?? error}`
}

/** All jobs but the one that did harm have answered, and that one failed for its reason. */
function partly({ jobs, options, reasons }, { errors, results }) {
  if (options.failFast !== false) return 'was rejected as a whole though it should fail fast'
  const at = jobs.findIndex((job, i) => job.harm === undefined && !answers(job, results[i]))
  if (at >= 0) return `gave ${JSON.stringify(results[at])} for ${JSON.stringify(jobs[at])} beside a failed one`
  if (errors.length !== 1) return `${errors.length} jobs failed instead of one`
  return unlessAllowed(reasons, errors[0])
}

function compare({ method, jobs, leaveAfter }, results) {
  const expected = jobs.slice(0, leaveAfter)
  if (results.length !== expected.length) return `gave ${results.length} results for ${expected.length} jobs`
  if (method === 'imapUnordered') return unordered(results, jobs) ? undefined : 'gave results of other jobs'
  const at = expected.findIndex((job, i) => !answers(job, results[i]))
  return at < 0 ? undefined : `gave ${JSON.stringify(results[at])} for ${JSON.stringify(expected[at])}`
}

function answers({ id, bytes }, result) {
  if (bytes === undefined) return result === id * 2 + 1
  return result?.id === id * 2 + 1 && result.data.length === bytes && result.data.every((byte) => byte === id % 256)
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
