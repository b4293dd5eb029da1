/** What the tests of worker processes look at: the processes of the machine, and programs that are killed. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { built } from '../helpers.js'

/** Whether there is such a process, and it is no mere entry that its parent has not read yet. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** Waits until the condition holds; false if it does not within a time that no machine needs. */
export async function eventually(condition: () => boolean, ms = 20_000): Promise<boolean> {
  for (const end = Date.now() + ms; Date.now() < end; ) {
    if (condition()) return true
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return condition()
}

/** A program that runs until it is killed; resolves to it and the first line that it prints. */
export async function running(source: string, env: NodeJS.ProcessEnv = {}): Promise<{ kill(): void; line: string }> {
  const code = `import { Pool } from ${JSON.stringify(built)}; const built = ${JSON.stringify(built)}; ${source}`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const line = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (data) => {
      text += data
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')))
    })
    child.once('exit', (code) => reject(new Error(`ended with ${code} and printed only: ${text}`)))
  })
  return { kill: () => child.kill('SIGKILL'), line }
}
