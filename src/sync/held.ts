/** What is held until it is given back: the result of `acquire`, for `using` and `await using`. */

/**
 * Something held: a lock, or a permit of a semaphore.
 *
 * @example
 * ```ts
 * const lock = new Lock()
 * {
 *   await using held = await lock.acquire()
 *   held.repaired // false
 * }
 * lock.isHeld // false
 * ```
 */
export class Held {
  readonly #from: { giveBack(held: Held): void }
  /** Whether it was taken over from an owner who died: what it guards may be half done. Only with `{ repair: true }`. */
  readonly repaired: boolean
  /** @internal What the same instance gave out before. */
  before: Held | undefined
  /** @internal Whether it was not given back yet. */
  isOpen = true

  /** @internal */
  constructor(from: { giveBack(held: Held): void }, repaired: boolean, before: Held | undefined) {
    this.#from = from
    this.repaired = repaired
    this.before = before
  }

  /** Gives it back. More than once does no harm. */
  release(): void {
    if (this.isOpen) this.#from.giveBack(this)
  }

  /** Gives it back. */
  [Symbol.dispose](): void {
    this.release()
  }

  /** Gives it back. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.release()
  }
}
