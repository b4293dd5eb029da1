/**
 * The examples of the documents run and print what they say: each ```js block is a program, and the comment behind a
 * `console.log` is its output.
 */
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { root } from '../../scripts/command.mjs'

const execute = promisify(execFile)
// Inside the checkout, so that `allcores` is the package itself.
const folder = join(root, '.cache', 'examples')
mkdirSync(folder, { recursive: true })

const documents = [
  'README.md',
  ...(existsSync(join(root, 'docs')) ? readdirSync(join(root, 'docs')) : []).map((name) => join('docs', name)),
].filter((name) => name.endsWith('.md') && programs(name).length > 0)

/** The programs of a document. */
function programs(document: string): string[] {
  const text = readFileSync(join(root, document), 'utf8')
  return [...text.matchAll(/^```js\n(.*?)^```/gms)].map(([, program]) => program!)
}

/** What a program says that it prints. */
function promised(program: string): string[] {
  return [...program.matchAll(/console\.log\(.*\) \/\/ (.+)$/gm)].map(([, output]) => output!)
}

describe.each(documents)('%s', (document) => {
  it.each(programs(document).map((program, index) => [index + 1, program] as const))(
    'has an example %i that prints what it says',
    async (number, program) => {
      const file = join(folder, `${document.replace(/\W/g, '-')}-${number}.mjs`)
      writeFileSync(file, program)
      const { stdout } = await execute(process.execPath, [file], { cwd: root })
      expect(promised(program)).not.toHaveLength(0)
      expect(stdout.trimEnd().split('\n')).toEqual(promised(program))
    },
  )
})
