/** What ARCHITECTURE.md says about the sources holds. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../../scripts/command.mjs'

/** The Rust sources of what is shipped, as paths with `/`. */
const sources = readdirSync(join(root, 'crates'), { recursive: true, encoding: 'utf8' })
  .map((file) => `crates/${file.replaceAll('\\', '/')}`)
  .filter((file) => /^crates\/\w+\/src\/.+\.rs$/.test(file))

it('names every file that holds unsafe code, and no other', () => {
  const holding = sources.filter((file) =>
    /\bunsafe\s+(\{|fn|impl|extern|trait)/.test(readFileSync(join(root, file), 'utf8')),
  )
  const named = [...readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').matchAll(/^- `(crates\/.+\.rs)`:/gm)]
  expect(named.map(([, file]) => file)).toEqual(holding.sort())
})
