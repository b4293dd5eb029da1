/**
 * Makes a worker thread one self-contained text, dist/pool/worker/text.js, from the compiled files. Its names stay:
 * classes are known by them. It gets what it needs of Node from `process`, because it may be run as a script or as a module.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from './command.mjs'

const folder = join(root, 'dist', 'pool', 'worker')
const { OWN_FRAMES } = await import(`${folder}/entry.js`)

const { outputFiles } = await build({
  entryPoints: [join(folder, 'thread.js')],
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
// Node gives these to a script that is evaluated; what tasks load must not take itself for such a script.
const prelude = "for(const name of['module','exports','require','__dirname','__filename'])delete globalThis[name];"
const text = `((require)=>{${prelude}${outputFiles[0].text}})(process.getBuiltinModule);\n//# sourceURL=${OWN_FRAMES}`
writeFileSync(join(folder, 'text.js'), `export const text = ${JSON.stringify(text)}\n`)
