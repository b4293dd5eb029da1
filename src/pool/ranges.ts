/**
 * Loops over typed arrays on the workers of a pool. The arrays are in memory that all of them see, each worker loops over
 * ranges of it, and what the ranges give is put together in their order: so the answer does not depend on which worker
 * was when done with what.
 */
import type { TypedArray } from '../arrays/dtype.js'
import { make } from '../compiled/dtypes.js'
import { combine, type Range } from '../compiled/loops.js'
import type { Work } from '../compiled/operations.js'
import type { Call } from './call.js'
import { type CommonMemory, commonMemory } from './common-memory.js'
import { chunkSizes, runChunks } from './map.js'

/** Runs the loop of a call; `call.fn` makes its functions of its constants. */
export async function overRanges(
  call: Call,
  work: Work,
  workers: number,
  chunkSize: number | undefined,
): Promise<unknown> {
  const memory = commonMemory(call.scheduler.kind)
  try {
    return await within(memory, call, work, workers, chunkSize)
  } finally {
    memory.release()
  }
}

async function within(
  memory: CommonMemory,
  call: Call,
  { request, loop, className }: Work,
  workers: number,
  chunkSize: number | undefined,
): Promise<unknown> {
  const { length } = request.inputs
  const copies = new Map<TypedArray, TypedArray>()
  const seen = <V>(value: V): V => {
    if (typeof value !== 'object') return value
    const array = value as TypedArray
    const copy = copies.get(array) ?? memory.share(array)
    copies.set(array, copy)
    return copy as V
  }
  const inputs = loop.inputs.map(seen)
  const consts = Object.fromEntries(Object.entries(request.consts.values).map(([name, value]) => [name, seen(value)]))
  const out = loop.kind === 'map' ? (written(loop.out, copies, memory) ?? memory.make(className, length)) : undefined
  const run = async (range: Omit<Range, 'from' | 'to'>, size: number, sizes: Iterable<number>) => {
    const partials: [from: number, partial: unknown][] = []
    const args = {
      size,
      isRange: true,
      payload: (from: number, to: number) => ({
        range: { ...range, from, to },
        consts,
        name: request.name,
      }),
      *named() {},
    }
    await runChunks(call, args, sizes, (values, from) => partials.push([from, values[0]]))
    return partials.sort(([a], [b]) => a - b).map(([, partial]) => partial)
  }
  if (loop.kind === 'reduce' || loop.kind === 'mapReduce') {
    const [size] = chunkSizes(length, workers, chunkSize)
    const power = 2 ** Math.ceil(Math.log2(size ?? 1))
    if (length <= power) return length === 0 ? loop.initial : (await run({ ...loop, inputs }, length, [length]))[0]
    const partials = await run({ ...loop, inputs, initial: undefined }, length, chunkSizes(length, workers, power))
    const rest = { ...loop, kind: 'reduce', inputs: [partials as number[]] } as const
    return (await run(rest, partials.length, [partials.length]))[0]
  }
  const partials = await run({ ...loop, inputs, out }, length, chunkSizes(length, workers, chunkSize))
  if (out === undefined) return combine(loop.kind, className, partials)
  const result = loop.out ?? make(className, length)
  if (result !== out) (result as Float64Array).set(out as Float64Array)
  return result
}

/** The array that workers can write in place of `out`: itself where they see it, or the copy of an input that it is. */
function written(
  out: TypedArray | undefined,
  copies: ReadonlyMap<TypedArray, TypedArray>,
  memory: CommonMemory,
): TypedArray | undefined {
  return out && (memory.sees(out) ? out : copies.get(out))
}
