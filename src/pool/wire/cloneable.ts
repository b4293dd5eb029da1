/**
 * Why a value cannot cross between threads: structured clone only says "could not be cloned", so the culprit is looked
 * for by trying the parts, and named by its path, as in `items[3].socket`. Runs only after a send has failed.
 */
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import { typeError } from '../../errors.js'

let trial: MessageChannel | undefined

/** Whether structured clone, as ports do it, takes the value. */
export function isCloneable(value: unknown): boolean {
  trial ??= new MessageChannel()
  try {
    trial.port1.postMessage(value)
    receiveMessageOnPort(trial.port2)
    return true
  } catch {
    return false
  }
}

/**
 * The path, from `path` on, to the innermost part of `value` that cannot be cloned, and that part. What cannot be walked,
 * because a getter or a proxy throws, is the part itself.
 */
export function findUncloneable(value: unknown, path: string, seen = new Set<unknown>()): Culprit | undefined {
  if (seen.has(value) || isCloneable(value)) return undefined
  seen.add(value)
  try {
    for (const [step, part] of partsOf(value)) {
      const culprit = findUncloneable(part, path + step, seen)
      if (culprit !== undefined) return culprit
    }
  } catch {}
  return { path, value }
}

/** A value that cannot be cloned and where it is. */
export interface Culprit {
  readonly path: string
  readonly value: unknown
}

/** The error for a value that cannot cross; `cause` is what the runtime said. */
export function notCloneable(culprit: Culprit, cause: unknown): TypeError {
  return typeError(
    'NOT_CLONEABLE',
    `${culprit.path} is ${kind(culprit.value)}, which cannot cross between threads: send plain data, ` +
      'and make such things inside the function',
    { cause },
  )
}

function* partsOf(value: unknown): Generator<[string, unknown]> {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const [i, part] of value.entries()) yield [`[${i}]`, part]
  } else if (value instanceof Map) {
    for (const [key, part] of value) {
      yield ['.keys()', key]
      yield [`.get(${typeof key === 'string' ? JSON.stringify(key) : String(key)})`, part]
    }
  } else if (value instanceof Set) {
    for (const part of value) yield ['.values()', part]
  } else {
    for (const key of Object.keys(value)) {
      yield [/^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`, Reflect.get(value, key)]
    }
  }
}

function kind(value: unknown): string {
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'symbol') return 'a symbol'
  try {
    return `a ${Object(value).constructor?.name ?? 'value'}`
  } catch {
    return 'a value'
  }
}
