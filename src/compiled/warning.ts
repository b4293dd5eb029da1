/**
 * A function that is not compiled runs as JavaScript, and the program is right, only not as fast as it could be: that is
 * worth one warning per function, and no more.
 */
import type { AnyFunction } from '../pool/wire/functions.js'
import type { Refusal } from './refusal.js'
import { sourceOf } from './source.js'

/** Says, once per function, that it runs as JavaScript on `place`, and why. */
export function warnOnce(functions: readonly AnyFunction[], refusal: Refusal, name: string, place: string): void {
  const refused = functions.filter((fn) => sourceOf(fn).gave(refusal))
  // What no function gave is about the arrays, and so about all functions.
  const culprits = refused.length > 0 ? refused : functions
  const unwarned = culprits.filter((fn) => !sourceOf(fn).warned)
  if (unwarned.length === 0) return
  for (const fn of unwarned) sourceOf(fn).warned = true
  const [fn] = unwarned
  process.emitWarning(
    `${fn!.name === '' ? `a function for ${name}` : `the function \`${fn!.name}\``} runs as JavaScript on ${place} ` +
      `because of ${refusal.found}: ${refusal.toDo(name)} ({ strict: true } makes this an error)`,
    'AllcoresWarning',
  )
}
