/** What came through the ring as handles becomes what it was: shared memory and locks are the same ones on both sides. */

import { isHandle } from '../memory/handles.js'
import { revive } from '../memory/revive.js'
import { isPlain } from '../options.js'
import { Barrier, BoundedSemaphore, Condition, Event, Lock, RLock, Semaphore, Value } from '../sync/index.js'

const LOCKS = { Lock, RLock, Semaphore, BoundedSemaphore, Event, Condition, Barrier, Value }

function instanceOf(value: unknown): unknown {
  for (const [type, kind] of Object.entries(LOCKS)) if (isHandle(value, type)) return kind.from(value as never)
  return revive(value)
}

/** The value with instances in the places of their handles. */
export function reviveAll(value: unknown, done = new Map<unknown, unknown>()): unknown {
  if (done.has(value)) return done.get(value)
  const revived = instanceOf(value)
  done.set(value, revived)
  if (revived !== value) return revived
  if (Array.isArray(value)) {
    for (const [index, part] of value.entries()) value[index] = reviveAll(part, done)
  } else if (value instanceof Map) {
    for (const [key, part] of [...value]) value.set(key, reviveAll(part, done))
  } else if (value instanceof Set) {
    const parts = [...value]
    value.clear()
    for (const part of parts) value.add(reviveAll(part, done))
  } else if (isPlain(value)) {
    for (const [key, part] of Object.entries(value)) Reflect.set(value, key, reviveAll(part, done))
  }
  return revived
}
