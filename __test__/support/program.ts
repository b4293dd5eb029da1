/**
 * Runs a program of `__test__` in a process of its own: for what could end the process that does it.
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface Outcome {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

/** Runs `file`, given relative to the caller's `import.meta.url`, to its end. */
export function run(
  base: string,
  file: string,
  args: readonly string[] = [],
  options: { flags?: string[]; env?: Record<string, string> } = {},
): Promise<Outcome> {
  const path = fileURLToPath(new URL(file, base))
  const child = spawn(process.execPath, [...(options.flags ?? []), path, ...args], {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const outcome: Outcome = { code: null, signal: null, stdout: '', stderr: '' }
  child.stdout.on('data', (data) => {
    outcome.stdout += data
  })
  child.stderr.on('data', (data) => {
    outcome.stderr += data
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ ...outcome, code, signal }))
  })
}

/** What `run` gives for a program that printed nothing but `stdout` and ended well. */
export const ended = (stdout = ''): Outcome => ({ code: 0, signal: null, stdout, stderr: '' })
