/**
 * Makes one script of all that a worker begins with, beside the compiled files, because one loads sooner than many and takes
 * less memory; and of a worker thread a text as well, dist/pool/worker/text.js, which bundlers take along. Names stay:
 * classes are known by them.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from './command.mjs'

const dist = join(root, 'dist')
const worker = join(dist, 'pool', 'worker')
const { OWN_FRAMES } = await import(`${worker}/frames.js`)

/** What all of them are made with; `own` is JavaScript for the name that stacks give to the frames of the result. */
const settings = (own) => ({
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  logLevel: 'warning',
  define: { 'import.meta.url': own },
})

const { outputFiles } = await build({
  ...settings(JSON.stringify(OWN_FRAMES)),
  entryPoints: [join(worker, 'thread.js')],
  write: false,
})
// A text gets what it needs of Node from `process`, because it may be run as a script or as a module. Node gives these to
// a script that is evaluated; what tasks load must not take itself for such a script.
const prelude = "for(const name of['module','exports','require','__dirname','__filename'])delete globalThis[name];"
const text = `((require)=>{${prelude}${outputFiles[0].text}})(process.getBuiltinModule);\n//# sourceURL=${OWN_FRAMES}`
writeFileSync(join(worker, 'text.js'), `export const text = ${JSON.stringify(text)}\n`)

for (const file of ['pool/worker/thread', 'pool/worker/process', 'process/main', 'process/lifeline']) {
  await build({
    ...settings('__filename'),
    entryPoints: [join(dist, `${file}.js`)],
    outfile: join(dist, `${file}.cjs`),
    // The classes that tasks know are those of the package: what a message brings must be of them.
    external: [join(dist, 'revive.js')],
  })
}
