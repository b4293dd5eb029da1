/**
 * The TypeScript loader tsx in worker threads. A worker inherits the option that loads it, but where Node has no
 * synchronous hooks tsx registers itself in the main thread alone, and the worker has to ask for it.
 */
import Module from 'node:module'
import { directoryOf } from '../../caller.js'
import { compile } from './compile.js'

/** Registers tsx, if the program runs with it and it has not done so itself; `undefined` if there is nothing to do. */
export function registerTsx(): Promise<void> | undefined {
  if ('registerHooks' in Module) return undefined
  const options = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].flatMap((option) => option.split(/[\s=]+/))
  const loader = options.find((option) => option === 'tsx' || /\btsx\/dist\/loader\.mjs$/.test(option))
  if (loader === undefined) return undefined
  const { call } = compile({ name: 'tsx', expression: "() => import('tsx/esm/api')", from: directoryOf(loader) ?? '' })
  return (call() as Promise<{ register(): void }>).then(({ register }) => register())
}
