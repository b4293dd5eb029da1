/** A Python program as a contender. The programs beside this file answer through `serve.py`. */
import { fileURLToPath } from 'node:url'
import { program } from './program.mjs'

/** Starts a program, given relative to this file, or throws with the reason why it cannot run. */
export function python(file, ...args) {
  const command = process.platform === 'win32' ? 'python' : 'python3'
  return program(command, ['-B', fileURLToPath(new URL(file, import.meta.url)), ...args])
}
