/**
 * What a worker thread begins with: a file of the package, as what the program preloads (`--import`) is loaded only before
 * a file; or a text, in a bundle, which has no such file, and under `--input-type`, which workers inherit and which takes
 * nothing but text.
 */
import { isPackage } from '../../native.js'
import { text } from './text.js'

/** What to make a Worker with. */
export function workerEntry(): [program: string | URL, options: { eval: boolean }] {
  const here = import.meta.url
  return isPackage && !hasInputType() ? [new URL('./thread.cjs', here), { eval: false }] : [text, { eval: true }]
}

function hasInputType(): boolean {
  return [...process.execArgv, process.env.NODE_OPTIONS ?? ''].some((option) => option.includes('--input-type'))
}
