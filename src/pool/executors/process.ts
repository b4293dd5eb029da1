/**
 * Worker processes as executors: a heap of their own, that may run full, and a crash of their own. They are spawned and
 * not forked by `child_process.fork`, whose channel takes one message at a time; frames over a pipe of our own carry what
 * typed arrays hold as it is.
 */

import type { ChildProcess } from 'node:child_process'
import type { Socket } from 'node:net'
import type { ResourceLimits } from 'node:worker_threads'
import { native } from '../../native.js'
import { packageFile } from '../../process/entry.js'
import { limitOptions } from '../../process/inherited.js'
import { spawnChild } from '../../process/spawn.js'
import { refuseOn } from '../../runtime.js'
import { encode, Frames, processBorder } from '../wire/frames.js'
import { type Marked, marked } from '../wire/handles.js'
import type { Reply, Request, Settings, Uncaught } from '../wire/protocol.js'
import { revive } from '../wire/remote-error.js'
import { Words } from '../wire/words.js'
import type { Death, Executor, Listener, Spawn, Work, WorkerId } from './executor.js'
import { revived, unreadable } from './replies.js'
import { Requests } from './requests.js'

/** How long after its end a worker's last words may take, in ms: another process could hold its pipe open. */
const LAST_WORDS = 1000

/** Starts worker processes, `workers` of which share the cores that this process may use. */
export function processes(resourceLimits: ResourceLimits | undefined, workers: number): Spawn {
  refuseOn(['Bun', 'Deno'], "workers: 'process'", "take workers: 'thread'")
  return (listener, settings) => new WorkerProcess(listener, settings, resourceLimits, workers)
}

class WorkerProcess implements Executor {
  readonly id: WorkerId
  readonly words: Words
  readonly border = processBorder
  readonly #child: ChildProcess
  readonly #pipe: Socket
  readonly #requests = new Requests()
  readonly #listener: Listener
  #error: unknown
  #held = true

  constructor(listener: Listener, settings: Settings, resourceLimits: ResourceLimits | undefined, workers: number) {
    this.#listener = listener
    const [words, handle] = native.shareWords()
    this.words = new Words(new Int32Array(words))
    const {
      process: child,
      requests,
      replies,
    } = spawnChild({
      entry: packageFile('pool/worker/process.cjs'),
      options: limitOptions(resourceLimits),
      threads: Math.max(1, Math.floor(native.info().threads / workers)),
      words: handle,
    })
    this.#child = child
    this.#pipe = requests
    this.id = { kind: 'process', pid: child.pid ?? -1 }
    const frames = new Frames(
      (reply) => this.#arrived(reply as Marked<Reply | Uncaught>),
      (error) => this.#receive(unreadable(error)),
    )
    replies!.on('data', (piece: Uint8Array) => frames.push(piece))
    this.#untilEnd(replies!)
    this.#post({ kind: 'init', ...settings })
  }

  run(work: Work): void {
    this.#requests.send(work, (request) => this.#post(request))
  }

  hold(alive: boolean): void {
    if (alive === this.#held) return
    this.#held = alive
    if (alive) this.#child.ref()
    else this.#child.unref()
  }

  close(): void {
    this.#post({ kind: 'close' })
  }

  terminate(): void {
    this.#child.kill('SIGKILL')
  }

  /**
   * The blocks of a frame are copied: the pipe takes some of them later, and memory that the caller transfers away until
   * then is gone.
   */
  #post(request: Request): void {
    const [message, ...blocks] = encode(marked(request))
    this.#pipe.cork()
    this.#pipe.write(message)
    for (const block of blocks) this.#pipe.write(block.slice())
    this.#pipe.uncork()
  }

  #arrived(reply: Marked<Reply | Uncaught>): void {
    if (reply.kind === 'uncaught') this.#error = revive(reply.thrown, '')
    else this.#receive(revived(reply))
  }

  #receive(reply: Reply): void {
    this.#requests.hear(reply)
    this.#listener.received(reply)
  }

  /** What the worker still said before it ended counts: its end is told when its pipe is at its end, too. */
  #untilEnd(replies: Socket): void {
    const exited = new Promise<Pick<Death, 'exitCode' | 'signal'>>((resolve) => {
      this.#child.once('exit', (exitCode, signal) => {
        resolve({ exitCode, signal })
        setTimeout(() => replies.destroy(), LAST_WORDS).unref()
      })
      this.#child.once('error', (error) => {
        if (this.#child.pid !== undefined) return
        this.#error = error
        resolve({ exitCode: null, signal: null })
        replies.destroy()
      })
    })
    replies.once('close', async () => this.#listener.died({ ...(await exited), error: this.#error }))
  }
}
