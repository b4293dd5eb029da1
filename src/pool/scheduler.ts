/**
 * One queue, many executors. Chunks wait in a central FIFO and are bound to a worker only when they are sent, so that no
 * chunk waits behind a slow one while another worker is free, and nothing but the running chunk is lost with a worker.
 * Workers start when there is work for them and are replaced when they end. Every chunk that comes in settles once:
 * answered, failed with its worker, dropped by its call, or failed with the pool.
 */
import { AllcoresError, show, WorkerDiedError } from '../errors.js'
import type { Chunk, Failure } from './chunk.js'
import type { Death, Executor, Spawn } from './executors/executor.js'
import { Queue } from './queue.js'
import { findUncloneable, notCloneable } from './wire/cloneable.js'
import { unpack } from './wire/columns.js'
import type { Reply } from './wire/protocol.js'

/** Ends in a row before any worker was ready that count as a crash loop. */
const START_ATTEMPTS = 3
/** How often a chunk is sent again because its worker ended before it began with it. */
const SEND_ATTEMPTS = 3
/** How long a worker may take to stop by itself, and to end by itself, in ms. */
const STOP_GRACE = 50
const CLOSE_GRACE = 1000

interface Slot {
  readonly executor: Executor
  state: 'starting' | 'idle' | 'busy' | 'ending'
  chunk: Chunk | undefined
  timer: NodeJS.Timeout | undefined
}

/** Runs chunks on up to `workers` executors. */
export class Scheduler {
  readonly #workers: number
  readonly #spawn: Spawn
  readonly #queue = new Queue<Chunk>()
  readonly #slots = new Set<Slot>()
  /** Idle workers, the last used last: it is the warmest. */
  readonly #idle: Slot[] = []
  #failedStarts = 0
  #state: 'open' | 'closing' | 'terminated' = 'open'
  #ended: Promise<void> | undefined
  #end: (() => void) | undefined

  constructor(workers: number, spawn: Spawn) {
    this.#workers = workers
    this.#spawn = spawn
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
      this.#queue.push(chunk)
    }
    this.#dispatch()
  }

  /**
   * Forgets chunks: their outcome is not told. Those that run are asked to stop between two items; with `force`, a worker
   * that has not stopped soon is ended.
   */
  drop(chunks: Iterable<Chunk>, force: boolean): void {
    for (const chunk of chunks) {
      const { state } = chunk
      chunk.state = 'settled'
      if (state === 'queued') this.#queue.remove(chunk)
      if (state === 'running') this.#stop(chunk, force)
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
    const running = [...this.#slots].flatMap(({ chunk }) => chunk ?? [])
    for (const slot of this.#slots) this.#kill(slot)
    for (const chunk of running) this.#failed(chunk, { error: gone() })
    this.#failQueued(gone)
    return this.close()
  }

  #dispatch(): void {
    while (this.#queue.size > 0) {
      const slot = this.#idle.pop()
      if (slot !== undefined) this.#send(slot, this.#queue.shift()!)
      else if (this.#slots.size >= this.#workers || this.#count('starting') >= this.#queue.size || !this.#start()) break
    }
    const waiting = this.#queue.size > 0
    for (const slot of this.#slots) {
      slot.executor.hold(slot.state === 'busy' || slot.state === 'ending' || (slot.state === 'starting' && waiting))
    }
    if (this.#state === 'open') return
    for (const slot of this.#slots) {
      if (slot.state === 'busy' && slot.chunk?.state === 'settled') this.#stopSlot(slot, CLOSE_GRACE)
    }
    if (!waiting && this.#count('busy') === 0) this.#endWorkers()
  }

  #count(state: Slot['state']): number {
    let count = 0
    for (const slot of this.#slots) if (slot.state === state) count += 1
    return count
  }

  /** Starts a worker; false where that was tried often enough. */
  #start(): boolean {
    const listener = {
      ready: () => {
        this.#failedStarts = 0
        if (slot.state === 'starting') this.#free(slot)
        this.#dispatch()
      },
      answered: (reply: Exclude<Reply, { kind: 'ready' }>) => this.#answered(slot, reply),
      died: (death: Death) => this.#died(slot, death),
    }
    let executor: Executor
    try {
      executor = this.#spawn(listener)
    } catch (error) {
      return this.#startFailed(error)
    }
    const slot: Slot = { executor, state: 'starting', chunk: undefined, timer: undefined }
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
    slot.state = 'busy'
    slot.chunk = chunk
    chunk.state = 'running'
    chunk.sends += 1
    try {
      slot.executor.run(chunk)
    } catch (error) {
      this.#free(slot)
      const [reason, at] = blame(chunk, error)
      this.#failed(chunk, { error: reason }, at)
      return
    }
    chunk.outcome.started?.()
  }

  #free(slot: Slot): void {
    clearTimeout(slot.timer)
    slot.timer = undefined
    slot.chunk = undefined
    slot.state = 'idle'
    this.#idle.push(slot)
  }

  #answered(slot: Slot, reply: Exclude<Reply, { kind: 'ready' }>): void {
    const { chunk } = slot
    if (chunk === undefined) return
    if (slot.state === 'busy') this.#free(slot)
    if (reply.kind === 'failed') this.#failed(chunk, { thrown: reply.thrown }, reply.at, unpack(reply.results))
    else if (chunk.state === 'running') {
      chunk.state = 'settled'
      tell(() => chunk.outcome.done(unpack(reply.results)))
    }
    this.#dispatch()
  }

  #failed(chunk: Chunk, failure: Failure, at?: number, results: ArrayLike<unknown> = []): void {
    if (chunk.state === 'settled') return
    chunk.state = 'settled'
    tell(() => chunk.outcome.failed(failure, at, results))
  }

  #failQueued(reason: () => Error): void {
    for (let chunk = this.#queue.shift(); chunk !== undefined; chunk = this.#queue.shift()) {
      this.#failed(chunk, { error: reason() })
    }
  }

  #stop(chunk: Chunk, force: boolean): void {
    for (const slot of this.#slots) {
      if (slot.chunk !== chunk) continue
      if (force) this.#stopSlot(slot, STOP_GRACE)
      else slot.executor.stop(chunk)
    }
  }

  /** Asks a worker to stop with its chunk, and ends it if it has not within `grace` ms. */
  #stopSlot(slot: Slot, grace: number): void {
    slot.executor.stop(slot.chunk!)
    slot.timer ??= setTimeout(() => this.#kill(slot), grace)
  }

  #kill(slot: Slot): void {
    this.#retire(slot)
    slot.executor.terminate()
  }

  /** From here on the worker gets no more work, and its end is no news. */
  #retire(slot: Slot): void {
    clearTimeout(slot.timer)
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
    this.#retire(slot)
    this.#slots.delete(slot)
    if (chunk?.state === 'running') this.#lost(chunk, death)
    else if (state === 'starting') this.#startFailed(death.error ?? new Error(`exit code ${death.exitCode}`))
    else if (state === 'idle') {
      process.emitWarning(
        `an idle worker ended ${reason(death)}: a task left work behind that outlived it`,
        'AllcoresWarning',
      )
    }
    this.#dispatch()
  }

  /** A chunk whose worker ended: sent again if it had not begun, for then it is not what ended it. */
  #lost(chunk: Chunk, death: Death): void {
    if (death.at < 0 && chunk.sends < SEND_ATTEMPTS) {
      chunk.state = 'queued'
      this.#queue.unshift(chunk)
      return
    }
    const message = `the worker that ran the task ended ${reason(death)}`
    const error = new WorkerDiedError(message, death, death.error === undefined ? {} : { cause: death.error })
    this.#failed(chunk, { error }, Math.min(Math.max(death.at, 0), chunk.size - 1))
  }
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

function reason({ error, exitCode }: Death): string {
  return error === undefined ? `with exit code ${exitCode}` : `by an uncaught error (${show(error)})`
}

/** Which item could not be sent, and why. */
function blame(chunk: Chunk, error: unknown): [reason: unknown, at: number] {
  for (let at = 0; at < chunk.size; at++) {
    for (const [path, value] of chunk.args.named(chunk.from + at)) {
      const culprit = findUncloneable(value, path)
      if (culprit !== undefined) return [notCloneable(culprit, error), at]
    }
  }
  return [error, 0]
}
