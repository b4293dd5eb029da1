/** The thread that runs blocking calls: a scheduler without a pool, and the thread that waits as its only user. */
import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import { revive } from '../../revive.js'
import { Stop } from '../../stop.js'
import { sideBySide } from '../arguments.js'
import { Call } from '../call.js'
import { chunkSizes, mapAll } from '../map.js'
import { withWorkers } from '../options.js'
import { Scheduler } from '../scheduler.js'
import { type Marked, marked, reviveWithin } from '../wire/handles.js'
import { describeThrown } from '../wire/remote-error.js'
import { type Answer, type BrokerData, ENDED, type Question } from './broker-protocol.js'

const { port, word, plan } = workerData as BrokerData
const scheduler = new Scheduler(withWorkers(plan))

// The frames of this thread say nothing to a user.
Error.stackTraceLimit = 0
printAtOnce(process.stdout, 1)
printAtOnce(process.stderr, 2)
process.once('exit', () => {
  Atomics.store(word, 0, ENDED)
  Atomics.notify(word, 0)
})
port.on('message', async (question: Marked<Question>) => {
  try {
    if (question.revive) reviveWithin(question, revive)
    tell(marked({ results: await answer(question) }))
  } catch (error) {
    tell(marked({ thrown: describeThrown(error, import.meta.url) }))
  }
})
tell('begun')

function answer({ fn, lists, manner, retries, failFast, chunkSize, workers }: Question): Promise<unknown[]> {
  if (workers !== scheduler.size) scheduler.resize(workers)
  const call = new Call(scheduler, fn, { manner, retries, stop: new Stop() }, answer)
  const size = lists[0]!.length
  const sizes = chunkSizes(size, workers, chunkSize)
  return mapAll(call, sideBySide(lists, size, true), sizes, { failFast, onProgress: undefined })
}

function tell(message: 'begun' | Marked<Answer>): void {
  port.postMessage(message)
  Atomics.add(word, 0, 1)
  Atomics.notify(word, 0)
}

/** What workers print would wait for the thread that waits for them. */
function printAtOnce(stream: NodeJS.WriteStream, file: number): void {
  stream._write = (text: string | Uint8Array, _encoding, done) => {
    for (let rest = Buffer.from(text as string); rest.length > 0; ) {
      try {
        rest = rest.subarray(writeSync(file, rest))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return done(error as Error)
      }
    }
    done()
  }
  Reflect.deleteProperty(Object.getPrototypeOf(stream), '_writev')
}
