/**
 * Runs every example of the public contract. An example is a program with all of allcores and a `pool` in scope;
 * where a line ends with `// value`, the expression before it must have that value.
 */
import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import * as now from 'allcores'
import * as later from 'allcores/promises'
import ts from 'typescript'
import { afterAll, expect, test } from 'vitest'

const AsyncFunction = (async () => {}).constructor as new (...code: string[]) => (...values: unknown[]) => Promise<void>

const pool = new now.Pool()
const { threads } = now.info()
afterAll(async () => {
  now.setThreads(threads)
  await pool.close()
})

/** The examples of a declaration file, with the name of what they explain. */
function examples(file: string): { name: string; code: string }[] {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
  const comments = text.matchAll(
    /\/\*\*(?:(?!\*\/)[\s\S])*?```ts\n((?:(?!```)[\s\S])*)```(?:(?!\*\/)[\s\S])*\*\/\s*(?:declare )?(?:function |class |readonly |get )?(\[?[\w.]+)/g,
  )
  return [...comments].map(([, code, name]) => ({ name: name!, code: code!.replace(/^ *\* ?/gm, '') }))
}

const compact = (text: string) => text.replace(/\s/g, '')

function check(value: unknown, expected: string): void {
  const shown = inspect(value, { breakLength: Infinity, depth: 5 })
  if (compact(shown) !== compact(expected)) expect(shown).toBe(expected)
}

/** `expression // value` becomes a call of `check`, and everything what the oldest runtime understands. */
function executable(code: string): string {
  const checked = code.replace(/^( *)(const \w+ = )?(.*?);? \/\/ (.+)$/gm, (_, indent, constant, expression, value) =>
    constant ? `${indent}${constant}${expression}` : `${indent}check(${expression}, ${JSON.stringify(value)})`,
  )
  const { outputText } = ts.transpileModule(`export {}\n${checked}`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  })
  return outputText.replace('export {};', '')
}

for (const [file, api] of [
  ['index.d.ts', now],
  ['promises.d.ts', later],
] as const) {
  const found = examples(file)

  test(`every function of ${file} has an example`, () => {
    const functions = Object.keys(api).filter((key) => typeof api[key as never] === 'function' && !/Error$/.test(key))
    expect(functions.filter((name) => !found.some((example) => example.name === name))).toEqual([])
  })

  test.each(found)(`the example of $name in ${file} runs, and its values are right`, async ({ code }) => {
    const scope = { ...api, pool, check }
    await new AsyncFunction(...Object.keys(scope), executable(code))(...Object.values(scope))
  })
}
