/**
 * The native part, loaded once: everything in `src` that calls Rust imports it from here. It is required and not
 * imported, because a failed import ends the program before anything could say what is wrong and what to do.
 */
import { createRequire } from 'node:module'
import type * as Binding from '#native'
import { AllcoresError } from './errors.js'

function load(): typeof Binding {
  const require = createRequire(import.meta.url)
  try {
    return require('#native')
  } catch (cause) {
    const { targets } = require('../package.json').napi as { targets: string[] }
    const message =
      `no native part of allcores loads on ${process.platform} ${process.arch}. There is one for ${targets.join(', ')}. ` +
      'If yours is among them, install again here with optional dependencies on: npm install --include=optional'
    throw new AllcoresError('UNSUPPORTED_PLATFORM', message, { cause })
  }
}

export type { Constant, Explanation, Refused } from '#native'

export const native = load()

const { ALLCORES_ISA, ALLCORES_THREADS } = process.env
if (ALLCORES_THREADS !== undefined && !/^\s*[1-9]\d*\s*$/.test(ALLCORES_THREADS)) {
  const message = `ALLCORES_THREADS must be a positive integer, got '${ALLCORES_THREADS}'; it is ignored`
  process.emitWarning(message, { code: 'OUT_OF_RANGE' })
}
if (ALLCORES_ISA && ALLCORES_ISA !== native.info().isa) {
  const message = `ALLCORES_ISA names no instructions that this CPU has: '${ALLCORES_ISA}'; it is ignored`
  process.emitWarning(message, { code: 'OUT_OF_RANGE' })
}
