/**
 * Sources of functions and what compiling them gave, for each signature. Remembered by the function object first, because
 * asking a function for its source costs more than a short call, and by its text, because an arrow in a call is a new
 * object every time.
 */
import { native, type Refused } from '../native.js'
import type { AnyFunction } from '../pool/wire/functions.js'
import { LruMap } from '../pool/wire/lru.js'
import { ask } from './math.js'
import { Refusal } from './refusal.js'
import type { Constants } from './request.js'

/** A function that the native part can run. */
export type Compiled = InstanceType<typeof native.Compiled>

/** A function of two numbers with which the native part can reduce. */
export type CompiledReducer = InstanceType<typeof native.Reducer>

/** Signatures that are remembered of a source, and sources: what was compiled is memory that V8 does not see. */
const SIGNATURES = 32
const SOURCES = 256

/** What is known of one source. */
export class Source {
  readonly text: string
  /** Whether it was said that it runs as JavaScript. */
  warned = false
  readonly #functions = new LruMap<string, Compiled | Refusal>(SIGNATURES)
  readonly #reducers = new LruMap<string, CompiledReducer | Refusal>(SIGNATURES)

  constructor(text: string) {
    this.text = text
  }

  /** Compiles a function of elements, or says why not. */
  compile(params: string, purpose: string, math: string, consts: Constants): Compiled | Refusal {
    const key = `${params} ${purpose} ${math} ${consts.key}`
    const make = () => native.compile(this.text, params, consts.kinds, purpose, math, ask)
    return this.#functions.get(key) ?? remember(this.#functions, key, make)
  }

  /** Whether this is why it is not compiled. */
  gave(refusal: Refusal): boolean {
    return [...this.#functions.values(), ...this.#reducers.values()].includes(refusal)
  }

  /** Compiles a function of two numbers that reduces, or says why not. */
  compileReducer(math: string, consts: Constants): CompiledReducer | Refusal {
    const key = `${math} ${consts.key}`
    const make = () => native.compileReducer(this.text, consts.kinds, math, ask)
    return this.#reducers.get(key) ?? remember(this.#reducers, key, make)
  }
}

function remember<C extends object>(known: LruMap<string, C | Refusal>, key: string, make: () => C | Refused) {
  const made = make()
  const result = 'reason' in made ? Refusal.of(made) : made
  known.set(key, result)
  return result
}

const byFunction = new WeakMap<AnyFunction, Source>()
const byText = new LruMap<string, Source>(SOURCES)

/** The source of a function. */
export function sourceOf(fn: AnyFunction): Source {
  let source = byFunction.get(fn)
  if (source === undefined) {
    const text = Function.prototype.toString.call(fn)
    source = byText.get(text)
    if (source === undefined) {
      source = new Source(text)
      byText.set(text, source)
    }
    byFunction.set(fn, source)
  }
  return source
}
