/** Replies as they arrive: shared memory that comes as its handle is made what it was. */
import { revive } from '../../revive.js'
import { type Marked, reviveWithin } from '../wire/handles.js'
import type { Reply } from '../wire/protocol.js'
import { describeThrown } from '../wire/remote-error.js'
import { OWN_FRAMES } from '../worker/frames.js'

/** The reply that was sent. */
export function revived(reply: Marked<Reply>): Reply {
  if (!reply.revive) return reply
  try {
    reviveWithin(reply, revive)
    return reply
  } catch (error) {
    return unreadable(error)
  }
}

/** What is received in place of a reply that cannot be read. */
export function unreadable(error: unknown): Reply {
  return { kind: 'unreadable', thrown: describeThrown(error, OWN_FRAMES) }
}
