/**
 * What a pool is asked while a fault happens. Every shape hands each promise to `note` with the check of its outcome,
 * waits with `settled` until all of them have settled or the time is up, and then asks whether the pool still works.
 */
import { caught, fails, is } from './checks.mjs'

const FINE = 'fine'
const ITEMS = 12
const BAD = 5
/** When calls that have to be stopped are stopped. Long enough for the worker to be in them, and never decides a check. */
const STOP_AFTER = 200

/** One bad task, one running beside it, four that wait. */
export async function tasks({ pool, fault, note, settled }) {
  await settled([pool.run('pause', [50]), pool.run('pause', [50])])
  note('running', pool.run('pause', [300]), is(300))
  note('bad', bad(pool, fault), fails(fault.reason))
  for (let i = 1; i <= 4; i++) note(`queued ${i}`, pool.run('square', [i]), is(i * i))
  await settled()
  await works({ pool, note, settled })
}

/** One bad item in a map, beside a map of good ones; the bad one in a chunk of its own, in the middle of one, in a large one. */
export async function map({ pool, fault, note, settled }) {
  const good = Array.from({ length: 40 }, (_, i) => i)
  for (const chunkSize of [1, 4, undefined]) {
    note(
      `bad map, chunkSize ${chunkSize}`,
      withStop(fault, (options) => pool.map(fault.task, items(fault), { chunkSize, ...options })),
      fails({ ...fault.reason, ...(fault.stop === undefined && { index: BAD }) }),
    )
    note(`good map, chunkSize ${chunkSize}`, pool.map('square', good, { chunkSize }), is(good.map((x) => x * x)))
    await settled()
  }
  note('map afterwards', pool.map(fault.task, Array(ITEMS).fill(false)), is(Array(ITEMS).fill(FINE)))
  await works({ pool, note, settled })
}

/** One bad item in lazy iterators: where they keep the order, all chunks before it come; others iterate beside it. */
export async function imap({ pool, fault, note, settled }) {
  for (const chunkSize of [1, 4]) {
    for (const method of ['imap', 'imapUnordered']) {
      const seen = []
      const iterate = async (options) => {
        for await (const result of pool[method](fault.task, items(fault), { chunkSize, ...options })) seen.push(result)
      }
      note(`bad ${method}, chunkSize ${chunkSize}`, withStop(fault, iterate), (outcome) => {
        const chunksBefore = BAD - (BAD % chunkSize)
        const few = method === 'imap' && fault.stop === undefined && seen.length < chunksBefore
        return few ? `only ${seen.length} results came before` : fails(fault.reason)(outcome)
      })
    }
    const squares = collect(pool.imap('square', Array(ITEMS).fill(3), { chunkSize }))
    note(`good imap, chunkSize ${chunkSize}`, squares, is(Array(ITEMS).fill(9)))
    await settled()
  }
  await works({ pool, note, settled })
}

/** Tasks that are taken back, while they wait and while they run, around a bad one. */
export async function cancel({ pool, fault, note, settled }) {
  const cancelled = fails({ code: 'CANCELLED' })
  const running = pool.submit('pause', [60_000])
  const kept = pool.submit('square', [2])
  const evil = bad(pool, fault)
  const waiting = Array.from({ length: 6 }, (_, i) => pool.submit('square', [i]))
  note('bad', evil, fails(fault.reason))
  note('kept', kept.promise, is(4))
  note('cancelled while it ran', running.promise, cancelled)
  waiting.forEach(({ promise }, i) => {
    note(`waiting ${i}`, promise, i % 2 === 0 ? is(i * i) : cancelled)
  })
  for (const i of [1, 3, 5]) waiting[i].cancel()
  setTimeout(running.cancel, STOP_AFTER)
  await settled()
  await works({ pool, note, settled })
}

/** A pool none of whose workers can start: everything is rejected; once they can, it works. */
export async function start({ pool, fault, note, settled }) {
  for (let i = 0; i < 4; i++) note(`task ${i}`, pool.run('square', [i]), fails(fault.reason))
  if (pool.map) note('map', pool.map('square', [1, 2, 3]), fails(fault.reason))
  if (pool.imap) note('imap', collect(pool.imap('square', [1, 2, 3])), fails(fault.reason))
  await settled()
  if (fault.start === 'throw') note('later', pool.run('square', [5]), fails(fault.reason))
  await settled()
  delete process.env.FAULT_AT_START
  await works({ pool, note, settled })
}

/** A pool that is ended while its workers are stuck and more waits. */
export async function terminate({ pool, fault, note, settled }) {
  for (let i = 0; i < 2; i++) note(`stuck ${i}`, pool.run(fault.task, [true]), fails(fault.reason))
  for (let i = 0; i < 4; i++) note(`waiting ${i}`, pool.run('square', [i]), fails(fault.reason))
  await new Promise((resolve) => setTimeout(resolve, STOP_AFTER))
  note('terminate', pool.terminate(), () => undefined)
  await settled()
}

/** Workers that are killed from outside while they have nothing to do, and calls before that is known. */
export async function killedIdle({ pool, note, settled }) {
  for (let round = 0; round < 3; round++) {
    const pids = await Promise.all([pool.run('pid', [50]), pool.run('pid', [50])])
    for (const pid of new Set(pids)) process.kill(pid, 'SIGKILL')
    for (let i = 0; i < 4; i++) note(`round ${round}, task ${i}`, pool.run('square', [i]), is(i * i))
    await settled()
  }
  await works({ pool, note, settled })
}

/** A pool that breaks with its first worker: everything is rejected, and so is what comes later. */
export async function broken({ pool, fault, note, settled }) {
  await settled([pool.run('pause', [50]), pool.run('pause', [50])])
  note('running', pool.run('pause', [60_000]), fails(fault.reason))
  note('bad', pool.run(fault.task, [true]), fails({}))
  for (let i = 0; i < 4; i++) note(`queued ${i}`, pool.run('square', [i]), fails(fault.reason))
  await settled()
  note('later', pool.run('square', [5]), fails(fault.reason))
  await settled()
}

/** Workers that start, or are idle, busy or stuck, when the program is killed: it says when, and waits for it. */
export async function orphans({ pool, fault, settled, tell }) {
  if (fault.start === undefined) await settled([pool.run('pid', [50]), pool.run('pid', [50])])
  const calls = [1, 2].map(() => pool.run(fault.task, [fault.go ?? true]))
  for (const call of calls) call.catch(() => {})
  await new Promise((resolve) => setTimeout(resolve, fault.start === undefined ? STOP_AFTER : 10 * STOP_AFTER))
  tell({ event: 'up' })
  await new Promise((resolve) => setTimeout(resolve, 60_000))
}

/** Arguments that no message can carry, each beside a good call. */
export async function argument({ pool, fault, note, settled }) {
  const values = {
    function: () => 1,
    symbol: Symbol('argument'),
    'function inside': { rows: [1, { call: () => 1 }] },
    'throwing getter': {
      get field() {
        throw new Error('getter')
      },
    },
    proxy: new Proxy({}, {}),
    'weak map': new WeakMap(),
    promise: [Promise.resolve(1)],
  }
  for (const [kind, value] of Object.entries(values)) {
    note(kind, pool.run('receive', [value]), fails(fault.reason))
    note(`beside ${kind}`, pool.run('square', [3]), is(9))
  }
  await settled()
  if (pool.map) {
    note('map', pool.map('receive', [1, 2, () => 3, 4], { chunkSize: 2 }), fails({ ...fault.reason, index: 2 }))
    await settled()
  }
  await works({ pool, note, settled })
}

/** Results that no message can carry, each beside a good call. */
export async function result({ pool, fault, note, settled }) {
  for (const kind of ['function', 'symbol', 'function inside', 'throwing getter', 'proxy', 'weak map', 'promise']) {
    note(kind, pool.run('giveBack', [kind]), fails(fault.reason))
    note(`beside ${kind}`, pool.run('square', [3]), is(9))
  }
  await settled()
  await works({ pool, note, settled })
}

/** Thrown values that are no plain errors; those that can cross arrive as they are. */
export async function thrown({ pool, note, settled }) {
  const kinds = {
    undefined: caught((reason) => reason === undefined),
    null: caught((reason) => reason === null),
    string: caught((reason) => reason === 'thrown'),
    symbol: caught((reason) => reason.code === 'NOT_CLONEABLE'),
    function: caught((reason) => reason.code === 'NOT_CLONEABLE'),
    bigint: caught((reason) => reason === 10n),
    'error with a function': caught((reason) => reason instanceof Error && reason.message === 'thrown'),
    'error whose message throws': caught((reason) => reason instanceof Error),
    'error that is its own cause': caught((reason) => reason.cause === reason),
    'revoked proxy': caught((reason) => reason instanceof Error),
  }
  for (const [kind, check] of Object.entries(kinds)) {
    note(kind, pool.run('throwOdd', [kind]), check)
    note(`beside ${kind}`, pool.run('square', [3]), is(9))
  }
  await settled()
  await works({ pool, note, settled })
}

/** A message as large as `bytes`, to a worker and back, beside small ones. */
export async function large({ pool, bytes, note, settled }) {
  note('there', pool.run('size', [new Uint8Array(bytes)]), is(bytes))
  note('back', pool.run('zeros', [bytes]), hasLength(bytes))
  for (let i = 0; i < 4; i++) note(`beside ${i}`, pool.run('square', [i]), is(i * i))
  await settled()
  await works({ pool, note, settled })
}

/** A pool that nobody closes: the program ends all the same. */
export async function leftOpen({ pool, note, settled }) {
  await works({ pool, note, settled })
}

/** Whether the pool still works, on all of its workers. */
async function works({ pool, note, settled }) {
  note('afterwards', pool.run('square', [7]), is(49))
  for (let i = 0; i < 2; i++) note(`afterwards, worker ${i}`, pool.run('pause', [50]), is(50))
  await settled()
}

/** The bad task, and what stops it where it would not stop by itself. */
function bad(pool, fault) {
  const go = fault.go ?? true
  if (fault.stop === 'cancel') {
    const task = pool.submit(fault.task, [go])
    setTimeout(task.cancel, STOP_AFTER)
    return task.promise
  }
  return withStop(fault, (options) => pool.run(fault.task, [go], options))
}

/** The call with the option that stops it. */
function withStop(fault, call) {
  if (fault.stop === 'timeout') return call({ timeout: STOP_AFTER })
  if (fault.stop !== 'signal') return call({})
  const controller = new AbortController()
  setTimeout(() => controller.abort(), STOP_AFTER)
  return call({ signal: controller.signal })
}

function items(fault) {
  return Array.from({ length: ITEMS }, (_, i) => i === BAD && (fault.go ?? true))
}

async function collect(iterator) {
  const all = []
  for await (const one of iterator) all.push(one)
  return all
}

function hasLength(bytes) {
  return ({ value, reason }) => (value?.length === bytes ? undefined : `gave ${value?.length ?? reason}`)
}
