/**
 * Lays out the npm packages of the supported platforms, as a release does, in a folder of its own: `napi` writes them
 * only beside a package.json, and a check should not leave a release's folders in the checkout.
 */
import { copyFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, run, tool } from './command.mjs'

/**
 * Writes the packages below `folder` and gives the manifest of each by its directory.
 * @param {string} folder
 * @returns {Promise<Record<string, { name: string, main: string, os: string[], cpu: string[], libc?: string[] }>>}
 */
export async function platformPackages(folder) {
  for (const file of ['package.json', 'LICENSE']) copyFileSync(join(root, file), join(folder, file))
  const { code, output } = await run([...tool('@napi-rs/cli', 'napi'), 'create-npm-dirs', '--cwd', folder])
  if (code !== 0) throw new Error(output)
  const npm = join(folder, 'npm')
  return Object.fromEntries(
    readdirSync(npm).map((name) => [
      join(npm, name),
      JSON.parse(readFileSync(join(npm, name, 'package.json'), 'utf8')),
    ]),
  )
}
