/** What all classes of this folder have in common: a place in memory, an identity that survives a clone, and an end. */
import { AllcoresError } from '../errors.js'
import { identify } from '../memory/handles.js'
import { checkOptions } from '../options.js'
import type { Place } from './place.js'

/** What identifies the memory of an instance: in other threads, or in other processes. */
export type Source = { readonly memory: SharedArrayBuffer } | { readonly name: string }

/** What is left of an instance that was cloned or sent; `from` makes an instance of it. */
export type SyncHandle<T extends string = string> = { readonly type: T } & Source

/** How to make an instance between processes. */
export interface CreateOptions {
  /** 1 to 30 characters of `A-Z a-z 0-9 . _ -`. Default: a new one. */
  name?: string | undefined
}

/** Checks the options of `create`. */
export function nameIn(options: unknown): string | undefined {
  return checkOptions(options, ['name']).name as string | undefined
}

/** Something that threads or processes share. */
export abstract class Shared<T extends string> {
  readonly #place: Place
  #closed = false

  /** What a clone of it is known by. */
  declare readonly type: T
  /** The memory of one between threads. */
  declare readonly memory?: SharedArrayBuffer
  /** The name of one between processes: that of its block of shared memory. */
  declare readonly name?: string

  /** @internal */
  constructor(type: T, place: Place) {
    this.#place = place
    identify(this, type, place.source)
  }

  /** @internal */
  protected get place(): Place {
    return this.#place
  }

  /** @internal */
  protected get isClosed(): boolean {
    return this.#closed
  }

  /** @internal */
  protected checkOpen(): void {
    if (this.#closed) throw closed()
  }

  /**
   * Ends this handle of one between processes; what it holds counts as left behind. One between threads needs no end,
   * and goes with the garbage. More than once does no harm.
   */
  close(): void {
    if (!('name' in this.#place.source)) return
    this.#closed = true
    this.#place.close()
  }

  /** Takes the name away: nobody can attach any more, and those who have it go on. The creator's end does it as well. */
  unlink(): void {
    this.#place.unlink()
  }

  /** Ends this handle, and takes the name away if it is the one that created it. */
  [Symbol.dispose](): void {
    if (this.#place.created && !this.#closed) this.unlink()
    this.close()
  }
}

/** The error of a handle that was closed. */
export function closed(): AllcoresError {
  return new AllcoresError('MEMORY_CLOSED', 'it was closed')
}
