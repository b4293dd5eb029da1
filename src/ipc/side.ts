/**
 * One side of a ring: that of those who put, or of those who get. A side has a position, how many messages it has
 * passed, and a lock, under which both change. Whoever has the lock may die at any point: the lock then goes to the next
 * one, who finds out from what was noted before how far it came. A change is made when the position is, by one store.
 *
 * Positions count bytes, modulo 2^32, and are multiples of 16. The lowest bits say that the ring is closed, and that
 * somebody waits. They are in the position because that is the word that is waited for: whoever waits for a message, or
 * for room, sees the end, and nobody begins to wait between a move and the look whether one waits.
 */
import type { native } from '../native.js'

export type Words = InstanceType<typeof native.Words>

/**
 * Words of a side: two cache lines, of which the second is what the other side looks at. So neither slows the other down
 * more than it has to.
 */
export const SIDE_WORDS = 32

const LOCK = 0
const COUNT = 2
/** What the position will be, and what the count was before. */
const PLANNED = 3
const COUNT_BEFORE = 4
/** A message is in the ring in part. */
const OPEN = 5
const POSITION = 16

const CLOSED = 1
/** Somebody may wait for the position to move. Whoever moves it takes this away with the same store. */
const AWAITED = 2
const FLAGS = CLOSED | AWAITED
/** How often a taken lock is looked at again before waiting for it: it is held for less than a microsecond. */
const SPINS = 50
/** How often a position is looked at before waiting for it: for some microseconds, which a wait and a wake-up cost. */
const SPINS_TO_WAIT = 8000
const SPINS_TO_LOOK = 64

/** What to wait for: a word that is no longer what it was, as the native part says it. */
export interface Wait {
  readonly at: number
  readonly step: number
}

/**
 * Done before every wait: looks whether there is still somebody to wait for. The native part ends a wait when anybody
 * died since its latest attempt at anything, so there has to be one.
 */
export type Look = () => void

/** What the next owner of the lock of one who died does. */
export type Repair = () => void

/** One side of a ring. */
export class Side {
  readonly words: Words
  readonly ints: Int32Array
  readonly at: number
  readonly #me: number
  readonly #repair: Repair
  readonly #look: Look
  /** Whether the lock is this one's. */
  isHeld = false

  constructor(words: Words, ints: Int32Array, at: number, repair: Repair, look?: Look) {
    this.words = words
    this.ints = ints
    this.at = at
    this.#me = words.token
    this.#repair = repair
    this.#look = look ?? (() => this.noteDeaths())
  }

  /** Takes the lock; or says what to wait for. `turn` is 0 for a newcomer, 1 for one who was woken, 2 for one too often. */
  take(turn: number): Wait | undefined {
    const at = this.at + LOCK
    for (let spin = 0; spin < SPINS; spin++) {
      if (Atomics.load(this.ints, at) !== 0) continue
      if (Atomics.compareExchange(this.ints, at, 0, this.#me) !== 0) continue
      this.isHeld = true
      return undefined
    }
    const step = this.words.lockAttempt(at, turn, true)
    if (step >= 0) return { at, step }
    this.isHeld = true
    if (step !== -1) {
      this.#settle()
      this.#repair()
    }
    return undefined
  }

  /** Gives the lock back. */
  release(): void {
    this.isHeld = false
    const at = this.at + LOCK
    if (Atomics.compareExchange(this.ints, at, this.#me, 0) !== this.#me) this.words.lockRelease(at)
  }

  /** Passes on the wake-up of one who does not try for the lock again. */
  abandonLock(): void {
    this.words.lockAbandon(this.at + LOCK)
  }

  /** Whether this thread has the lock, through another instance. */
  isWaitForItself({ at }: Wait): boolean {
    return at === this.at + LOCK && (Atomics.load(this.ints, at) & (2 ** 30 - 1)) === this.#me
  }

  /** How far it is. */
  get position(): number {
    return Atomics.load(this.ints, this.at + POSITION) & ~FLAGS
  }

  /** Whether the ring is closed. */
  get isClosed(): boolean {
    return (Atomics.load(this.ints, this.at + POSITION) & CLOSED) !== 0
  }

  /** How many messages have passed, at least those that the position is beyond of. */
  get count(): number {
    return Atomics.load(this.ints, this.at + COUNT)
  }

  /** Whether a message is in the ring in part. */
  get isOpen(): boolean {
    return Atomics.load(this.ints, this.at + OPEN) !== 0
  }

  set isOpen(is: boolean) {
    Atomics.store(this.ints, this.at + OPEN, is ? 1 : 0)
  }

  /** Moves on by so many bytes and messages; with `unlessClosed`, says whether it did. */
  move(bytes: number, messages: number, unlessClosed = false): boolean {
    const { ints, at } = this
    const count = ints[at + COUNT]!
    const planned = (this.position + bytes) | 0
    // What is written before the position is seen before it; and in this order by whoever repairs.
    ints[at + COUNT_BEFORE] = count
    ints[at + PLANNED] = planned
    ints[at + COUNT] = (count + messages) | 0
    for (;;) {
      const before = Atomics.load(ints, at + POSITION)
      if (unlessClosed && (before & CLOSED) !== 0) {
        ints[at + COUNT] = count
        return false
      }
      if (Atomics.compareExchange(ints, at + POSITION, before, planned | (before & CLOSED)) !== before) continue
      if ((before & AWAITED) !== 0) this.#wake(1)
      return true
    }
  }

  #wake(count: number): void {
    this.words.wake(this.at + POSITION, count)
  }

  /**
   * For one who was woken and has what it wanted: there may be others who wait, and of several wake-ups only the first
   * was given. With `more`, the next one is woken.
   */
  passOn(more: () => boolean): void {
    Atomics.or(this.ints, this.at + POSITION, AWAITED)
    if (more()) this.#wake(1)
  }

  /** What to wait for, for one who needs the position to be another than `position`; nothing, if it is already. */
  await(position: number): Wait | undefined {
    for (let spin = 0; spin < SPINS_TO_WAIT; spin++) {
      // Not at every turn: who moves it has to have the memory for itself then.
      if (spin % SPINS_TO_LOOK === 0 && this.position !== position) return undefined
    }
    this.#look()
    const now = Atomics.or(this.ints, this.at + POSITION, AWAITED)
    if ((now & ~FLAGS) !== position) return undefined
    return { at: this.at + POSITION, step: (now | AWAITED) >>> 0 }
  }

  /** Says that the ring is closed, to all who wait for the position. */
  close(): void {
    const before = Atomics.or(this.ints, this.at + POSITION, CLOSED)
    if ((before & CLOSED) === 0) this.#wake(2 ** 32 - 1)
  }

  /** Has whoever waits next look again if somebody died from now on. */
  noteDeaths(): void {
    this.words.eventAttempt(this.at)
  }

  /** Puts the count right after one who died: was the change that it had planned made? */
  #settle(): void {
    const { ints, at } = this
    if ((ints[at + POSITION]! & ~FLAGS) !== ints[at + PLANNED]!) ints[at + COUNT] = ints[at + COUNT_BEFORE]!
  }
}
