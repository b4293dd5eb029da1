/**
 * One queue, many executors. Chunks wait in a central queue and are bound to a worker only when they are sent, so that no
 * chunk waits behind a slow one while another worker is free, and nothing but the running chunk is lost with a worker.
 * Every item that comes in ends once: answered, failed with its worker, dropped by its call, or failed with the pool.
 */
import type { EventEmitter } from 'node:events'
import { AllcoresError, type WorkerDiedError } from '../errors.js'
import type { Chunk, FailedItem } from './chunk.js'
import { diedError, ending } from './death.js'
import type { PoolEvents } from './events.js'
import type { Death } from './executors/executor.js'
import type { WorkerKind } from './executors/kinds.js'
import { Pace } from './pace.js'
import { PriorityQueue } from './queue.js'
import { Batch, type Single } from './single.js'
import type { Slot } from './slot.js'
import { Meter, type PoolStats } from './stats.js'
import { stopWithin, watchBatch, watchItems } from './watch.js'
import { type Border, findUncloneable, notCloneable } from './wire/cloneable.js'
import { unpack } from './wire/columns.js'
import type { Ended, Reply } from './wire/protocol.js'
import { revive } from './wire/remote-error.js'
import { type Master, type Policy, Workers } from './workers.js'

/** How often a chunk is sent again because its worker ended before it began with it. */
const SEND_ATTEMPTS = 3
/** How long a worker may take to stop with work that was given up, in ms; and while the pool closes. */
const STOP_GRACE = 50
const CLOSE_GRACE = 1000
/** So many calls that wait are a crowd. */
const CROWD = 32

/** How a pool works. */
export interface Plan extends Policy {
  readonly kind: WorkerKind
  readonly workers: number
  /** Whether a worker that dies ends the pool. */
  readonly breaks: boolean
}

/** Runs chunks on workers. */
export class Scheduler implements Master {
  /** The kind of its workers. */
  readonly kind: WorkerKind
  readonly #breaks: boolean
  readonly #workers: Workers
  readonly #events: EventEmitter<PoolEvents> | undefined
  readonly #meter = new Meter()
  readonly #pace = new Pace()
  readonly #queue = new PriorityQueue<Chunk>()
  /** What is for a worker alone, and has none yet. */
  #unassigned: Chunk[] = []
  /** Those who wait for all workers to be ready. */
  #awaiting: PromiseWithSettlers[] = []
  /** Those whom no chunk of theirs tells that it has failed. */
  readonly #listeners = new Set<(error: Error) => void>()
  /** Whether all workers have work, so that more of it changes nothing. */
  #isFull = false
  #state: 'open' | 'closing' | 'terminated' = 'open'
  /** Why everything fails, once it does. */
  #failure: (() => Error) | undefined
  #broken: WorkerDiedError | undefined
  #ended: Promise<void> | undefined
  #end: (() => void) | undefined

  constructor(plan: Plan, events?: EventEmitter<PoolEvents>) {
    this.kind = plan.kind
    this.#breaks = plan.breaks
    this.#workers = new Workers(plan.workers, plan, this)
    this.#events = events
  }

  /** How many workers there are at most. */
  get size(): number {
    return this.#workers.size
  }

  /** Whether it was terminated, or broke. */
  get failed(): boolean {
    return this.#state === 'terminated'
  }

  /** Calls back when it fails; the answer takes that back. */
  onFailed(listener: (error: Error) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Whether it takes no more chunks. */
  get closed(): boolean {
    return this.#state !== 'open'
  }

  /** Throws if it takes no more chunks. */
  checkOpen(): void {
    if (this.#broken !== undefined) throw this.#brokenError()
    if (this.closed) throw closedError()
  }

  /** Changes how many workers there are at most. */
  resize(size: number): void {
    this.#workers.size = size
    this.#workers.shrink()
    this.changed()
  }

  /** Starts all workers, and resolves when they are ready. */
  ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.checkOpen()
      this.#awaiting.push({ resolve, reject })
      this.changed()
    })
  }

  stats(): PoolStats {
    let queued = 0
    for (const chunk of this.#queue) queued += chunk.size
    return this.#meter.stats(this.#workers, queued)
  }

  /** Queues chunks, also of calls that go on while the pool closes. */
  enqueue(chunks: Iterable<Chunk>): void {
    const queuedAt = performance.now()
    for (const chunk of chunks) {
      chunk.queuedAt = queuedAt
      chunk.enter()
      if (!this.#failedAlready(chunk)) this.#queue.push(chunk)
    }
    this.changed()
  }

  /** Queues a call of its own. */
  enqueueOne(single: Single): void {
    single.queuedAt = performance.now()
    single.enter()
    this.#queue.push(single)
    if (!this.#isFull) this.changed()
  }

  /** Whether calls are made faster than they run. */
  get isCrowded(): boolean {
    return this.#queue.size >= CROWD
  }

  /** Queues chunks of which each worker gets one. */
  enqueueForEach(chunk: () => Chunk): void {
    const slots = [...this.#workers].filter(({ state }) => state !== 'ending').slice(0, this.size)
    for (let i = 0; i < this.size; i++) {
      const made = chunk()
      made.queuedAt = performance.now()
      made.enter('assigned')
      const list = slots[i]?.own ?? this.#unassigned
      list.push(made)
    }
    this.changed()
  }

  /**
   * Forgets chunks: their outcome is not told. Those that run are asked to stop between two items; with `force`, a worker
   * that has not stopped soon is ended.
   */
  drop(chunks: Iterable<Chunk>, force: boolean): void {
    for (const chunk of [...chunks]) {
      const { isQueued, slot } = chunk
      chunk.settle()
      if (isQueued) this.#queue.remove(chunk)
      if (slot === undefined) continue
      if (force) this.#stop(slot, STOP_GRACE)
      else slot.executor.words.stop(chunk.id)
    }
    this.changed()
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
    for (const { reject } of this.#awaiting.splice(0)) reject(closedError())
    this.changed()
    return this.#ended
  }

  /** Takes no more chunks, fails those it has, and ends the workers now. */
  terminate(): Promise<void> {
    this.#failAll(() => new AllcoresError('POOL_TERMINATED', 'the pool was terminated before the task had ended'))
    return this.close()
  }

  started(slot: Slot): void {
    this.#meter.started += 1
    this.#emit('workerStart', () => ({ worker: slot.executor.id }))
    this.changed()
  }

  received(slot: Slot, reply: Exclude<Reply, { kind: 'ready' | 'refused' }>): void {
    const { chunk } = slot
    if (chunk === undefined) return
    if (reply.kind === 'unreadable') {
      this.#workers.free(slot)
      this.#blame(chunk, slot.executor.border, revive(reply.thrown, ''))
    } else if (reply.chunk === chunk.id) {
      if (reply.kind === 'done') this.#done(slot, chunk, reply)
      this.#answered(chunk, reply)
      // What is tried again may be running once more by now, and is another sending then.
      const isSame = chunk.id === reply.chunk && chunk.state === 'running'
      if (reply.kind === 'done' && isSame) this.#requeue(chunk.rest())
    }
    this.changed()
  }

  ended(slot: Slot, death: Death, unasked: boolean): void {
    const worker = slot.executor.id
    const { exitCode, signal, error } = death
    this.#emit('workerExit', () => ({ worker, exitCode, signal, error, unasked }))
    this.#unassigned.push(...slot.own.splice(0))
    const reason = diedError(worker, death)
    if (unasked) {
      this.#meter.died += 1
      if (slot.chunk === undefined) {
        process.emitWarning(
          `an idle worker ended ${ending(death)}: a task left work behind that outlived it`,
          'AllcoresWarning',
        )
      }
      if (this.#breaks) this.#break(slot, reason)
    }
    this.#lost(slot, reason)
  }

  unavailable(error: AllcoresError): void {
    this.#failWaiting(() => new AllcoresError(error.code, error.message, { cause: error.cause }))
  }

  /** Does what there is to do. */
  changed(): void {
    this.#assign()
    while (this.#queue.size > 0) {
      const slot = this.#workers.take()
      if (slot !== undefined) this.#send(slot, this.#next(slot))
      else if (this.#workers.alive >= this.size || this.#workers.count('starting') >= this.#queue.size) break
      else if (this.#workers.start() === undefined) break
    }
    this.#isFull = this.#queue.size > 0 && this.#workers.alive >= this.size
    if (this.#awaiting.length > 0) this.#awaitReady()
    const waiting = this.#queue.size > 0 || this.#unassigned.length > 0
    this.#workers.hold(waiting || this.#awaiting.length > 0)
    if (this.#state === 'open') return
    let isWorking = waiting
    for (const slot of this.#workers) {
      if (slot.state === 'busy' && slot.chunk?.state === 'settled') this.#stop(slot, CLOSE_GRACE)
      isWorking ||= slot.state === 'busy' || slot.own.length > 0
    }
    if (isWorking) return
    for (const slot of this.#workers) this.#workers.end(slot)
    if (this.#workers.total === 0) this.#end?.()
  }

  /** Sends to idle workers what is for them alone, and starts those that are missing for it. */
  #assign(): void {
    while (this.#unassigned.length > 0) {
      const slot = this.#workers.start()
      if (slot === undefined) return
      slot.own.push(this.#unassigned.shift()!)
    }
    for (const slot of this.#workers) {
      while (slot.state === 'idle' && slot.own.length > 0) {
        const chunk = slot.own.shift()!
        if (isSettled(chunk)) continue
        this.#workers.employ(slot)
        this.#send(slot, chunk)
      }
    }
  }

  #awaitReady(): void {
    while (this.#workers.alive < this.size) if (this.#workers.start() === undefined) return
    if (this.#workers.count('starting') > 0) return
    for (const { resolve } of this.#awaiting.splice(0)) resolve()
  }

  #next(slot: Slot): Chunk {
    return this.#pace.next(this.#queue, Math.min(this.size, this.#workers.alive), this.#workers.left(slot))
  }

  #send(slot: Slot, chunk: Chunk): void {
    chunk.depart()
    try {
      slot.executor.run(chunk)
    } catch (error) {
      this.#workers.free(slot)
      this.#blame(chunk, slot.executor.border, error)
      return
    }
    slot.chunk = chunk
    chunk.slot = slot
    chunk.waited = performance.now() - chunk.queuedAt
    this.#meter.waited(chunk.waited)
    this.#watch(slot, chunk)
    tell(() => chunk.started())
  }

  /** A worker is through with a chunk. */
  #done(slot: Slot, chunk: Chunk, { ran, usage }: Extract<Reply, { kind: 'done' }>): void {
    const items = chunk.to - chunk.base
    slot.items += items
    slot.usage = usage ?? slot.usage
    this.#meter.ran(ran)
    this.#pace.learn(chunk.fn, Math.max(1, items), ran)
    this.#emit('chunkEnd', () => ({
      worker: slot.executor.id,
      name: chunk.fn.name,
      items,
      waited: chunk.waited,
      ran,
    }))
    this.#workers.free(slot)
  }

  /** The next items of a chunk have ended. */
  #answered(chunk: Chunk, { results, failures = [] }: Ended): void {
    if (chunk.state === 'settled') return
    const { from, base } = chunk
    const values = unpack(results)
    const failed = failures.map(([at, thrown]): FailedItem => [base + at, { thrown }])
    const isWhole = chunk.isRange && failed.length === 0
    chunk.from = isWhole ? chunk.to : from + values.length + failed.length
    this.#meter.completed += chunk.from - from - failed.length
    this.#meter.failed += failed.length
    if (chunk.size <= 0 || (failed.length > 0 && !chunk.independent)) chunk.settle()
    tell(() => chunk.ended(from, values, failed))
  }

  /** Puts back to the head of the queue what is to be run again. */
  #requeue(chunks: readonly Chunk[]): void {
    for (const chunk of chunks.toReversed()) {
      chunk.queuedAt ||= performance.now()
      chunk.enter()
      if (!this.#failedAlready(chunk)) this.#queue.unshift(chunk)
    }
  }

  /** Fails a chunk that comes once everything has failed. */
  #failedAlready(chunk: Chunk): boolean {
    if (this.#failure === undefined) return false
    this.#fail(chunk, this.#failure())
    return true
  }

  /** Fails what is left of a chunk. */
  #fail(chunk: Chunk, error: unknown): void {
    if (chunk.state === 'settled') return
    chunk.settle()
    tell(() => chunk.lost(error))
  }

  /** Fails one item of a chunk; what is left of the others is carried on. */
  #failItem(chunk: Chunk, item: number, failure: FailedItem[1]): void {
    if (chunk.state === 'settled') return
    this.#meter.failed += 1
    const rest = [...chunk.part(chunk.from, item), ...(chunk.independent ? chunk.part(item + 1, chunk.to) : [])]
    chunk.settle()
    this.#requeue(rest)
    tell(() => chunk.ended(item, [], [[item, failure]]))
  }

  /** Fails what waits. */
  #failWaiting(reason: () => Error): void {
    for (const { reject } of this.#awaiting.splice(0)) reject(reason())
    for (const chunk of this.#unassigned.splice(0)) this.#fail(chunk, reason())
    for (let chunk = this.#queue.shift(); chunk !== undefined; chunk = this.#queue.shift()) this.#fail(chunk, reason())
  }

  /** Fails everything, and ends the workers. */
  #failAll(reason: () => Error): void {
    this.#state = 'terminated'
    this.#failure = reason
    for (const slot of [...this.#workers]) {
      const chunks = [...(slot.chunk === undefined ? [] : [slot.chunk]), ...slot.own.splice(0)]
      this.#workers.kill(slot)
      for (const chunk of chunks) this.#fail(chunk, reason())
    }
    for (const listener of this.#listeners) tell(() => listener(reason()))
    this.#failWaiting(reason)
  }

  #break({ chunk }: Slot, reason: WorkerDiedError): void {
    if (this.#state === 'terminated') return
    this.#broken = reason
    if (chunk !== undefined) this.#fail(chunk, this.#brokenError())
    this.#failAll(() => this.#brokenError())
  }

  #brokenError(): AllcoresError {
    const message = "a worker of the pool ended, and with onWorkerDeath: 'break' the pool with it; make a new one"
    return new AllcoresError('POOL_BROKEN', message, { cause: this.#broken })
  }

  /** A chunk that could not be sent: the item that is to blame fails. */
  #blame(chunk: Chunk, border: Border, error: unknown): void {
    for (let item = chunk.from; item < chunk.to; item++) {
      for (const [path, value] of chunk.named(item)) {
        const culprit = findUncloneable(value, path, border)
        if (culprit === undefined) continue
        this.#failItem(chunk, item, { error: notCloneable(culprit, error) })
        return
      }
    }
    this.#failItem(chunk, chunk.from, { error })
  }

  /** Asks a worker to stop with its chunk, and ends it if it has not within `grace` ms. */
  #stop(slot: Slot, grace: number): void {
    stopWithin(slot, grace, () => this.#kill(slot, undefined))
  }

  /** Looks after a chunk that a worker was given. */
  #watch(slot: Slot, chunk: Chunk): void {
    const { timeout } = chunk
    if (timeout !== undefined) {
      const message = `the task ran longer than its timeout of ${timeout} ms`
      watchItems(slot, timeout, () => this.#kill(slot, new AllcoresError('TIMEOUT', message)))
    } else if (chunk instanceof Batch) watchBatch(slot, chunk, () => this.#takeBack(slot, chunk))
  }

  /** Takes back from a worker what it has not begun of a batch. */
  #takeBack(slot: Slot, batch: Batch): void {
    slot.executor.words.stop(batch.id)
    const end = batch.base + slot.at + 1
    if (end >= batch.to) return
    this.#pace.part(batch.fn)
    const rest = batch.part(end, batch.to)
    batch.to = end
    this.#requeue(rest)
    this.changed()
  }

  /** Ends a worker now; the item it is at fails with this error. */
  #kill(slot: Slot, error: unknown): void {
    this.#lost(slot, error)
    this.#workers.kill(slot)
    this.changed()
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
    if (item < chunk.to && (at >= 0 || chunk.sends >= SEND_ATTEMPTS)) this.#failItem(chunk, item, { error })
    else this.#requeue(chunk.rest())
  }

  #emit<K extends keyof PoolEvents>(name: K, detail: () => PoolEvents[K][0]): void {
    const events = this.#events as EventEmitter | undefined
    if (events !== undefined && events.listenerCount(name) > 0) tell(() => events.emit(name, detail()))
  }
}

interface PromiseWithSettlers {
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

function closedError(): AllcoresError {
  return new AllcoresError('POOL_CLOSED', 'the pool is closed and takes no more calls')
}

/** Whether its call has dropped it. */
function isSettled(chunk: Chunk): boolean {
  return chunk.state === 'settled'
}

/** Tells others; should they throw, it is reported as uncaught, and the chunks of other calls go on. */
function tell(others: () => void): void {
  try {
    others()
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}
