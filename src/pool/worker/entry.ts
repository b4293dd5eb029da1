/** What a worker begins with, in a bundle or not. */
import { sources } from './sources.js'

/** The name that stacks give to a worker's own frames, which say nothing to a user. */
export const OWN_FRAMES = 'allcores-worker'

/** The program of a worker: it runs as a script, and as a module where `--input-type` is inherited. */
export function workerEntry(kind: 'thread' | 'process'): string {
  const here = import.meta.url
  return sources[kind] ?? `import(${JSON.stringify(new URL(`./${kind}.js`, here))})`
}
