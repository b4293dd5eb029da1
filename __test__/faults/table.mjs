/**
 * The table of faults. A row says what goes wrong, on which kinds of worker it can, what the pool is asked meanwhile
 * (the shapes, see shapes.mjs), and with what reason allcores rejects the call that did it. A fault that would end the
 * program if a thread did it, by Node's own design, is one of processes only: `process.abort`, and signals, which go to
 * the process.
 */

const every = ['tasks', 'map', 'imap', 'cancel']
const both = ['thread', 'process']
const processes = ['process']
const signals = { kinds: processes, posix: true }
const died = (details) => ({ code: 'WORKER_DIED', ...details })

/**
 * @typedef {object} Fault
 * @property {string[]} kinds of worker on which it can happen
 * @property {string[]} shapes what the pool is asked meanwhile
 * @property {string} [task] the function that does it, called with `go`
 * @property {unknown} [go]
 * @property {object} [reason] properties of the error with which allcores rejects it
 * @property {string} [stop] how a call that does not end is stopped
 * @property {string} [needs] what a contender must be able to do
 * @property {number} [memory] MiB a worker may use
 * @property {'throw' | 'hang'} [start] what happens to workers as they start
 * @property {number} [startTimeout] ms a worker may take to start
 * @property {string} [initializer] the function with which workers start, which does it then
 * @property {'break'} [onWorkerDeath]
 * @property {boolean} [posix] whether it is one of systems with signals
 * @property {number} [patience] how many times as long as others it may take
 */

/** @type {Record<string, Fault>} */
export const faults = {
  'process.exit': { kinds: both, task: 'exit', reason: died({ exitCode: 3 }), shapes: every },
  'uncaught error': { kinds: both, task: 'throwLater', reason: died({ cause: 'later' }), shapes: every },
  'unhandled rejection': { kinds: both, task: 'rejectLater', reason: died({ cause: 'later' }), shapes: every },
  'out of memory': { kinds: both, task: 'hoard', reason: died({}), shapes: ['tasks', 'map'], memory: 32 },
  SIGKILL: { ...signals, task: 'signalSelf', go: 'SIGKILL', reason: died({ signal: 'SIGKILL' }), shapes: every },
  SIGSEGV: { ...signals, task: 'signalSelf', go: 'SIGSEGV', reason: died({ signal: 'SIGSEGV' }), shapes: every },
  'process.abort': { ...signals, task: 'abort', reason: died({ signal: 'SIGABRT' }), shapes: every },
  'loop, timeout': stopped('loop', 'timeout', 'TIMEOUT'),
  'loop, signal': stopped('loop', 'signal', 'ABORTED'),
  'loop, cancel': stopped('loop', 'cancel', 'CANCELLED'),
  'unsettled, timeout': stopped('never', 'timeout', 'TIMEOUT'),
  'unsettled, signal': stopped('never', 'signal', 'ABORTED'),
  'frozen, timeout': { ...stopped('signalSelf', 'timeout', 'TIMEOUT'), ...signals, go: 'SIGSTOP' },
  'loop, terminate': { kinds: both, task: 'loop', reason: { code: 'POOL_TERMINATED' }, shapes: ['terminate'] },
  'killed while idle': { kinds: processes, shapes: ['killedIdle'] },
  'load throws': notStarting('throw'),
  'load never ends': notStarting('hang'),
  'initializer throws': { ...notStarting('throw'), initializer: 'initialize', needs: 'initializer' },
  'initializer never ends': { ...notStarting('hang'), initializer: 'initialize', needs: 'initializer' },
  'argument cannot cross': { kinds: both, reason: { code: 'NOT_CLONEABLE' }, shapes: ['argument'] },
  'result cannot cross': { kinds: both, reason: { code: 'NOT_CLONEABLE' }, shapes: ['result'] },
  'odd values thrown': { kinds: both, shapes: ['thrown'] },
  'large messages': { kinds: both, shapes: ['large'], patience: 10 },
  'onWorkerDeath: break': {
    kinds: both,
    task: 'exit',
    onWorkerDeath: 'break',
    needs: 'break',
    reason: { code: 'POOL_BROKEN' },
    shapes: ['broken'],
  },
  'parent killed, idle': { ...signals, shapes: ['orphans'], task: 'square', go: 1 },
  'parent killed, busy': { ...signals, shapes: ['orphans'], task: 'work', go: 60_000 },
  'parent killed, stuck': { ...signals, shapes: ['orphans'], task: 'loop' },
  'parent killed, starting': { ...signals, shapes: ['orphans'], task: 'square', go: 1, start: 'hang' },
  'pool left open': { kinds: both, shapes: ['leftOpen'] },
}

/** What a contender must be able to do to be asked this. */
const needs = { map: 'map', imap: 'imap', cancel: 'cancel' }

/**
 * The names of the faults that a contender can be put through.
 * @param {import('./contenders/index.mjs').Contender} contender
 */
export function cellsOf({ kind, can, lacks = [] }) {
  const happens = (name) => {
    const { kinds, posix } = faults[name]
    return kinds.includes(kind) && !lacks.includes(name) && !(posix && process.platform === 'win32')
  }
  return Object.keys(faults).filter((name) => happens(name) && shapesFor(faults[name], can).length > 0)
}

/** The shapes of a fault that a contender can be asked. */
export function shapesFor(fault, can) {
  if (fault.needs !== undefined && !can.includes(fault.needs)) return []
  return fault.shapes.filter((shape) => needs[shape] === undefined || can.includes(needs[shape]))
}

/** Workers that do not start: they throw as they load, or never get ready. */
function notStarting(start) {
  return {
    kinds: both,
    start,
    ...(start === 'hang' && { startTimeout: 6000, patience: 4 }),
    reason: { code: 'WORKER_START_FAILED' },
    shapes: ['start'],
  }
}

/** A call that has to be stopped from outside. */
function stopped(task, stop, code) {
  const shapes = stop === 'cancel' ? ['tasks', 'cancel'] : ['tasks', 'map', 'imap']
  return { kinds: both, task, stop, needs: stop, reason: { code }, shapes }
}
