/**
 * Makes each kind of worker one self-contained text, dist/pool/worker/sources.js, from the compiled files. Its names stay:
 * classes are known by them. It gets what it needs of Node from `process`, because it may be run as a script or as a module.
 */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from './command.mjs'

const folder = join(root, 'dist', 'pool', 'worker')
const { OWN_FRAMES } = await import(`${folder}/entry.js`)

async function textOf(file) {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'warning',
    define: { 'import.meta.url': JSON.stringify(OWN_FRAMES) },
  })
  return `((require)=>{${outputFiles[0].text}})(process.getBuiltinModule);\n//# sourceURL=${OWN_FRAMES}`
}

const sources = {}
for (const kind of ['thread', 'process']) {
  const file = join(folder, `${kind}.js`)
  if (existsSync(file)) sources[kind] = await textOf(file)
}
writeFileSync(join(folder, 'sources.js'), `export const sources = ${JSON.stringify(sources)}\n`)
