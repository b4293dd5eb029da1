/**
 * One function in a process of its own, as Python's `multiprocessing.Process`: for work that lasts as long as the program,
 * or that a crash must not reach. For many short pieces of work there is `Pool`.
 */

import { constants } from 'node:os'
import { AllcoresError, show, typeError } from '../errors.js'
import { checkOptions } from '../options.js'
import { checkFunction, checkIterable } from '../pool/options.js'
import { findUncloneable, notCloneable } from '../pool/wire/cloneable.js'
import { encode, processBorder } from '../pool/wire/frames.js'
import type { Source } from '../pool/wire/functions.js'
import { ship } from '../pool/wire/functions.js'
import { marked } from '../pool/wire/handles.js'
import { refuseOn } from '../runtime.js'
import { checkTimeout } from '../stop.js'
import { packageFile } from './entry.js'
import type { Main } from './main.js'
import { type Child, spawnChild } from './spawn.js'

/** How a process is made. */
export interface ProcessOptions<A extends readonly unknown[] = readonly unknown[]> {
  /** The arguments of the function. They are copied when the process starts; a `SharedMemory` is shared. */
  args?: readonly [...A] | undefined
  /** A name, for people; `Process-1` and so on by default. */
  name?: string | undefined
  /** Whether the program may end without it: it does not keep the program alive, and ends with it. */
  daemon?: boolean | undefined
}

let made = 0

/**
 * A function that runs in a process of its own. It travels as its source, as with {@link Pool}: it sees its arguments,
 * globals and what it imports itself. What it prints goes to the output of this program, and what it returns nowhere:
 * results go over memory in common, files or sockets.
 *
 * The process ends when the function has returned, its promise included, and nothing is left to do. It keeps this program
 * alive until then, unless it is a `daemon`; it never outlives this program, also not one that was killed.
 *
 * @example
 * ```ts
 * const child = new Process((code) => process.exit(code), { args: [3] })
 * child.start()
 * await child.join() // 3
 * ```
 * @see Python's `multiprocessing.Process`.
 */
export class Process<A extends readonly unknown[] = readonly unknown[]> {
  /** The name, for people. */
  readonly name: string
  /** Whether the program may end without it. */
  readonly daemon: boolean
  readonly #source: Source
  readonly #args: readonly unknown[]
  #child: Child['process'] | undefined
  #ended: Promise<number> | undefined
  #exitCode: number | undefined
  /** How many wait for its end. */
  #joining = 0
  #closed = false

  /**
   * Makes a process; it does not start yet.
   *
   * @param target - the function
   * @throws TypeError `INVALID_TYPE`, `INVALID_FUNCTION`, `UNKNOWN_OPTION`; AllcoresError `UNSUPPORTED_RUNTIME`
   */
  constructor(target: (...args: A) => unknown, options?: ProcessOptions<A>) {
    refuseOn(['Bun', 'Deno'], 'Process', 'take a Pool of threads')
    const { args, name, daemon = false } = checkOptions(options, ['args', 'name', 'daemon'])
    this.#source = ship(checkFunction('target', target), Process)
    this.#args = args === undefined ? [] : [...checkIterable('args', args)]
    if (name !== undefined && typeof name !== 'string') {
      throw typeError('INVALID_TYPE', `name must be a string, got ${show(name)}`)
    }
    if (typeof daemon !== 'boolean') throw typeError('INVALID_TYPE', `daemon must be a boolean, got ${show(daemon)}`)
    made += 1
    this.name = name ?? `Process-${made}`
    this.daemon = daemon
  }

  /** The id that the system knows it by; `undefined` before it starts. */
  get pid(): number | undefined {
    return this.#child?.pid
  }

  /**
   * How it ended: 0 where the function returned, `n` for `process.exit(n)`, 1 for an error that nobody caught, and `-n`
   * where signal `n` ended it; `undefined` before.
   */
  get exitCode(): number | undefined {
    return this.#exitCode
  }

  /** Whether it has started and not ended. */
  get alive(): boolean {
    return this.#child !== undefined && this.#exitCode === undefined
  }

  /**
   * Starts it, once.
   *
   * @throws TypeError `NOT_CLONEABLE` for an argument that cannot cross; AllcoresError `INVALID_STATE`,
   * `WORKER_START_FAILED`
   */
  start(): void {
    if (this.#child !== undefined) throw this.#wrong('has started before')
    if (this.#closed) throw this.#wrong('is closed')
    const [message, ...blocks] = this.#message()
    const { process: child, requests } = spawnChild({ entry: packageFile('process/main.cjs') })
    if (child.pid === undefined) {
      throw new AllcoresError('WORKER_START_FAILED', `no process could be started for ${this.name}`)
    }
    this.#child = child
    this.#ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.#exitCode = signal === null ? code! : -constants.signals[signal]
        resolve(this.#exitCode)
      })
    })
    if (this.daemon) child.unref()
    requests.cork()
    requests.write(message)
    for (const block of blocks) requests.write(block.slice())
    requests.end()
    requests.uncork()
  }

  /**
   * Resolves to the exit code when it has ended, or to `undefined` where it has not within `timeout` ms.
   *
   * @throws AllcoresError `INVALID_STATE` before it was started; TypeError, RangeError for a wrong `timeout`
   *
   * @example
   * ```ts
   * const child = new Process(() => { for (;;); })
   * child.start()
   * await child.join(10) // undefined
   * child.kill()
   * await child.join() // -9
   * ```
   */
  join(timeout?: number): Promise<number | undefined> {
    const ms = checkTimeout(timeout)
    if (this.#ended === undefined) throw this.#wrong('has not started')
    const child = this.#child!
    child.ref()
    this.#joining += 1
    const ended = this.#ended
    if (ms === undefined) return ended
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#joining -= 1
        if (this.daemon && this.#joining === 0) child.unref()
        resolve(this.#exitCode)
      }, ms)
      void ended.then((code) => {
        clearTimeout(timer)
        resolve(code)
      })
    })
  }

  /** Asks it to end: SIGTERM, which it can handle. Nothing where it does not run. */
  terminate(): void {
    this.#child?.kill('SIGTERM')
  }

  /** Ends it now: SIGKILL. Nothing where it does not run. */
  kill(): void {
    this.#child?.kill('SIGKILL')
  }

  /**
   * Says that it is not needed any more: it cannot be started then.
   *
   * @throws AllcoresError `INVALID_STATE` while it runs
   */
  close(): void {
    if (this.alive) throw this.#wrong('runs; wait for it with join(), or end it')
    this.#closed = true
  }

  #message() {
    const message: Main = { source: this.#source, args: this.#args }
    try {
      return encode(marked(message))
    } catch (error) {
      const culprit = findUncloneable(this.#args, 'args', processBorder)
      throw culprit === undefined ? error : notCloneable(culprit, error)
    }
  }

  #wrong(state: string): AllcoresError {
    return new AllcoresError('INVALID_STATE', `${this.name} ${state}`)
  }
}
