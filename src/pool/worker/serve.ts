/**
 * The worker's side: takes a chunk, calls the function for one item after the other, and answers with the results. It
 * notes each item in shared memory before it runs it, so that the pool knows which one took the worker down, and looks
 * there whether it is to stop.
 */
import { type Progress, type Range, runRange } from '../../compiled/loops.js'
import { captured } from '../../compiled/refusal.js'
import { findUncloneable, notCloneable } from '../wire/cloneable.js'
import { type Column, pack, unpack } from '../wire/columns.js'
import type { AnyFunction } from '../wire/functions.js'
import { AT, type Connection, type Reply, type Request, STOP } from '../wire/protocol.js'
import { capturedError, describeThrown } from '../wire/remote-error.js'
import { type Compiled, capturedVariable, Functions } from './compile.js'

type Run = Extract<Request, { kind: 'run' }>

let connection: Connection
const functions = new Functions()
const answer = (reply: Reply, transfer: ArrayBuffer[] = []) => connection.post(reply, transfer)

/** Serves a pool over this connection, for as long as this worker lives. */
export function serve(to: Connection): void {
  connection = to
  to.listen(
    (request) => {
      if (request.kind === 'run') void run(request)
      else process.exit(0)
    },
    (error) => answer(failure(0, error, [])),
  )
  answer({ kind: 'ready' })
}

async function run(request: Run): Promise<void> {
  const results: unknown[] = []
  let at = () => results.length
  try {
    const known = functionOf(request)
    if (known instanceof Promise) Atomics.store(connection.words, AT, 0)
    const fn = known instanceof Promise ? await known : known
    try {
      if (request.range === undefined) await callAll(fn, request, results)
      else {
        const progress = ticking(request.chunk, request.range)
        at = () => progress.at - request.range!.from
        results.push(runRange(fn.call(request.consts) as AnyFunction[], request.range, progress))
      }
    } catch (error) {
      const variable = capturedVariable(error, fn)
      if (variable === undefined) throw error
      throw request.range === undefined
        ? capturedError(variable, fn.name, error)
        : captured(variable, request.name!, {}, error)
    }
  } catch (error) {
    await printed()
    return send(results, (column, transfer) => answer(failure(at(), error, column), transfer))
  }
  await printed()
  send(results, (column, transfer) => answer({ kind: 'done', results: column }, transfer))
}

/** Calls the function for every item of the chunk, unless it is asked to stop. */
async function callAll(fn: Compiled, request: Run, results: unknown[]): Promise<void> {
  const call = caller(fn, request)
  for (let at = 0; at < request.size; at++) {
    if (isToStop(request.chunk, at)) break
    const result = call(at)
    results.push(isThenable(result) ? await result : result)
  }
}

/** Notes how far the chunk is; true if it is asked to stop. */
function isToStop(chunk: number, at: number): boolean {
  Atomics.store(connection.words, AT, at)
  return Atomics.load(connection.words, STOP) === chunk
}

/** The progress of a loop, which ends when its chunk is asked to stop. Nobody waits for its answer then. */
function ticking(chunk: number, { from }: Range): Progress {
  return {
    at: from,
    tick() {
      if (isToStop(chunk, this.at - from)) throw new Error('the chunk was given up')
    },
  }
}

function functionOf({ fn, source, forget }: Run): Compiled | Promise<Compiled> {
  if (forget !== undefined) functions.delete(forget)
  if (source !== undefined) functions.add(fn, source)
  return functions.get(fn)
}

/** The call for one item; the usual shapes without a list of arguments in between. */
function caller({ call }: Compiled, { columns, rows, index }: Run): (at: number) => unknown {
  if (rows !== undefined) return (at) => call(...rows[at]!)
  const values = columns!.map(unpack)
  const [a, b] = values
  if (values.length === 1 && index !== undefined) return (at) => call(a![at], index + at)
  if (values.length === 2 && index === undefined) return (at) => call(a![at], b![at])
  return (at) => call(...values.map((column) => column[at]), ...(index === undefined ? [] : [index + at]))
}

/** Sends results; one that cannot be cloned becomes the failure of its item. */
function send(results: unknown[], post: (column: Column, transfer: ArrayBuffer[]) => void): void {
  const transfer: ArrayBuffer[] = []
  try {
    post(pack(results, 0, results.length, transfer), transfer)
  } catch (error) {
    const culprits = results.map((result) => findUncloneable(result, 'result'))
    const at = culprits.findIndex((culprit) => culprit !== undefined)
    if (at < 0) answer(failure(0, error, []))
    else answer(failure(at, notCloneable(culprits[at]!, error), results.slice(0, at)))
  }
}

function failure(at: number, error: unknown, results: Column): Reply {
  return { kind: 'failed', at, thrown: describeThrown(error, import.meta.url), results }
}

/** Waits until what the task printed is on its way: output comes before the result, and no later end can lose it. */
async function printed(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.writableLength > 0) await new Promise((done) => stream.write('', done))
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'then') === 'function'
}
