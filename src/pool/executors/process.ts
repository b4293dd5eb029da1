/**
 * Worker processes as executors: a heap of their own, that may run full, and a crash of their own. They are spawned and
 * not forked by `child_process.fork`, whose channel reads and writes JSON or one clone at a time; frames over a pipe of
 * our own carry the bytes of typed arrays as they are.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync } from 'node:fs'
import type { Socket } from 'node:net'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { ResourceLimits } from 'node:worker_threads'
import { native } from '../../native.js'
import { LIFELINE, REPLIES, REQUESTS } from '../wire/descriptors.js'
import { encode, Frames } from '../wire/frames.js'
import { LruMap } from '../wire/lru.js'
import type { Reply } from '../wire/protocol.js'
import { AT, NOT_BEGUN, type Request, STOP, type Uncaught } from '../wire/protocol.js'
import { describeThrown, revive } from '../wire/remote-error.js'
import type { Executor, Listener, Spawn, Work } from './executor.js'
import { inheritedEnvironment, inheritedOptions, limitOptions } from './inherited.js'

/** Functions a worker remembers; older ones are sent again when they come back. */
const REMEMBERED = 256
/** How long after its end a worker's last words may take, in ms: another process could hold its pipe open. */
const LAST_WORDS = 1000

const onWindows = process.platform === 'win32'
const entry = fileURLToPath(new URL('../worker/process.js', import.meta.url))

/** Starts worker processes that share the cores of this one between `workers` of them. */
export function processes(resourceLimits: ResourceLimits | undefined, workers: number): Spawn {
  return (listener) => new WorkerProcess(listener, resourceLimits, workers)
}

class WorkerProcess implements Executor {
  readonly #child: ChildProcess
  readonly #requests: Socket
  readonly #replies: Socket
  readonly #words: Int32Array
  readonly #sent = new LruMap<number, true>(REMEMBERED)
  readonly #listener: Listener
  #error: unknown
  #held = true

  constructor(listener: Listener, resourceLimits: ResourceLimits | undefined, workers: number) {
    this.#listener = listener
    const [words, handle] = native.shareWords()
    this.#words = new Int32Array(words)
    const options = [...inheritedOptions(process.execArgv), ...limitOptions(resourceLimits)]
    try {
      this.#child = spawn(process.execPath, [...options, entry, String(handle)], {
        env: inheritedEnvironment(Math.max(1, Math.floor(native.info().threads / workers))),
        stdio: ['ignore', 'inherit', 'inherit', 'pipe', 'pipe', 'pipe', onWindows ? 'ignore' : handle],
        windowsHide: true,
      })
    } finally {
      if (!onWindows) closeSync(handle)
    }
    const { stdio } = this.#child
    this.#requests = stdio[REQUESTS] as Socket
    this.#replies = stdio[REPLIES] as Socket
    for (const pipe of [REQUESTS, REPLIES, LIFELINE]) {
      const socket = stdio.at(pipe) as Socket
      // What happened to a pipe is what happened to the worker, and its end says more.
      socket.on('error', () => {})
      socket.unref()
    }
    const frames = new Frames(
      (reply) => this.#receive(reply as Reply | Uncaught),
      (error) => this.#receive({ kind: 'failed', at: 0, thrown: describeThrown(error, import.meta.url), results: [] }),
    )
    this.#replies.on('data', (piece: Uint8Array) => frames.push(piece))
    this.#watch()
  }

  run(work: Work): void {
    const { id, name, expression } = work.fn
    const isNew = this.#sent.get(id) === undefined
    const forget = isNew ? this.#sent.set(id, true) : undefined
    Atomics.store(this.#words, AT, NOT_BEGUN)
    const request: Request = {
      kind: 'run',
      chunk: work.id,
      size: work.size,
      fn: id,
      ...(isNew && { source: { name, expression } }),
      ...(forget !== undefined && { forget }),
      ...work.payload([]),
    }
    try {
      this.#send(request)
    } catch (error) {
      if (isNew) this.#sent.delete(id)
      throw error
    }
  }

  stop(work: Work): void {
    Atomics.store(this.#words, STOP, work.id)
  }

  hold(alive: boolean): void {
    if (alive === this.#held) return
    this.#held = alive
    if (alive) this.#child.ref()
    else this.#child.unref()
  }

  close(): void {
    this.#send({ kind: 'close' })
  }

  terminate(): void {
    this.#child.kill('SIGKILL')
  }

  /**
   * The blocks of a frame are copied: the pipe takes some of them later, and memory that the caller transfers away until
   * then is gone.
   */
  #send(request: Request): void {
    const [head, ...blocks] = encode(request)
    if (blocks.length === 0) return void this.#requests.write(head)
    this.#requests.cork()
    for (const part of [head, ...blocks.map((block) => block.slice())]) this.#requests.write(part)
    this.#requests.uncork()
  }

  #receive(reply: Reply | Uncaught): void {
    if (reply.kind === 'uncaught') this.#error = revive(reply.thrown, '')
    else if (reply.kind === 'ready') this.#listener.ready()
    else this.#listener.answered(reply)
  }

  /** What the worker still said before it ended counts: its end is told when its pipe is empty, too. */
  #watch(): void {
    let pending = 2
    let exitCode = 1
    const ended = () => {
      pending -= 1
      if (pending > 0) return
      this.#listener.died({ exitCode, threadId: 0, error: this.#error, at: Atomics.load(this.#words, AT) })
    }
    this.#replies.once('close', ended)
    this.#child.once('exit', (code, signal) => {
      exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal])
      setTimeout(() => this.#replies.destroy(), LAST_WORDS).unref()
      ended()
    })
    this.#child.once('error', (error) => {
      if (this.#child.pid !== undefined) return
      this.#error = error
      this.#replies.destroy()
      ended()
    })
  }
}
