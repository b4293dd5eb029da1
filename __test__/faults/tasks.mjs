/**
 * What runs on the workers. Each function stands alone, without a name from outside, so that a pool may send its source
 * or import this module. Those that do harm do it only where `go` is true, so that one item among many can.
 */

export const square = (x) => x * x

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms, ms))

export const pid = async (ms) => {
  await new Promise((resolve) => setTimeout(resolve, ms))
  return process.pid
}

/** Computes for so long, and answers nothing meanwhile, but lets the event loop turn. */
export const work = async (ms) => {
  const end = Date.now() + ms
  while (Date.now() < end) await new Promise((resolve) => setImmediate(resolve))
  return ms
}

/** The start of a worker, spoilt as preload.mjs spoils it. */
export const initialize = () => {
  if (process.env.FAULT_AT_START === 'throw') throw new Error('no start')
  if (process.env.FAULT_AT_START === 'hang') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

export const size = (bytes) => bytes.length

export const zeros = (size) => new Uint8Array(size)

export const exit = (go) => (go ? process.exit(3) : 'fine')

export const throwLater = (go) => {
  if (!go) return 'fine'
  setTimeout(() => {
    throw new Error('later')
  }, 20)
  return new Promise((resolve) => setTimeout(resolve, 60_000))
}

export const rejectLater = (go) => {
  if (!go) return 'fine'
  Promise.reject(new Error('later'))
  return new Promise((resolve) => setTimeout(resolve, 60_000))
}

/** Small objects: where single large ones fill the memory of a thread, Node 24 ends the program and 26 ends nothing. */
export const hoard = (go) => {
  if (!go) return 'fine'
  let all
  for (;;) all = { all }
}

export const abort = (go) => (go ? process.abort() : 'fine')

/** Waits, because a signal is delivered when the system likes. */
export const signalSelf = (signal) => {
  if (!signal) return 'fine'
  process.kill(process.pid, signal)
  return new Promise((resolve) => setTimeout(resolve, 60_000))
}

export const loop = (go) => {
  while (go);
  return 'fine'
}

export const never = (go) => (go ? new Promise((resolve) => setTimeout(resolve, 60_000)) : 'fine')

export const receive = () => 'received'

/** Gives what no message can carry. */
export const giveBack = (kind) => {
  const made = {
    function: () => () => 1,
    symbol: () => Symbol('result'),
    'function inside': () => ({ rows: [1, { call: () => 1 }] }),
    'throwing getter': () => ({
      get field() {
        throw new Error('getter')
      },
    }),
    proxy: () => new Proxy({}, {}),
    'weak map': () => new WeakMap(),
    promise: () => [Promise.resolve(1)],
  }
  return made[kind]()
}

/** Throws what nobody expects to be thrown. */
export const throwOdd = (kind) => {
  const made = {
    undefined: () => undefined,
    null: () => null,
    string: () => 'thrown',
    symbol: () => Symbol('thrown'),
    function: () => () => 'thrown',
    bigint: () => 10n,
    'error with a function': () => Object.assign(new Error('thrown'), { call: () => 1 }),
    'error whose message throws': () =>
      Object.defineProperty(new Error('thrown'), 'message', {
        get() {
          throw new Error('getter')
        },
      }),
    'error that is its own cause': () => {
      const error = new Error('thrown')
      error.cause = error
      return error
    },
    'revoked proxy': () => {
      const { proxy, revoke } = Proxy.revocable({}, {})
      revoke()
      return proxy
    },
  }
  throw made[kind]()
}
