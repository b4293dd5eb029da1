/**
 * Shared memory in messages. A clone of a SharedMemory is a plain object, its handle; whoever receives one in a message
 * has to look for it. Few messages have any, and looking costs, so each message says it, in a last property: serialisers
 * read properties in their order, and by then they have met every handle.
 */
import { handleReads } from '../../memory/handles.js'

/** A message as it travels. */
export type Marked<M extends object> = M & { readonly revive: boolean }

/** The message to send. */
export function marked<M extends object>(message: M): Marked<M> {
  const before = handleReads()
  return {
    ...message,
    get revive() {
      return handleReads() !== before
    },
  }
}

/** Puts what `revive` makes of handles in their place, wherever in the value they are. */
export function reviveWithin(value: unknown, revive: (value: unknown) => unknown, seen = new Set<unknown>()): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || seen.has(value)) return value
  const revived = revive(value)
  if (revived !== value) return revived
  seen.add(value)
  const within = (part: unknown) => reviveWithin(part, revive, seen)
  if (value instanceof Map) {
    const entries = [...value]
    value.clear()
    for (const [key, part] of entries) value.set(within(key), within(part))
  } else if (value instanceof Set) {
    const parts = [...value]
    value.clear()
    for (const part of parts) value.add(within(part))
  } else {
    for (const key of Object.keys(value)) {
      const part = Reflect.get(value, key)
      const made = within(part)
      if (made !== part) Reflect.set(value, key, made)
    }
  }
  return value
}

/**
 * What a worker listens with. `load` imports src/revive.ts of the package that tasks import: the classes of
 * handles come with the native part of allcores, which a worker loads when it is needed; messages behind the one that needs
 * it wait for it, too.
 */
export function reviving<M extends object>(
  received: (message: M) => void,
  unreadable: (error: Error) => void,
  load: () => Promise<{ revive(value: unknown): unknown }>,
): (message: Marked<M>) => void {
  let last: Promise<void> | undefined
  const next = async (message: Marked<M>) => {
    await last
    try {
      if (message.revive) reviveWithin(message, (await load()).revive)
    } catch (error) {
      unreadable(error as Error)
      return
    }
    received(message)
  }
  return (message) => {
    if (last === undefined && !message.revive) return received(message)
    const mine = next(message).finally(() => {
      if (last === mine) last = undefined
    })
    last = mine
  }
}
