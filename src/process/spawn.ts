/** Starting a process of Node as a child that ends with its parent. */

import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync } from 'node:fs'
import type { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { AllcoresError } from '../errors.js'
import { LIFELINE, REPLIES, REQUESTS } from './descriptors.js'
import { packageFile } from './entry.js'
import { inheritedEnvironment, inheritedOptions } from './inherited.js'

/** How a child is started. */
export interface ChildOptions {
  /** The module that it begins with. */
  readonly entry: URL
  /** Options of Node beside those that it inherits. */
  readonly options?: readonly string[]
  /** How many threads its native calls may use; as many as here by default. */
  readonly threads?: number
  /** What it finds words in common by, where it has any: see `shareWords` of the native part. A file is closed. */
  readonly words?: number
}

/** A child and the pipes to it. They do not keep the program alive. */
export interface Child {
  readonly process: ChildProcess
  readonly requests: Socket
  /** Of a child that has words in common, and says something. */
  readonly replies: Socket | undefined
}

const onWindows = process.platform === 'win32'
/** A child without pipes is what Node gives where the system has none for it. */
const NO_FILES = 'no process could be started: too many files are open, and each process needs some'
const lifeline = () => fileURLToPath(packageFile('process/lifeline.cjs'))

/** Starts a child; where that fails, the process has no id, or there is an error of code `WORKER_START_FAILED`. */
export function spawnChild({ entry, options = [], threads, words }: ChildOptions): Child {
  const own = words === undefined ? [] : [String(words)]
  const inherited = inheritedOptions(process.execArgv)
  const args = ['--require', lifeline(), ...inherited, ...options, fileURLToPath(entry), ...own]
  const answering = words === undefined ? (['ignore', 'pipe'] as const) : (['pipe', 'pipe'] as const)
  const file = words === undefined || onWindows ? undefined : words
  const child = spawning(file, () =>
    spawn(process.execPath, args, {
      env: inheritedEnvironment(threads),
      stdio: ['ignore', 'inherit', 'inherit', 'pipe', ...answering, file ?? 'ignore'],
      windowsHide: true,
    }),
  )
  // One that could not start has no id, and says so later: whoever wants to know why listens as well.
  child.on('error', () => {})
  if ((child.stdio as unknown) === undefined) throw new AllcoresError('WORKER_START_FAILED', NO_FILES)
  const pipes = [REQUESTS, REPLIES, LIFELINE].map((pipe) => child.stdio[pipe] as Socket | undefined)
  for (const pipe of pipes) {
    // What happened to a pipe is what happened to the child, and its end says more.
    pipe?.on('error', () => {})
    pipe?.unref()
  }
  return { process: child, requests: pipes[0]!, replies: pipes[1] }
}

/** Closes what the child has inherited then, or never will. */
function spawning(file: number | undefined, start: () => ChildProcess): ChildProcess {
  try {
    return start()
  } finally {
    if (file !== undefined) closeSync(file)
  }
}
