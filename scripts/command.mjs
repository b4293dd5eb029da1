/**
 * Runs tools the same way on every system. A tool of node_modules is started as `node <its bin file>`, and npm through
 * the file that runs it, because on Windows both are shell wrappers that `spawn` cannot start and that quote badly.
 */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/**
 * The command line of a tool that an installed package brings: `['node', '…/bin.js']`.
 * @param {string} packageName
 * @param {string} name the tool, where the package brings several
 */
export function tool(packageName, name = packageName) {
  const folder = join(root, 'node_modules', packageName)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return [process.execPath, join(folder, typeof bin === 'string' ? bin : bin[name])]
}

/** The command line of npm. */
export function npm() {
  const nextToNode = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js')
  const file = process.env.npm_execpath ?? (existsSync(nextToNode) ? nextToNode : undefined)
  return file?.endsWith('.js') ? [process.execPath, file] : ['npm']
}

/**
 * Runs a command line in the repository and settles, never rejects, with its exit code and everything it wrote.
 * A command that does not exist has the code 127, as in a shell. With `echo`, output also goes to this terminal.
 * @param {string[]} commandLine
 * @param {{ echo?: boolean, cwd?: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run([file, ...args], { echo = false, cwd = root, env = process.env } = {}) {
  return new Promise((settle) => {
    let output = ''
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const [stream, terminal] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
        if (echo) terminal.write(text)
      })
    }
    child.on('error', (error) => settle({ code: error.code === 'ENOENT' ? 127 : 1, output: String(error) }))
    child.on('close', (code, signal) =>
      settle({ code: code ?? 1, output: signal ? `${output}\nended by ${signal}` : output }),
    )
  })
}
