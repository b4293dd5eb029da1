/**
 * The native part, loaded once: everything in `src` that calls Rust imports it from here. It is required and not
 * imported, because a failed import ends the program before anything could say what is wrong and what to do. A bundle has
 * it where its author put it: beside the bundle, as `allcores.node`, or nowhere, if only a pool of threads is used.
 */
import Module from 'node:module'
import os from 'node:os'
import { join } from 'node:path'
import type * as Binding from '#native'
import { ownFile } from './caller.js'
import { AllcoresError } from './errors.js'

// As a member: webpack puts another function in the place of an imported `createRequire`.
const require = Module.createRequire(ownFile() ?? join(process.cwd(), 'bundle.js'))

/** Whether this file is still in the package that it was published in, and not in a bundle. */
export const isPackage = resolves('#native')

function resolves(name: string): boolean {
  try {
    return require.resolve(name) !== ''
  } catch {
    return false
  }
}

function load(): typeof Binding {
  if (!isPackage) return besideBundle()
  try {
    return require('#native')
  } catch (cause) {
    const { targets } = require('allcores/package.json').napi as { targets: string[] }
    const message =
      `no native part of allcores loads on ${process.platform} ${process.arch}. There is one for ${targets.join(', ')}. ` +
      'If yours is among them, install again here with optional dependencies on: npm install --include=optional'
    throw new AllcoresError('UNSUPPORTED_PLATFORM', message, { cause })
  }
}

/** What a bundle has of it: where it has none, that is an error only for what needs it. */
function besideBundle(): typeof Binding {
  try {
    return require('./allcores.node')
  } catch (cause) {
    const message =
      'this bundle has no native part of allcores beside it. Leave allcores out of the bundle (external), or copy the ' +
      '.node file of the platform from its package, such as allcores-linux-x64-gnu, to allcores.node beside the bundle'
    return new Proxy({ availableParallelism: os.availableParallelism } as typeof Binding, {
      get(target, name) {
        if (name in target) return Reflect.get(target, name)
        throw new AllcoresError('UNSUPPORTED_PLATFORM', message, { cause })
      },
    })
  }
}

export type { Constant, Explanation, Refused } from '#native'

export const native = load()

const { ALLCORES_ISA, ALLCORES_THREADS } = process.env
if (ALLCORES_THREADS !== undefined && !/^\s*[1-9]\d*\s*$/.test(ALLCORES_THREADS)) {
  const message = `ALLCORES_THREADS must be a positive integer, got '${ALLCORES_THREADS}'; it is ignored`
  process.emitWarning(message, { code: 'OUT_OF_RANGE' })
}
if (ALLCORES_ISA && 'info' in native && ALLCORES_ISA !== native.info().isa) {
  const message = `ALLCORES_ISA names no instructions that this CPU has: '${ALLCORES_ISA}'; it is ignored`
  process.emitWarning(message, { code: 'OUT_OF_RANGE' })
}
