/**
 * One queue, many executors. Chunks wait in a central FIFO and are bound to a worker only when they are sent, so that no
 * chunk waits behind a slow one while another worker is free, and nothing but the running chunk is lost with a worker.
 * Workers start when there is work for them and are replaced when they end. Every item that comes in ends once: answered,
 * failed with its worker, dropped by its call, or failed with the pool.
 */
import { AllcoresError, show, WorkerDiedError } from '../errors.js'
import type { Chunk, FailedItem } from './chunk.js'
import type { Death, Executor, Listener, Spawn, WorkerId } from './executors/executor.js'
import { Queue } from './queue.js'
import { Slot } from './slot.js'
import { type Border, findUncloneable, notCloneable } from './wire/cloneable.js'
import { unpack } from './wire/columns.js'
import type { Ended, Reply, Settings } from './wire/protocol.js'
import { revive } from './wire/remote-error.js'

/** Ends in a row before any worker was ready that count as a crash loop. */
const START_ATTEMPTS = 3
/** How often a chunk is sent again because its worker ended before it began with it. */
const SEND_ATTEMPTS = 3
/** How long a worker may take to stop by itself, and to end by itself, in ms. */
const STOP_GRACE = 50
const CLOSE_GRACE = 1000

/** Runs chunks on up to `workers` executors. */
export class Scheduler {
  readonly #workers: number
  readonly #spawn: Spawn
  readonly #settings: Settings
  readonly #queue = new Queue<Chunk>()
  readonly #slots = new Set<Slot>()
  /** Idle workers, the last used last: it is the warmest. */
  readonly #idle: Slot[] = []
  #failedStarts = 0
  #state: 'open' | 'closing' | 'terminated' = 'open'
  #ended: Promise<void> | undefined
  #end: (() => void) | undefined

  constructor(workers: number, spawn: Spawn, settings: Settings = {}) {
    this.#workers = workers
    this.#spawn = spawn
    this.#settings = settings
  }

  /** Whether it takes no more chunks. */
  get closed(): boolean {
    return this.#state !== 'open'
  }

  /** Throws if it takes no more chunks. */
  checkOpen(): void {
    if (this.closed) throw new AllcoresError('POOL_CLOSED', 'the pool is closed and takes no more calls')
  }

  /** Queues chunks. */
  enqueue(chunks: Iterable<Chunk>): void {
    for (const chunk of chunks) {
      chunk.state = 'queued'
      chunk.outcome.chunks.add(chunk)
      this.#queue.push(chunk)
    }
    this.#dispatch()
  }

  /**
   * Forgets chunks: their outcome is not told. Those that run are asked to stop between two items; with `force`, a worker
   * that has not stopped soon is ended.
   */
  drop(chunks: Iterable<Chunk>, force: boolean): void {
    for (const chunk of [...chunks]) {
      const { state, slot } = chunk
      this.#settle(chunk)
      if (state === 'queued') this.#queue.remove(chunk)
      if (slot === undefined) continue
      if (force) this.#stop(slot, STOP_GRACE)
      else slot.executor.words.stop(chunk.id)
    }
    this.#dispatch()
  }

  /**
   * Takes no more chunks, runs those it has, and ends the workers; one that does not stop with work that was given up is
   * not waited for.
   */
  close(): Promise<void> {
    if (this.#state === 'open') this.#state = 'closing'
    this.#ended ??= new Promise((resolve) => {
      this.#end = resolve
    })
    this.#dispatch()
    return this.#ended
  }

  /** Takes no more chunks, fails those it has, and ends the workers now. */
  terminate(): Promise<void> {
    this.#state = 'terminated'
    const gone = () => new AllcoresError('POOL_TERMINATED', 'the pool was terminated before the task had ended')
    for (const slot of this.#slots) {
      const { chunk } = slot
      this.#retire(slot)
      slot.executor.terminate()
      if (chunk !== undefined) this.#fail(chunk, gone())
    }
    this.#failQueued(gone)
    return this.close()
  }

  #dispatch(): void {
    while (this.#queue.size > 0) {
      const slot = this.#idle.pop()
      if (slot !== undefined) this.#send(slot, this.#queue.shift()!)
      else if (this.#alive >= this.#workers || this.#count('starting') >= this.#queue.size || !this.#start()) break
    }
    const waiting = this.#queue.size > 0
    for (const slot of this.#slots) {
      slot.executor.hold(slot.state === 'busy' || slot.state === 'ending' || (slot.state === 'starting' && waiting))
    }
    if (this.#state === 'open') return
    for (const slot of this.#slots) {
      if (slot.state === 'busy' && slot.chunk?.state === 'settled') this.#stop(slot, CLOSE_GRACE)
    }
    if (!waiting && this.#count('busy') === 0) this.#endWorkers()
  }

  #count(state: Slot['state']): number {
    let count = 0
    for (const slot of this.#slots) if (slot.state === state) count += 1
    return count
  }

  get #alive(): number {
    return this.#slots.size - this.#count('ending')
  }

  /** Starts a worker; false where that was tried often enough. */
  #start(): boolean {
    const listener: Listener = {
      received: (reply) => this.#received(slot, reply),
      died: (death) => this.#died(slot, death),
    }
    let executor: Executor
    try {
      executor = this.#spawn(listener, this.#settings)
    } catch (error) {
      return this.#startFailed(error)
    }
    const slot = new Slot(executor)
    this.#slots.add(slot)
    return true
  }

  #startFailed(cause: unknown): boolean {
    this.#failedStarts += 1
    if (this.#failedStarts < START_ATTEMPTS) return true
    this.#failedStarts = 0
    const message = `${START_ATTEMPTS} workers in a row ended before they were ready; the last reason is the cause`
    this.#failQueued(() => new AllcoresError('WORKER_START_FAILED', message, { cause }))
    return false
  }

  #send(slot: Slot, chunk: Chunk): void {
    chunk.depart()
    chunk.state = 'running'
    try {
      slot.executor.run(chunk)
    } catch (error) {
      this.#idle.push(slot)
      this.#blame(chunk, slot.executor.border, error)
      return
    }
    slot.state = 'busy'
    slot.chunk = chunk
    chunk.slot = slot
    if (chunk.timeout !== undefined) this.#watch(slot, chunk.timeout)
    chunk.outcome.started?.(chunk)
  }

  #received(slot: Slot, reply: Reply): void {
    const { chunk } = slot
    if (reply.kind === 'ready') {
      this.#failedStarts = 0
      if (slot.state === 'starting') this.#free(slot)
    } else if (reply.kind === 'refused') {
      slot.refusal = revive(reply.thrown, '')
      slot.executor.terminate()
    } else if (chunk !== undefined && reply.kind === 'unreadable') {
      this.#free(slot)
      this.#blame(chunk, slot.executor.border, revive(reply.thrown, ''))
    } else if (chunk !== undefined && 'chunk' in reply && reply.chunk === chunk.id) {
      if (reply.kind === 'done') this.#free(slot)
      this.#answered(chunk, reply)
      if (reply.kind === 'done' && chunk.state === 'running') this.#requeue([chunk])
    }
    this.#dispatch()
  }

  #free(slot: Slot): void {
    slot.clear()
    if (slot.state === 'ending') return
    slot.state = 'idle'
    this.#idle.push(slot)
  }

  /** The next items of a chunk have ended. */
  #answered(chunk: Chunk, { results, failures = [] }: Ended): void {
    if (chunk.state === 'settled') return
    const { from, base, outcome } = chunk
    const values = unpack(results)
    const failed = failures.map(([at, thrown]): FailedItem => [base + at, { thrown }])
    const isWhole = chunk.args.isRange === true && failed.length === 0
    chunk.from = isWhole ? chunk.to : from + values.length + failed.length
    if (chunk.size <= 0 || (failed.length > 0 && !chunk.independent)) this.#settle(chunk)
    tell(() => outcome.ended(from, values, failed, chunk))
  }

  /** Puts back to the head of the queue what is to be run again. */
  #requeue(chunks: readonly Chunk[]): void {
    for (const chunk of chunks.toReversed()) {
      chunk.state = 'queued'
      chunk.outcome.chunks.add(chunk)
      this.#queue.unshift(chunk)
    }
  }

  #settle(chunk: Chunk): void {
    chunk.state = 'settled'
    chunk.outcome.chunks.delete(chunk)
  }

  /** Fails what is left of a chunk. */
  #fail(chunk: Chunk, error: unknown): void {
    if (chunk.state === 'settled') return
    this.#settle(chunk)
    tell(() => chunk.outcome.lost(error, chunk))
  }

  /** Fails one item of a chunk; what is left of the others is carried on. */
  #failItem(chunk: Chunk, item: number, failed: FailedItem): void {
    if (chunk.state === 'settled') return
    tell(() => chunk.outcome.ended(item, [], [failed], chunk))
    if (isSettled(chunk)) return
    this.#settle(chunk)
    this.#requeue([...chunk.part(chunk.from, item), ...(chunk.independent ? chunk.part(item + 1, chunk.to) : [])])
  }

  #failQueued(reason: () => Error): void {
    for (let chunk = this.#queue.shift(); chunk !== undefined; chunk = this.#queue.shift()) this.#fail(chunk, reason())
  }

  /** A chunk that could not be sent: the item that is to blame fails. */
  #blame(chunk: Chunk, border: Border, error: unknown): void {
    for (let item = chunk.from; item < chunk.to; item++) {
      for (const [path, value] of chunk.args.named(item)) {
        const culprit = findUncloneable(value, path, border)
        if (culprit !== undefined) return this.#failItem(chunk, item, [item, { error: notCloneable(culprit, error) }])
      }
    }
    this.#failItem(chunk, chunk.from, [chunk.from, { error }])
  }

  /** Asks a worker to stop with its chunk, and ends it if it has not within `grace` ms. */
  #stop(slot: Slot, grace: number): void {
    slot.executor.words.stop(slot.chunk!.id)
    slot.timer ??= setTimeout(() => this.#kill(slot, undefined), grace)
  }

  /** Looks after `ms` whether the item that a worker is at has taken too long. */
  #watch(slot: Slot, ms: number): void {
    slot.watch = setTimeout(() => {
      const { chunk, at } = slot
      const timeout = chunk!.timeout!
      if (at >= chunk!.to - chunk!.base) return
      const left = at < 0 ? timeout : timeout - slot.executor.words.spent()
      if (left > 0) this.#watch(slot, left)
      else {
        const message = `the task ran longer than its timeout of ${timeout} ms`
        this.#kill(slot, new AllcoresError('TIMEOUT', message))
        this.#dispatch()
      }
    }, ms)
  }

  /** Ends a worker now; the item it is at fails with this error. */
  #kill(slot: Slot, error: unknown): void {
    this.#lost(slot, error)
    this.#retire(slot)
    slot.executor.terminate()
  }

  /** From here on the worker gets no more work, and its end is no news. */
  #retire(slot: Slot): void {
    slot.clear()
    slot.state = 'ending'
    const at = this.#idle.indexOf(slot)
    if (at >= 0) this.#idle.splice(at, 1)
    slot.executor.hold(true)
  }

  #endWorkers(): void {
    for (const slot of this.#slots) {
      if (slot.state === 'ending') continue
      this.#retire(slot)
      slot.timer = setTimeout(() => slot.executor.terminate(), CLOSE_GRACE)
      slot.executor.close()
    }
    if (this.#slots.size === 0) this.#end?.()
  }

  #died(slot: Slot, death: Death): void {
    const { state, chunk } = slot
    this.#slots.delete(slot)
    const { id } = slot.executor
    if (chunk !== undefined) this.#lost(slot, diedError(id, death))
    this.#retire(slot)
    if (state === 'starting') this.#startFailed(slot.refusal ?? death.error ?? new Error(ending(death)))
    else if (state === 'idle') {
      process.emitWarning(
        `an idle worker ended ${ending(death)}: a task left work behind that outlived it`,
        'AllcoresWarning',
      )
    }
    this.#dispatch()
  }

  /**
   * The worker of a chunk is gone: the item it was at fails, unless it had not begun, for then it is not what ended it;
   * what had not ended is run elsewhere.
   */
  #lost(slot: Slot, error: unknown): void {
    const { chunk } = slot
    if (chunk === undefined) return
    slot.executor.words.stop(chunk.id)
    const { at } = slot
    slot.clear()
    if (chunk.state === 'settled') return
    const item = Math.max(chunk.base + at, chunk.from)
    if (item < chunk.to && (at >= 0 || chunk.sends >= SEND_ATTEMPTS)) this.#failItem(chunk, item, [item, { error }])
    else this.#requeue([chunk])
  }
}

/** Whether its call has dropped it. */
function isSettled(chunk: Chunk): boolean {
  return chunk.state === 'settled'
}

/** Tells an outcome; should that throw, it is reported as uncaught, and the chunks of other calls go on. */
function tell(outcome: () => void): void {
  try {
    outcome()
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}

function diedError(id: WorkerId, death: Death): WorkerDiedError {
  const { kind: _, ...which } = id
  const { exitCode, signal, error } = death
  return new WorkerDiedError(
    `the worker that ran the task ended ${ending(death)}`,
    { exitCode, ...(signal && { signal }), ...which },
    error === undefined ? {} : { cause: error },
  )
}

/** How a worker ended, for messages. */
function ending({ error, exitCode, signal }: Death): string {
  if (error !== undefined) return `by an uncaught error (${show(error)})`
  return signal ? `by signal ${signal}` : `with exit code ${exitCode}`
}
