/**
 * A Python program as a contender: one child process for the whole run, asked line by line in JSON, that measures its own
 * calls and so none of the asking. The programs beside this file answer through `serve.py`.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** Starts `program`, or throws with the reason why it cannot run. */
export async function python(program) {
  const command = process.platform === 'win32' ? 'python' : 'python3'
  const child = spawn(command, ['-B', fileURLToPath(new URL(program, import.meta.url))], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complaint += text
  })
  child.stdin.on('error', () => {})
  const started = await Promise.race([once(child, 'spawn').then(() => true), once(child, 'error').catch(() => false)])
  if (started !== true) throw new Error(`there is no ${command}`)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()

  async function ask(request) {
    child.stdin.write(`${JSON.stringify(request)}\n`)
    const { value } = await lines.next()
    if (value === undefined) throw new Error(complaint.trim().split('\n').at(-1) || `${command} ended`)
    return JSON.parse(value)
  }

  return {
    ask,
    version: (await ask({ op: 'version' })).version,
    /** The contender for the program's function `call`. */
    contender: (name, call) => ({
      name,
      value: async () => (await ask({ op: 'value', call })).value,
      sample: async (calls) => (await ask({ op: 'time', call, calls })).ms,
    }),
    close: () => child.stdin.end(),
  }
}
