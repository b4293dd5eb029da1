/**
 * What workers and processes begin with. A thread begins with a text, which is in bundles, too. A process begins with a file,
 * which only the package has: what it reads from Node's command line should stay short.
 */
import { AllcoresError } from '../../errors.js'
import { isPackage } from '../../native.js'
import { OWN_FOLDER } from './names.js'
import { sources } from './sources.js'

/** The program of a worker thread: it runs as a script, and as a module where `--input-type` is inherited. */
export function threadProgram(): string {
  program ??= sources.thread?.replaceAll(OWN_FOLDER, isPackage ? folder().href : OWN_FOLDER)
  return program ?? `import(${JSON.stringify(new URL('pool/worker/thread.js', folder()))})`
}
let program: string | undefined

/** The file of the package that a process begins with. */
export function processEntry(file: string): URL {
  if (isPackage) return new URL(file, folder())
  const message =
    'processes begin with a file of allcores, and a bundle has none: leave allcores out of the bundle (external), or use threads'
  throw new AllcoresError('UNSUPPORTED_PLATFORM', message)
}

/** The folder of the compiled files. Apart from `new URL`, so that no bundler takes it for an asset. */
function folder(): URL {
  const here = import.meta.url
  return new URL('../../', here)
}
