/**
 * What a process of ours inherits from its parent's command line: everything that says how modules load and what the
 * engine allows, and nothing that says what the parent runs or where a debugger finds it.
 */
import type { ResourceLimits } from 'node:worker_threads'

/** Options of Node that are about the parent's program: its source, its mode, its inspector. */
const PARENTS =
  /^(-[eipc]|-pe|--(eval|print|check|interactive|input-type|run|(inspect|debug|test|watch|build-snapshot|snapshot)(-[\w-]+)?))(=|$)/
/** Those of them that take a value, which may be the next word. */
const WITH_VALUE =
  /^(-e|-p|-pe|--(eval|print|input-type|run|inspect-port|debug-port|inspect-publish-uid|watch-path|test-[\w-]+|snapshot-blob))$/

/** The options that a process of ours shares with this one. */
export function inheritedOptions(options: readonly string[]): string[] {
  const kept: string[] = []
  for (let i = 0; i < options.length; i++) {
    const option = options[i]!
    if (!PARENTS.test(option)) kept.push(option)
    else if (WITH_VALUE.test(option) && options[i + 1]?.startsWith('-') === false) i += 1
  }
  return kept
}

/** The environment of a process whose native calls may use so many threads. */
export function inheritedEnvironment(threads: number | undefined): NodeJS.ProcessEnv {
  const { NODE_OPTIONS, ...env } = process.env
  const options = inheritedOptions((NODE_OPTIONS ?? '').split(/\s+/).filter((word) => word !== ''))
  if (options.length > 0) env.NODE_OPTIONS = options.join(' ')
  if (threads !== undefined) env.ALLCORES_THREADS = String(threads)
  return env
}

/** The limits of a thread's memory as options of a process. */
export function limitOptions(limits: ResourceLimits | undefined): string[] {
  const { maxOldGenerationSizeMb: old, maxYoungGenerationSizeMb: young, stackSizeMb: stack } = limits ?? {}
  return [
    ...(old === undefined ? [] : [`--max-old-space-size=${Math.max(1, Math.ceil(old))}`]),
    // The young generation is three semi-spaces.
    ...(young === undefined ? [] : [`--max-semi-space-size=${Math.max(1, Math.ceil(young / 3))}`]),
    ...(stack === undefined ? [] : [`--stack-size=${Math.max(1, Math.round(stack * 1024))}`]),
  ]
}
