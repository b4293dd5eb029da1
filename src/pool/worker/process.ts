/**
 * Where a worker process begins. It writes with calls that return when the bytes are with the system, so that nothing that
 * it has said is lost with it.
 */
import { writeSync } from 'node:fs'
import { inheritedWords, listen } from '../../process/child.js'
import { REPLIES } from '../../process/descriptors.js'
import { settleAt } from '../wire/cloneable.js'
import { encode, processBorder } from '../wire/frames.js'
import { marked } from '../wire/handles.js'
import type { Reply, Request, Uncaught } from '../wire/protocol.js'
import { describeThrown } from '../wire/remote-error.js'
import { Words } from '../wire/words.js'
import { serve } from './serve.js'

/** The system takes less than 2 GiB at once. */
const MOST_BYTES = 1 << 30

settleAt(processBorder)

function post(reply: Reply | Uncaught): void {
  for (const part of encode(marked(reply))) {
    for (let rest = part; rest.length > 0; ) {
      rest = rest.subarray(writeSync(REPLIES, rest, 0, Math.min(rest.length, MOST_BYTES)))
    }
  }
}

process.on('uncaughtException', (error) => {
  if (process.listenerCount('uncaughtException') > 1) return
  try {
    post({ kind: 'uncaught', thrown: describeThrown(error, import.meta.url) })
  } finally {
    process.exit(1)
  }
})

// Ctrl-C reaches the whole group of processes: what it means is for the parent to say, which takes its workers with it.
process.on('SIGINT', () => {})

serve({
  words: new Words(inheritedWords()),
  post,
  listen(received: (request: Request) => void, unreadable) {
    listen(received, unreadable).on('close', () => process.exit(1))
  },
  usage() {
    const { user, system } = process.cpuUsage()
    return { cpu: (user + system) / 1000, memory: process.memoryUsage.rss() }
  },
})
