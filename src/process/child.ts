/** The child's side: its life hangs on its parent's, and what the parent sends is read from a pipe. */
import { Socket } from 'node:net'
import { native } from '../native.js'
import { Frames } from '../pool/wire/frames.js'
import { type Marked, reviving } from '../pool/wire/handles.js'
import { LIFELINE, REQUESTS, WORDS } from './descriptors.js'

const onWindows = process.platform === 'win32'

/** Ends this process with its parent, whatever it is doing then. */
export function endWithParent(): void {
  native.endWithParent(onWindows ? process.ppid : LIFELINE)
}

/** The words that it has in common with its parent. */
export function inheritedWords(): Int32Array {
  return new Int32Array(native.inheritWords(onWindows ? Number(process.argv[2]) : WORDS, process.ppid))
}

/** Calls back for what the parent sends, and for what cannot be read of it. */
export function listen<M extends object>(received: (message: M) => void, unreadable: (error: Error) => void): Socket {
  const take = reviving(received, unreadable, () => import('../revive.js'))
  const frames = new Frames((message) => take(message as Marked<M>), unreadable)
  const requests = new Socket({ fd: REQUESTS, readable: true, writable: false })
  requests.on('data', (piece) => frames.push(piece))
  requests.on('error', () => {})
  return requests
}
