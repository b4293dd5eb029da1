/** Arrays over plain shared memory: without a name, for the threads of one process. */
import { type ArrayOf, classNamed, type Dtype, make } from '../compiled/dtypes.js'
import { rangeError } from '../errors.js'
import { type NDArray, ndarray } from '../ndarray/ndarray.js'
import { integers, sizeOf } from '../ndarray/shape.js'

/**
 * A typed array of zeros over a SharedArrayBuffer, which threads get without a copy. For other processes, see
 * {@link SharedMemory}.
 *
 * @param dtype - The element type, by NumPy's name.
 * @param shape - Number of elements; or a shape, which makes it an {@link NDArray}.
 * @throws RangeError `OUT_OF_RANGE`, `OUT_OF_MEMORY`; TypeError `INVALID_TYPE`.
 * @example
 * ```ts
 * sharedArray('float64', 3) // Float64Array(3) [ 0, 0, 0 ]
 * sharedArray('int32', [2, 2]).toNested() // [ [ 0, 0 ], [ 0, 0 ] ]
 * ```
 * @see Python's `multiprocessing.Array`.
 */
export function sharedArray<D extends Dtype>(dtype: D, shape: number): ArrayOf<D, SharedArrayBuffer>
export function sharedArray<D extends Dtype>(dtype: D, shape: readonly number[]): NDArray<ArrayOf<D, SharedArrayBuffer>>
export function sharedArray<D extends Dtype>(dtype: D, shape: number | readonly number[]): unknown {
  const name = classNamed(dtype)
  const lengths = integers('shape', typeof shape === 'number' ? [shape] : shape, 0)
  const data = make(name, buffer(sizeOf(lengths) * make(name, 0).BYTES_PER_ELEMENT))
  return typeof shape === 'number' ? data : ndarray(data, lengths)
}

function buffer(bytes: number): SharedArrayBuffer {
  try {
    return new SharedArrayBuffer(bytes)
  } catch (cause) {
    throw rangeError('OUT_OF_MEMORY', `no memory for ${bytes} shared bytes`, { cause })
  }
}
