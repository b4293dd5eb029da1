/**
 * The worker's side: takes a chunk, calls the function for one item after the other, and answers with what became of them.
 * It notes each item in shared memory before it runs it, so that the pool knows which one took the worker down, and looks
 * there whether it is to stop. What has ended is told now and then, and in any case before the worker exits: it need not
 * be run again then.
 */
import { type Progress, type Range, runRange } from '../../compiled/loops.js'
import { captured } from '../../compiled/refusal.js'
import { findUncloneable, notCloneable } from '../wire/cloneable.js'
import { pack, unpack } from '../wire/columns.js'
import type { AnyFunction } from '../wire/functions.js'
import type { Connection, Ended, Failed, Reply, Run, Settings, Usage } from '../wire/protocol.js'
import { capturedError, describeThrown, type Thrown } from '../wire/remote-error.js'
import { type Compiled, capturedVariable, Functions, load } from './compile.js'

/** How often a chunk tells how far it is, and a worker what it has used, in ms. */
const TELL = 50
/** So many items are between two looks at the clock. */
const STRIDE = 8

let connection: Connection
let measured = false
let lastUsage = Number.NEGATIVE_INFINITY
let current: Running | undefined
const functions = new Functions()

/** Serves a pool over this connection, for as long as this worker lives. */
export function serve(to: Connection): void {
  connection = to
  to.listen(
    (request) => {
      if (request.kind === 'run') void run(request)
      else if (request.kind === 'init') void start(request)
      else process.exit(0)
    },
    (error) => to.post({ kind: 'unreadable', thrown: described(error) }, []),
  )
  process.once('exit', () => current?.tell())
}

async function start(settings: Settings): Promise<void> {
  measured = settings.measured ?? false
  const { initializer } = settings
  try {
    if (initializer !== undefined) await initialize(initializer)
  } catch (error) {
    return connection.post({ kind: 'refused', thrown: described(error) }, [])
  }
  connection.post({ kind: 'ready' }, [])
}

async function initialize({ source, args }: NonNullable<Settings['initializer']>): Promise<void> {
  const fn = await load(source)
  try {
    await fn.call(...args)
  } catch (error) {
    const variable = capturedVariable(error, fn)
    throw variable === undefined ? error : capturedError(variable, fn.name, error)
  }
}

async function run(request: Run): Promise<void> {
  const running = new Running(request)
  const began = performance.now()
  current = running
  connection.words.begin(request.chunk)
  try {
    const known = functionOf(request)
    if (known instanceof Promise) connection.words.enter(0)
    const fn = known instanceof Promise ? await known : known
    if (request.range === undefined) await callAll(fn, request, running)
    else running.results.push(loop(fn, request, request.range, running))
  } catch (error) {
    running.failRest(described(error))
  }
  await printed()
  connection.words.end(request.size)
  running.done(performance.now() - began)
  current = undefined
}

/** Calls the function for every item of the chunk, unless it is asked to stop. */
async function callAll(fn: Compiled, request: Run, running: Running): Promise<void> {
  const { size, independent, timed } = request
  const { words } = connection
  const call = caller(fn, request)
  for (let at = 0; at < size; at++) {
    if (timed) words.time()
    if (words.enter(at)) return
    try {
      const result = call(at)
      running.results.push(isThenable(result) ? await result : result)
    } catch (error) {
      running.failures.push([at, described(named(error, fn))])
      if (!independent) return
    }
    if (at % STRIDE === STRIDE - 1) running.tellNowAndThen()
  }
}

/** Loops over a range of arrays. */
function loop(fn: Compiled, request: Run, range: Range, running: Running): unknown {
  const { words } = connection
  const progress: Progress = {
    at: range.from,
    tick() {
      if (words.enter(this.at - range.from)) throw new Error('the chunk was given up')
    },
  }
  try {
    return runRange(fn.call(request.consts) as AnyFunction[], range, progress)
  } catch (error) {
    running.at = progress.at - range.from
    const variable = capturedVariable(error, fn)
    throw variable === undefined ? error : captured(variable, request.name!, undefined, error)
  }
}

/** The error that says what a sent function missed, if that is what this one is about. */
function named(error: unknown, fn: Compiled): unknown {
  const variable = capturedVariable(error, fn)
  return variable === undefined ? error : capturedError(variable, fn.name, error)
}

/** A chunk that runs, and what it has to tell. */
class Running {
  /** What has ended since the last time it told. */
  results: unknown[] = []
  failures: Failed[] = []
  /** How far a loop over a range is: it has no results before its end. */
  at = 0
  readonly #request: Run
  /** How many items it has told of. */
  #told = 0
  #lastTold = performance.now()

  constructor(request: Run) {
    this.#request = request
  }

  /** Fails what has not ended: all of it where items are independent, else the first. */
  failRest(thrown: Thrown): void {
    const { size, independent } = this.#request
    const first = this.#told + this.results.length + this.failures.length + this.at
    for (let at = first; at < (independent ? size : first + 1); at++) this.failures.push([at, thrown])
  }

  tellNowAndThen(): void {
    if (performance.now() - this.#lastTold >= TELL) this.tell()
  }

  /** Tells what has ended since the last time. */
  tell(): void {
    const count = this.results.length + this.failures.length
    if (count === 0) return
    this.#send((ended) => ({ kind: 'partial', ...ended }))
    this.#told += count
    this.results = []
    this.failures = []
    this.#lastTold = performance.now()
  }

  /** Tells the rest. */
  done(ran: number): void {
    const usage = usageNowAndThen()
    this.#send((ended) => ({ kind: 'done', ran, usage, ...ended }))
  }

  /** Sends what has ended; results that cannot be cloned become failures of their items. */
  #send(reply: (ended: Ended) => Reply): void {
    const post = () => {
      const { results, failures } = this
      const transfer: ArrayBuffer[] = []
      const column = pack(results, 0, results.length, transfer)
      const ended: Ended = {
        chunk: this.#request.chunk,
        results: column,
        ...(failures.length > 0 && { failures }),
      }
      connection.post(reply(ended), transfer)
    }
    try {
      post()
    } catch (error) {
      this.#failUncloneable(error)
      try {
        post()
      } catch (again) {
        this.results = []
        this.failures = []
        this.failRest(described(again))
        post()
      }
    }
  }

  /** Where no result is to blame, all are. */
  #failUncloneable(cause: unknown): void {
    const { results } = this
    const failed = new Map(this.failures)
    const culprits = results.map((result) => findUncloneable(result, 'result'))
    const all = culprits.every((culprit) => culprit === undefined)
    this.results = []
    this.failures = []
    let next = 0
    for (let at = this.#told; next < results.length || failed.has(at); at++) {
      const thrown = failed.get(at)
      if (thrown !== undefined) this.failures.push([at, thrown])
      else {
        const culprit = culprits[next]
        if (culprit !== undefined) this.failures.push([at, described(notCloneable(culprit, cause))])
        else if (all) this.failures.push([at, described(cause)])
        else this.results.push(results[next])
        next += 1
      }
      if (this.failures.length > 0 && !this.#request.independent) return
    }
  }
}

/** The usage of this worker, where it is time to tell. */
function usageNowAndThen(): Usage | undefined {
  const now = performance.now()
  if (!measured && now - lastUsage < TELL) return undefined
  lastUsage = now
  return connection.usage()
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
  if (values.length === 1) return index === undefined ? (at) => call(a![at]) : (at) => call(a![at], index + at)
  if (values.length === 2 && index === undefined) return (at) => call(a![at], b![at])
  return (at) => call(...values.map((column) => column[at]), ...(index === undefined ? [] : [index + at]))
}

function described(error: unknown): Thrown {
  return describeThrown(error, import.meta.url)
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
