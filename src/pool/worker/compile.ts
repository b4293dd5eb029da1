/**
 * Functions on arrival: source becomes a function again, in a worker. Compiled through Node's module wrapper, so that
 * `import()` and `require` inside it work and its stack frames carry the task's name. Strict mode, so that assigning to
 * a variable that stayed behind is an error and not a silent global.
 */
import Module from 'node:module'
import { join } from 'node:path'
import type { AnyFunction, Shipped } from '../wire/functions.js'

type Compilable = Module & { paths: string[]; _compile(source: string, filename: string): void }

/** A function that runs in this worker. */
export interface Compiled {
  readonly call: AnyFunction
  readonly name: string
  /** The file name its stack frames show. */
  readonly filename: string
}

/** Makes the function that was sent. `__name` is what esbuild's keepNames leaves in a source. */
export function compile({ name, expression }: Shipped): Compiled {
  const filename = join(process.cwd(), `[task ${name}]`)
  const module = new Module(filename) as Compilable
  module.filename = filename
  module.paths = (Module as unknown as { _nodeModulePaths(from: string): string[] })._nodeModulePaths(process.cwd())
  module._compile(`'use strict';module.exports=[(__name)=>${expression}]`, filename)
  return { call: module.exports[0]((fn: unknown) => fn), name, filename }
}

/**
 * The variable that a sent function missed, if that is what the error is about: a ReferenceError from the function's
 * own code, not from a module that it called.
 */
export function capturedVariable(error: unknown, fn: Compiled): string | undefined {
  if (!(error instanceof ReferenceError)) return undefined
  const name = /^(\S+) is not defined$/.exec(error.message)?.[1]
  const [, frame] = error.stack?.split('\n') ?? []
  return frame === undefined || frame.includes(fn.filename) ? name : undefined
}
