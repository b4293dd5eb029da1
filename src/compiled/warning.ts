/**
 * A function that is not compiled runs as JavaScript, and the program is right, only not as fast as it could be: that is
 * worth one warning per function, and no more.
 */
import type { AnyFunction } from '../pool/functions.js'
import { passing, type Refusal } from './refusal.js'
import { sourceOf } from './source.js'

/** Says, once per function, that it runs as JavaScript on `place`, and why. */
export function warnOnce(functions: readonly AnyFunction[], refusal: Refusal, name: string, place: string): void {
  const unwarned = functions.map(sourceOf).filter((source) => !source.warned)
  if (unwarned.length === 0) return
  for (const source of unwarned) source.warned = true
  const remedy = refusal.variable === undefined ? refusal.remedy : `pass it along: ${passing(refusal.variable, name)}`
  const subject =
    functions.length === 1 && functions[0]!.name !== ''
      ? `the function \`${functions[0]!.name}\``
      : `a function for ${name}`
  const message =
    `${subject} runs as JavaScript on ${place} because of ${refusal.found}: ${remedy} ` +
    '({ strict: true } makes this an error)'
  process.emitWarning(message, 'AllcoresWarning')
}
