/**
 * The programs of docs/with-python.md print what it says. A block of code is a file, whose name is in its first line; a
 * console block has a command and its output.
 */
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { root } from '../../scripts/command.mjs'

const execute = promisify(execFile)
// Inside the checkout, so that `allcores` is the package itself.
const cwd = join(root, '.cache', 'examples', 'with-python')
mkdirSync(cwd, { recursive: true })
// Behind the other folders: where `node` is there may be a python3 without NumPy.
const env = { ...process.env, PATH: [process.env.PATH, dirname(process.execPath)].join(delimiter) }

const text = readFileSync(join(root, 'docs', 'with-python.md'), 'utf8')
for (const [, language, code] of text.matchAll(/^```(\w+)\n(.*?)^```/gms)) {
  const name = /^(?:#|\/\/) (\S+)$/m.exec(code!)?.[1]
  if (language !== 'console') writeFileSync(join(cwd, name!), code!)
}

const commands = [...text.matchAll(/^```console\n\$ (.+)\n([\s\S]*?)^```/gm)].map(([, command, output]) => [
  command!,
  output!,
])

it.each(commands)('%s', async (command, output) => {
  const [program, ...args] = command.split(' ')
  const { stdout, stderr } = await execute(program === 'node' ? process.execPath : program!, args, { cwd, env })
  expect(stderr).toBe('')
  expect(stdout).toBe(output)
})

it('has programs of both languages', () => {
  expect(commands.map(([command]) => command!.split(' ')[0])).toEqual(expect.arrayContaining(['node', 'python3']))
})
