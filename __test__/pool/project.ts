/** Projects of a user: files in a folder of their own, run by Node or by what else a user runs them with. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import { built } from './helpers.js'

/** What a program wrote and how it ended. */
export interface Ran {
  code: number | string
  stdout: string
  stderr: string
}

/** A folder with these files, gone after the tests; `ALLCORES` in their text stands for the built package. */
export function project(files: Record<string, string>): { folder: string; run: typeof execute } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'allcores project ')))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text.replaceAll('ALLCORES', JSON.stringify(built)))
  }
  return { folder, run: (command, options) => execute(command, { cwd: folder, ...options }) }
}

/** Runs a command line, by default with Node; what goes to `stdin` is its input. */
function execute(
  args: readonly string[],
  { cwd, env, stdin }: { cwd?: string; env?: Record<string, string>; stdin?: string } = {},
): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { cwd, env: { ...process.env, NODE_OPTIONS: '', ...env }, timeout: 60_000 }
    const child = execFile(process.execPath, args, options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.code ?? String(error.signal)), stdout, stderr })
    })
    // A REPL ends with its input: there the program ends itself.
    if (stdin !== undefined && args.includes('-i')) child.stdin?.write(stdin)
    else child.stdin?.end(stdin)
  })
}
