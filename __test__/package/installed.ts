/**
 * A folder in which the packed package is installed as a user would have it: the package and the one of this platform,
 * from their tarballs, with no registry and nothing of the checkout in reach.
 */
import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { npm, root } from '../../scripts/command.mjs'
import { platformPackages } from '../../scripts/platform-packages.mjs'

const execute = promisify(execFile)

/** Runs a command line and gives what it wrote; a command that fails is an error that shows it. */
export async function output([file, ...args]: string[], cwd = root): Promise<{ stdout: string; stderr: string }> {
  try {
    return await execute(file!, args, { cwd, maxBuffer: 1 << 26 })
  } catch (error) {
    const { message, stdout, stderr } = error as Error & { stdout: string; stderr: string }
    throw new Error(`${message}\n${stdout}${stderr}`)
  }
}

/** What the package consists of, as npm says it. */
export interface Packed {
  /** The tarball's path. */
  tarball: string
  unpackedSize: number
  files: { path: string }[]
}

/** A temporary folder, removed by the function that comes with it. */
export function temporary(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'allcores-package-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Packs the package in `directory` into `destination`. */
export async function pack(directory: string, destination: string): Promise<Packed> {
  const { stdout } = await output([...npm(), 'pack', '--json', '--pack-destination', destination], directory)
  const [packed] = JSON.parse(stdout)
  return { ...packed, tarball: join(destination, packed.filename) }
}

/** Packs this platform's package around the addon that the checkout built. */
export async function packPlatform(destination: string): Promise<Packed> {
  const made = join(destination, 'platforms')
  mkdirSync(made)
  const addons = readdirSync(join(root, 'src', 'native')).filter((name) => name.endsWith('.node'))
  for (const [directory, { main }] of Object.entries(await platformPackages(made))) {
    if (!addons.includes(main)) continue
    copyFileSync(join(root, 'src', 'native', main), join(directory, main))
    return pack(directory, destination)
  }
  throw new Error(`no platform package for ${addons}`)
}

/** Makes a project in `folder` that has `tarballs` installed. */
export async function install(folder: string, tarballs: string[]): Promise<void> {
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'user', private: true, type: 'module' }))
  await output([...npm(), 'install', '--offline', '--no-audit', '--no-fund', ...tarballs], folder)
}
