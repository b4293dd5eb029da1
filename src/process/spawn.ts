/** Starting a process of Node as a child that ends with its parent. */

import { type ChildProcess, spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
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
  /** What it finds words in common by, where it has any: see `shareWords` of the native part. */
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
const lifeline = () => fileURLToPath(packageFile('process/lifeline.cjs'))

/** Starts a child; where that fails, the process has no id. */
export function spawnChild({ entry, options = [], threads, words }: ChildOptions): Child {
  const own = words === undefined ? [] : [String(words)]
  const inherited = inheritedOptions(process.execArgv)
  const args = ['--require', lifeline(), ...inherited, ...options, fileURLToPath(entry), ...own]
  const answering = words === undefined ? (['ignore', 'pipe'] as const) : (['pipe', 'pipe'] as const)
  const child = spawn(process.execPath, args, {
    env: inheritedEnvironment(threads),
    stdio: ['ignore', 'inherit', 'inherit', 'pipe', ...answering, words === undefined || onWindows ? 'ignore' : words],
    windowsHide: true,
  })
  const pipes = [REQUESTS, REPLIES, LIFELINE].map((pipe) => child.stdio[pipe] as Socket | undefined)
  for (const pipe of pipes) {
    // What happened to a pipe is what happened to the child, and its end says more.
    pipe?.on('error', () => {})
    pipe?.unref()
  }
  return { process: child, requests: pipes[0]!, replies: pipes[1] }
}
