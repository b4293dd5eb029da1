/**
 * The workers of a pool: started when they are needed, ended in order when they have done their share, have grown too
 * large or are needed no more, and given up where they end before they are ready, again and again.
 */
import { AllcoresError } from '../errors.js'
import { ending } from './death.js'
import type { Death, Executor, Spawn } from './executors/executor.js'
import { Slot, type WorkerState } from './slot.js'
import type { Reply, Settings } from './wire/protocol.js'
import { revive } from './wire/remote-error.js'

/** Ends in a row before any worker was ready that count as a crash loop. */
const START_ATTEMPTS = 3
/** How long a worker may take to end by itself, in ms. */
const CLOSE_GRACE = 1000

/** How workers are started, and when they end. */
export interface Policy {
  readonly spawn: Spawn
  readonly settings: Settings
  /** A worker that takes longer, in ms, counts as one that ended. */
  readonly startTimeout: number | undefined
  /** How long a worker stays without work, in ms. */
  readonly idleTimeout: number | undefined
  /** How many items a worker runs. */
  readonly maxTasks: number | undefined
  /** How large it may grow, in bytes. */
  readonly maxMemory: number | undefined
}

/** Whom the workers serve. */
export interface Master {
  /** A worker became idle. */
  started(slot: Slot): void
  /** It answered to what it was sent. */
  received(slot: Slot, reply: Exclude<Reply, { kind: 'ready' | 'refused' }>): void
  /** It has ended; `unasked` where nobody told it to. */
  ended(slot: Slot, death: Death, unasked: boolean): void
  /** There may be something to do. */
  changed(): void
  /** Workers cannot be started. */
  unavailable(error: AllcoresError): void
}

/** The workers of one pool. */
export class Workers {
  /** How many there are to be, at most. */
  size: number
  readonly #policy: Policy
  readonly #master: Master
  readonly #slots = new Set<Slot>()
  /** The last used last: it is the warmest. */
  readonly #idle: Slot[] = []
  #failedStarts = 0

  constructor(size: number, policy: Policy, master: Master) {
    this.size = size
    this.#policy = policy
    this.#master = master
  }

  [Symbol.iterator](): IterableIterator<Slot> {
    return this.#slots.values()
  }

  /** How many there are, those that are ending too. */
  get total(): number {
    return this.#slots.size
  }

  /** How many work or will. */
  get alive(): number {
    return this.#slots.size - this.count('ending')
  }

  count(state: WorkerState): number {
    let count = 0
    for (const slot of this.#slots) if (slot.state === state) count += 1
    return count
  }

  /** An idle worker; it is busy from here on. */
  take(): Slot | undefined {
    const slot = this.#idle.pop()
    if (slot !== undefined) this.employ(slot)
    return slot
  }

  /** An idle worker is busy from here on. */
  employ(slot: Slot): void {
    slot.clear()
    slot.state = 'busy'
    this.#unlist(slot)
  }

  /** Starts a worker; `undefined` where that was tried often enough. */
  start(): Slot | undefined {
    for (;;) {
      let executor: Executor
      try {
        executor = this.#policy.spawn(
          {
            received: (reply) => this.#received(slot, reply),
            died: (death) => this.#died(slot, death),
          },
          this.#policy.settings,
        )
      } catch (error) {
        if (this.#startFailed(error)) continue
        return undefined
      }
      const slot = new Slot(executor)
      this.#slots.add(slot)
      const { startTimeout } = this.#policy
      if (startTimeout !== undefined) {
        slot.timer = setTimeout(() => {
          slot.refusal = new AllcoresError('TIMEOUT', `the worker was not ready after ${startTimeout} ms`)
          executor.terminate()
        }, startTimeout)
        slot.timer.unref()
      }
      return slot
    }
  }

  /** A busy worker has nothing to do: it becomes idle, or ends where that is due. */
  free(slot: Slot): void {
    if (slot.state === 'ending') return
    slot.clear()
    slot.state = 'idle'
    this.#idle.push(slot)
    const { maxMemory, idleTimeout } = this.#policy
    const isUsedUp = this.left(slot) <= 0 || (maxMemory !== undefined && (slot.usage?.memory ?? 0) > maxMemory)
    if (isUsedUp || this.alive > this.size) this.end(slot)
    else if (idleTimeout !== undefined) {
      slot.timer = setTimeout(() => this.end(slot), idleTimeout)
      slot.timer.unref()
    }
  }

  /** How many items a worker may still run. */
  left({ items }: Slot): number {
    return (this.#policy.maxTasks ?? Number.POSITIVE_INFINITY) - items
  }

  /** Lets a worker end in order. */
  end(slot: Slot): void {
    if (slot.state === 'ending') return
    this.#retire(slot)
    slot.timer = setTimeout(() => slot.executor.terminate(), CLOSE_GRACE)
    slot.executor.close()
  }

  /** Ends a worker now. */
  kill(slot: Slot): void {
    this.#retire(slot)
    slot.executor.terminate()
  }

  /** Ends idle workers beyond the size. */
  shrink(): void {
    while (this.alive > this.size && this.#idle.length > 0) this.end(this.#idle[0]!)
  }

  /** Those with work keep the program alive; where work waits for them, those that start as well. */
  hold(waiting: boolean): void {
    for (const { executor, state, own } of this.#slots) {
      const isNeeded = state === 'starting' && (waiting || own.length > 0)
      executor.hold(isNeeded || state === 'busy' || state === 'ending')
    }
  }

  #received(slot: Slot, reply: Reply): void {
    // One that cannot read its settings cannot start either.
    if (reply.kind === 'refused' || (reply.kind === 'unreadable' && slot.state === 'starting')) {
      slot.refusal = revive(reply.thrown, '')
      slot.executor.terminate()
    } else if (reply.kind === 'ready') {
      this.#failedStarts = 0
      if (slot.state !== 'starting') return
      this.free(slot)
      this.#master.started(slot)
    } else this.#master.received(slot, reply)
  }

  #died(slot: Slot, death: Death): void {
    const { state } = slot
    this.#slots.delete(slot)
    this.#unlist(slot)
    this.#master.ended(slot, death, state !== 'ending' && state !== 'starting')
    clearTimeout(slot.timer)
    if (state === 'starting') this.#startFailed(slot.refusal ?? death.error ?? new Error(`it ended ${ending(death)}`))
    this.#master.changed()
  }

  /** Whether it is worth another try. */
  #startFailed(cause: unknown): boolean {
    this.#failedStarts += 1
    if (this.#failedStarts < START_ATTEMPTS) return true
    this.#failedStarts = 0
    const message = `${START_ATTEMPTS} workers in a row ended before they were ready; the last reason is the cause`
    this.#master.unavailable(new AllcoresError('WORKER_START_FAILED', message, { cause }))
    return false
  }

  /** From here on the worker gets no more work, and its end is no news. */
  #retire(slot: Slot): void {
    slot.clear()
    slot.state = 'ending'
    this.#unlist(slot)
    slot.executor.hold(true)
  }

  #unlist(slot: Slot): void {
    const at = this.#idle.lastIndexOf(slot)
    if (at >= 0) this.#idle.splice(at, 1)
  }
}
