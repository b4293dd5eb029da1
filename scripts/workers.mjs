/**
 * Makes a worker thread one self-contained text, dist/pool/worker/sources.js, from the compiled files. Its names stay:
 * classes are known by them. It gets what it needs of Node from `process`, because it may be run as a script or as a module.
 */
import { writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { build } from 'esbuild'
import { root } from './command.mjs'

const dist = join(root, 'dist')
const folder = join(dist, 'pool', 'worker')
const { OWN_FOLDER, OWN_FRAMES } = await import(`${folder}/names.js`)

/** What is loaded later is that of the package: what a task imports from allcores has to be of the same classes. */
const later = {
  name: 'later',
  setup(build) {
    build.onResolve({ filter: /^\./ }, ({ path, kind, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined
      return { path: `${OWN_FOLDER}${relative(dist, join(resolveDir, path)).split(sep).join('/')}`, external: true }
    })
  },
}

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
  plugins: [later],
})
// Node gives these to a script that is evaluated; the modules that tasks load must not find them.
const prelude = "for(const name of['module','exports','require','__dirname','__filename'])delete globalThis[name];"
const thread = `((require)=>{${prelude}${outputFiles[0].text}})(process.getBuiltinModule);\n//# sourceURL=${OWN_FRAMES}`
writeFileSync(join(folder, 'sources.js'), `export const sources = ${JSON.stringify({ thread })}\n`)
