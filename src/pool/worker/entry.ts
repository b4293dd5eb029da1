/** What a worker thread begins with, in a bundle or not. */
import { text } from './text.js'

/** The name that stacks give to a worker's own frames, which say nothing to a user. */
export const OWN_FRAMES = 'allcores-worker'

/** The program of a worker thread: it runs as a script, and as a module where `--input-type` is inherited. */
export function workerEntry(): string {
  const here = import.meta.url
  return text ?? `import(${JSON.stringify(new URL('./thread.js', here))})`
}
