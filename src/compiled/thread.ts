/** The calling thread as the place where calls run: natively, or else as a loop that calls the user's own function. */
import type { TypedArray } from '../arrays/dtype.js'
import type { Coded } from '../errors.js'
import { type AnyFunction, shipTogether } from '../pool/wire/functions.js'
import { LruMap } from '../pool/wire/lru.js'
import { capturedVariable, compile } from '../pool/worker/compile.js'
import { timeoutError } from '../stop.js'
import { make } from './dtypes.js'
import { type Progress, runRange } from './loops.js'
import type { Place, Work } from './operations.js'
import { captured, Refusal, refused } from './refusal.js'
import { warnOnce } from './warning.js'

/** Runs calls at once. */
export const thread: Place = {
  options: [],
  run(work) {
    const { code, request } = work
    const { name, functions, consts, strict, timeout } = request
    if (!(code instanceof Refusal)) return inTime(code, timeout)
    if (strict) throw refused(code, name)
    // With constants the functions are made anew from their sources, which have no surroundings.
    if (code.variable !== undefined && consts.key !== '') throw captured(code.variable, name, code)
    warnOnce(functions, code, name, 'the calling thread')
    const result = consts.key === '' ? loop(work, functions) : loopWithConstants(work)
    return work.finish === undefined ? result : work.finish(result as TypedArray)
  },
}

/** The native part knows no classes of errors but those of the language. */
function inTime(code: { run(): unknown }, timeout: number | undefined): unknown {
  try {
    return code.run()
  } catch (error) {
    throw timeout !== undefined && (error as Partial<Coded>).code === 'TIMEOUT' ? timeoutError(timeout) : error
  }
}

function loop({ request, loop, className }: Work, functions: readonly AnyFunction[]): unknown {
  const { length } = request.inputs
  if (loop.kind !== 'map') return runRange(functions, { ...loop, from: 0, to: length }, progress(request.timeout))
  const out = loop.out ?? make(className, length)
  runRange(functions, { ...loop, out, from: 0, to: length }, progress(request.timeout))
  return out
}

/** Made functions, by what they were made from. */
const made = new LruMap<number, ReturnType<typeof compile>>(100)

function loopWithConstants(work: Work): unknown {
  const { name, functions, consts } = work.request
  const shipped = shipTogether(functions, Object.keys(consts.values))
  const compiled = made.get(shipped.id) ?? compile(shipped)
  made.set(shipped.id, compiled)
  try {
    return loop(work, compiled.call(consts.values) as AnyFunction[])
  } catch (error) {
    const variable = capturedVariable(error, compiled)
    throw variable === undefined ? error : captured(variable, name, undefined, error)
  }
}

/** Ends a loop once its time is over; a call of the function itself that never ends cannot be ended from its own thread. */
function progress(timeout: number | undefined): Progress {
  if (timeout === undefined) return { at: 0, tick() {} }
  const end = performance.now() + timeout
  return {
    at: 0,
    tick() {
      if (performance.now() > end) throw timeoutError(timeout)
    },
  }
}
