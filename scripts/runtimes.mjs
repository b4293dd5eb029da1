/**
 * Deno and Bun, from their npm packages, in a cache and not among the development tools: they are larger than all of
 * those together, and only their own tests need them. Their programs lie in a package for each platform, so that nothing
 * has to run to install them. `node scripts/runtimes.mjs` fetches both.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { npm, root, run } from './command.mjs'

/** The versions that are tested. */
export const RUNTIMES = { deno: '2.9.6', bun: '1.4.5' }

/**
 * The command line of a runtime, which is fetched if it is not there.
 * @param {'deno' | 'bun'} name
 * @returns {Promise<string[]>}
 */
export async function runtime(name) {
  const version = RUNTIMES[name]
  const folder = join(root, '.cache', 'runtimes', `${name}-${version}`)
  const present = await command(folder, name, version)
  if (present !== undefined) return present
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{}')
  const { output } = await run(
    [...npm(), 'install', '--ignore-scripts', '--no-audit', '--no-fund', `${name}@${version}`],
    { cwd: folder },
  )
  const fetched = await command(folder, name, version)
  if (fetched === undefined) throw new Error(`${name} ${version} cannot be had from npm:\n${output}`)
  return fetched
}

/** The command line of what is there, if it runs and is of the version. */
async function command(folder, name, version) {
  const program = new RegExp(`^@\\w+[\\\\/][\\w-]+[\\\\/](bin[\\\\/])?${name}(\\.exe)?$`)
  const packages = join(folder, 'node_modules')
  const files = existsSync(packages) ? readdirSync(packages, { recursive: true }) : []
  for (const file of files.filter((file) => program.test(file))) {
    const line = [join(packages, file)]
    const { code, output } = await run([...line, '--version'])
    if (code === 0 && output.includes(version)) return line
  }
  return undefined
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const name of Object.keys(RUNTIMES)) console.log((await runtime(name)).join(' '))
}
