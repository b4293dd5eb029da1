/**
 * Another program as a contender: one child process, asked line by line in JSON, that measures its own calls and so none of
 * the asking. What it cannot do it says as `{ error }`, or on its way down.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** Starts `command`, or throws with the reason why it cannot run. */
export async function program(command, args) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complaint += text
  })
  child.stdin.on('error', () => {})
  const started = await Promise.race([once(child, 'spawn').then(() => true), once(child, 'error').catch(() => false)])
  if (started !== true) throw new Error(`there is no ${command}`)
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()

  async function ask(request) {
    child.stdin.write(`${JSON.stringify(request)}\n`)
    const { value } = await lines.next()
    if (value === undefined) throw new Error(complaint.trim().split('\n').at(-1) || `${command} ended`)
    const reply = JSON.parse(value)
    if (reply.error) throw Object.assign(new Error(reply.error.message), { code: reply.error.code })
    return reply
  }

  const { version } = await ask({ op: 'version' }).catch((error) => {
    // Nobody will close a program that cannot take part.
    child.stdin.end()
    throw error
  })
  return {
    ask,
    pid: child.pid,
    version,
    /** The contender for the program's function `call`. */
    contender: (name, call) => ({
      name,
      value: async () => (await ask({ op: 'value', call })).value,
      sample: async (calls) => (await ask({ op: 'time', call, calls })).ms,
    }),
    close() {
      child.stdin.end()
      return ended
    },
  }
}
