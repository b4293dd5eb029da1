/**
 * Kernels: a function with the options of its calls, said once. A kernel is for those who count on the speed, so it is
 * always strict: what cannot be compiled is an error, and never a slow answer.
 */
import { show, typeError } from '../errors.js'
import { checkOptions } from '../options.js'
import { classNamed } from './dtypes.js'
import { explaining } from './explain.js'
import { mapped, type Place } from './operations.js'
import { checkConstants, checkMath, MOST_INPUTS, named, type Options, split } from './request.js'

/** Makes a kernel whose calls run at `place`. */
export function kernelAt(place: Place, fn: unknown, options: unknown) {
  if (typeof fn !== 'function') throw typeError('INVALID_TYPE', `fn must be a function, got ${show(fn)}`)
  const defaults: Options = { ...checkOptions(options, ['dtype', 'consts', 'math']), strict: true }
  if (defaults.dtype !== undefined) classNamed(defaults.dtype)
  checkMath(defaults.math)
  checkConstants(defaults.consts)
  const names = ['out', 'dtype', 'consts', 'timeout', ...place.options]
  const kernel = (...rest: unknown[]) => {
    const [inputs, given] = split(rest)
    return mapped('kernel', fn, inputs, given === undefined ? defaults : merged(defaults, named(given, names)), place)
  }
  return Object.assign(kernel, {
    explain(...rest: unknown[]) {
      const length = Math.min(Math.max(fn.length, 1), MOST_INPUTS)
      const inputs = rest.length > 0 ? rest : Array.from({ length }, () => new Float64Array(0))
      return mapped('kernel', fn, inputs, defaults, explaining('cannot be compiled'))
    },
  })
}

/** The options of a call on top of those of the kernel; by name, because that is many times as fast as spreading them. */
function merged(defaults: Options, given: Options): Options {
  const { out, dtype, consts, timeout, signal, copy } = given
  return {
    out,
    dtype: dtype ?? (out === undefined ? defaults.dtype : undefined),
    consts:
      consts === undefined
        ? defaults.consts
        : { ...checkConstants(defaults.consts).values, ...checkConstants(consts).values },
    math: defaults.math,
    strict: true,
    timeout,
    signal,
    copy,
  }
}
