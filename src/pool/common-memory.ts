/**
 * Memory that a pool and its workers see in common, for the time of a call: threads see every SharedArrayBuffer, processes
 * what has a name.
 */
import { dtypeOf, type TypedArray } from '../arrays/dtype.js'
import { make, shared, sharedArray } from '../compiled/dtypes.js'
import { blockBehind } from '../memory/handles.js'
import { SharedMemory } from '../memory/shared-memory.js'
import type { WorkerKind } from './executors/kinds.js'

/** Where arrays are made for workers. */
export interface CommonMemory {
  /** Whether workers see this array itself. */
  sees(array: TypedArray): boolean
  /** The array itself where workers see it, else a copy. */
  share(array: TypedArray): TypedArray
  /** A new array of zeros. */
  make(className: string, length: number): TypedArray
  /** Gives back what was made. */
  release(): void
}

const ofThreads: CommonMemory = {
  sees: (array) => array.buffer instanceof SharedArrayBuffer,
  share: shared,
  make: sharedArray,
  release() {},
}

/** A block has some bytes at least: an element of any class. */
const LEAST = 8

class NamedMemory implements CommonMemory {
  readonly #blocks: SharedMemory[] = []

  sees(array: TypedArray): boolean {
    return blockBehind(array.buffer) !== undefined
  }

  share(array: TypedArray): TypedArray {
    if (this.sees(array)) return array
    const copy = this.make(dtypeOf(array)!, array.length)
    ;(copy as Float64Array).set(array as Float64Array)
    return copy
  }

  make(className: string, length: number): TypedArray {
    const size = make(className, 0).BYTES_PER_ELEMENT * length
    const block = SharedMemory.create({ size: Math.max(LEAST, size) })
    this.#blocks.push(block)
    return make(className, block.view(Uint8Array).buffer).subarray(0, length) as TypedArray
  }

  release(): void {
    for (const block of this.#blocks) block[Symbol.dispose]()
  }
}

/** Memory in common with workers of this kind. */
export function commonMemory(kind: WorkerKind): CommonMemory {
  return kind === 'thread' ? ofThreads : new NamedMemory()
}
