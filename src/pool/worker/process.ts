/**
 * Where a worker process begins. Before it serves, it ties its life to its parent's. It writes with calls that return
 * when the bytes are with the system, so that nothing that it has said is lost with it.
 */
import { writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Socket } from 'node:net'
import { settleAt } from '../wire/cloneable.js'
import { LIFELINE, REPLIES, REQUESTS, WORDS } from '../wire/descriptors.js'
import { encode, Frames, processBorder } from '../wire/frames.js'
import type { Reply, Request, Uncaught } from '../wire/protocol.js'
import { describeThrown } from '../wire/remote-error.js'
import { Words } from '../wire/words.js'
import { serve } from './serve.js'

/** The system takes less than 2 GiB at once. */
const MOST_BYTES = 1 << 30

const native: typeof import('#native') = createRequire(import.meta.url)('#native')
const onWindows = process.platform === 'win32'
native.endWithParent(onWindows ? process.ppid : LIFELINE)
const words = native.inheritWords(onWindows ? Number(process.argv[2]) : WORDS, process.ppid)

function post(reply: Reply | Uncaught): void {
  for (const part of encode(reply)) {
    for (let rest = part; rest.length > 0; ) {
      rest = rest.subarray(writeSync(REPLIES, rest, 0, Math.min(rest.length, MOST_BYTES)))
    }
  }
}

settleAt(processBorder)

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
  words: new Words(new Int32Array(words)),
  post,
  listen(received, unreadable) {
    const frames = new Frames((request) => received(request as Request), unreadable)
    const requests = new Socket({ fd: REQUESTS, readable: true, writable: false })
    requests.on('data', (piece) => frames.push(piece))
    requests.on('error', () => {})
    requests.on('close', () => process.exit(1))
  },
  usage() {
    const { user, system } = process.cpuUsage()
    return { cpu: (user + system) / 1000, memory: process.memoryUsage.rss() }
  },
})
