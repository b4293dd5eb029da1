/**
 * The native part, loaded once: everything in `src` that calls Rust imports it from here. It is required and not
 * imported, because a failed import ends the program before anything could say what is wrong and what to do.
 */
import { createRequire } from 'node:module'
import type * as Binding from '#native'
import { unsupportedPlatform } from './errors.js'

function load(): typeof Binding {
  const require = createRequire(import.meta.url)
  try {
    return require('#native')
  } catch (cause) {
    throw unsupportedPlatform(require('../package.json').napi.targets, cause)
  }
}

export const native = load()
