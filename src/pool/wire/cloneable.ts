/**
 * Why a value cannot cross: structured clone only says "could not be cloned", so the culprit is looked for by trying the
 * parts, and named by its path, as in `items[3].socket`. Runs only after a send has failed. What crosses depends on what
 * is crossed: threads share memory, processes share no more than bytes.
 */
import { types } from 'node:util'
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import { typeError } from '../../errors.js'
import { isPlain } from '../../options.js'

/** What lies between a pool and a worker. */
export interface Border {
  /** What it separates. */
  readonly between: 'threads' | 'processes'
  /** Tries to take a value across; throws where that cannot be. */
  attempt(value: unknown): void
}

let trial: MessageChannel | undefined

/** Between threads: structured clone, as ports do it. */
export const threadBorder: Border = {
  between: 'threads',
  attempt(value) {
    trial ??= new MessageChannel()
    trial.port1.postMessage(value)
    receiveMessageOnPort(trial.port2)
  },
}

/** That of the worker which this thread is. */
let own = threadBorder

/** Says, in a worker, what lies between it and its pool. */
export function settleAt(border: Border): void {
  own = border
}

/** Whether the value can cross. */
export function isCloneable(value: unknown, border = own): boolean {
  try {
    border.attempt(value)
    return true
  } catch {
    return false
  }
}

/**
 * The path, from `path` on, to the innermost part of `value` that cannot cross, and that part. What cannot be walked,
 * because a getter or a proxy throws, is the part itself.
 */
export function findUncloneable(
  value: unknown,
  path: string,
  border = own,
  seen = new Set<unknown>(),
): Culprit | undefined {
  if (seen.has(value) || isCloneable(value, border)) return undefined
  seen.add(value)
  try {
    for (const [step, part] of partsOf(value)) {
      const culprit = findUncloneable(part, path + step, border, seen)
      if (culprit !== undefined) return culprit
    }
  } catch {}
  return { path, value, border }
}

/** A value that cannot cross a border, and where it is. */
export interface Culprit {
  readonly path: string
  readonly value: unknown
  readonly border: Border
}

/** The error for a value that cannot cross; `cause` is what the runtime said. */
export function notCloneable(culprit: Culprit, cause: unknown): TypeError {
  const remedy = isSharedMemory(culprit.value)
    ? 'use SharedMemory, which processes open by name'
    : 'send plain data, and make such things inside the function'
  const tooLarge = 'too large to be sent at once: send parts of it, or put it into a SharedMemory'
  const message = isTooLarge(cause) ? `${culprit.path} is ${tooLarge}` : `${uncrossed(culprit)}: ${remedy}`
  return typeError('NOT_CLONEABLE', message, { cause })
}

function isTooLarge(cause: unknown): boolean {
  return (cause as NodeJS.ErrnoException | undefined)?.code === 'ERR_BUFFER_TOO_LARGE'
}

/** The value as far as it can cross: in plain objects and lists, words stand for what cannot. */
export function crossing(value: unknown, path: string, copies = new Map<unknown, unknown>()): unknown {
  if (isCloneable(value)) return value
  if (copies.has(value)) return copies.get(value)
  if (!Array.isArray(value) && !isPlain(value)) return uncrossed({ path, value, border: own })
  const copy: object = Array.isArray(value) ? [] : {}
  copies.set(value, copy)
  for (const key of Object.keys(value)) {
    const at = `${path}${Array.isArray(value) ? `[${key}]` : step(key)}`
    Object.defineProperty(copy, key, {
      value: readable(value, key, at, copies),
      writable: true,
      configurable: true,
      enumerable: true,
    })
  }
  return copy
}

function readable(value: object, key: string, path: string, copies: Map<unknown, unknown>): unknown {
  try {
    return crossing(Reflect.get(value, key), path, copies)
  } catch {
    return `${path} cannot be read`
  }
}

function uncrossed({ path, value, border }: Culprit): string {
  return `${path} is ${kind(value)}, which cannot cross between ${border.between}`
}

/** A key as it stands in a path. */
export function step(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`
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
    for (const key of Object.keys(value)) yield [step(key), Reflect.get(value, key)]
    if (types.isNativeError(value) && Object.hasOwn(value, 'cause')) yield ['.cause', value.cause]
  }
}

function kind(value: unknown): string {
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'symbol') return 'a symbol'
  try {
    const name = `a ${Object(value).constructor?.name ?? 'value'}`
    return ArrayBuffer.isView(value) && isSharedMemory(value) ? `${name} over a SharedArrayBuffer` : name
  } catch {
    return 'a value'
  }
}

function isSharedMemory(value: unknown): boolean {
  return types.isSharedArrayBuffer(ArrayBuffer.isView(value) ? value.buffer : value)
}
