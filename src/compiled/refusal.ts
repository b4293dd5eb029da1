/** Why a function is not compiled, and the errors that say so. Workers use it too, so it does not load the native part. */
import { type Coded, typeError } from '../errors.js'
import type { Refused } from '../native.js'

/** Why a function is not compiled. */
export class Refusal {
  /** What was found, as a user would call it. */
  readonly construct: string
  /** Where in the source of the function, from 1. */
  readonly line: number | undefined
  readonly column: number | undefined
  /** What to do instead. */
  readonly remedy: string
  /** The variable of the surroundings that it is about. */
  readonly variable: string | undefined

  constructor(construct: string, remedy: string, details: Partial<Pick<Refusal, 'line' | 'column' | 'variable'>> = {}) {
    this.construct = construct
    this.remedy = remedy
    this.line = details.line
    this.column = details.column
    this.variable = details.variable
  }

  /** Of what the native part says. It takes every unknown name for a variable; here it is known which are global. */
  static of({ construct, line, column, remedy, variable }: Refused): Refusal {
    if (variable === undefined) return new Refusal(construct, remedy, { line, column })
    if (!(variable in globalThis)) return new Refusal(construct, remedy, { line, column, variable })
    const only =
      'compute it before and pass it in: beside what is passed there are only Math, NaN, Infinity and undefined'
    return new Refusal(`the global ${variable}`, only, { line, column })
  }

  /** What to do about it in a call of this function of allcores: what is a plain variable can be passed along. */
  toDo(name: string): string {
    const plain = this.variable !== undefined && this.construct.startsWith('the variable ')
    return plain ? passing(this.variable, name) : this.remedy
  }

  /** What stands where. */
  get found(): string {
    return this.line === undefined ? this.construct : `${this.construct} at line ${this.line}, column ${this.column}`
  }
}

/** The error for a function that has to be compiled. `name` is the function of allcores that was called. */
export function refused(refusal: Refusal, name: string): Error & Coded {
  const { construct, line, column, remedy, variable } = refusal
  if (variable !== undefined) return captured(variable, name, refusal)
  const error = typeError('NOT_COMPILABLE', `the function cannot be compiled because of ${refusal.found}: ${remedy}`)
  return Object.assign(error, { construct, line, column, remedy })
}

/**
 * The error for a variable that stays behind: a function that leaves its surroundings takes only `consts` along. Where
 * compiling showed it, `refusal` says where it stands and what to do.
 */
export function captured(variable: string, name: string, refusal?: Refusal, cause?: unknown) {
  const where = refusal?.line === undefined ? '' : ` at line ${refusal.line}, column ${refusal.column}`
  const message =
    `\`${variable}\`${where} is a variable of the surroundings, which the function cannot see where it runs: ` +
    (refusal?.toDo(name) ?? passing(variable, name))
  const error = new ReferenceError(message, cause === undefined ? {} : { cause })
  return Object.assign(error, { code: 'CAPTURED_VARIABLE', variable } as const)
}

/** The call that passes a variable. */
function passing(variable: string, name: string): string {
  const functions = name === 'mapReduce' ? 'fn, reducer' : 'fn'
  return `pass it along: ${name}(${functions}, ${name === 'kernel' ? '' : 'x, '}{ consts: { ${variable} } })`
}
