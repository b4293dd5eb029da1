/**
 * Where a call was written. What a function imports is meant from the file that its author sees it in, and V8 does not say
 * where a function comes from; the stack says which file made the call, and that is where functions are written down. The
 * stack also names the file that allcores itself is in, whatever a bundler made of `import.meta`.
 */
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the innermost file below `method` on the stack; the current directory where there is none. */
export function callerDirectory(method: unknown): string {
  for (const file of callerFiles(method)) {
    const directory = directoryOf(file)
    if (directory !== undefined) return directory
  }
  return process.cwd()
}

/** The file that this code runs from, as a path or URL; after bundling, that of the bundle. */
export function ownFile(): string | undefined {
  return callerFiles(callerFiles).find((file) => directoryOf(file) !== undefined)
}

/** The folder of a file as stacks name it: by path or URL. Evaluated code and Node's own has none. */
export function directoryOf(file: string): string | undefined {
  try {
    if (file.startsWith('file:')) return path.dirname(fileURLToPath(file))
  } catch {
    return undefined
  }
  return path.isAbsolute(file) ? path.dirname(file) : undefined
}

/** The files on the stack, as V8 names them and not as a source map or the program would show them. */
function callerFiles(method: unknown): string[] {
  const { prepareStackTrace, stackTraceLimit } = Error
  const site: { stack?: string[] } = {}
  try {
    Error.stackTraceLimit = 32
    Error.prepareStackTrace = (_, sites) => sites.map((frame) => frame.getFileName() ?? '')
    Error.captureStackTrace(site, method as () => void)
    return site.stack ?? []
  } catch {
    return []
  } finally {
    Reflect.set(Error, 'stackTraceLimit', stackTraceLimit)
    if (prepareStackTrace === undefined) Reflect.deleteProperty(Error, 'prepareStackTrace')
    else Reflect.set(Error, 'prepareStackTrace', prepareStackTrace)
  }
}
