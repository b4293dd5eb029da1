/**
 * An array of several dimensions: a plain view of a typed array. It holds no elements and copies none; what it adds is
 * where the element of an index is. Shape, strides and offset count elements, not bytes.
 */
import { array, dtypeOf, type ElementOf, type TypedArray } from '../arrays/dtype.js'
import { type Dtype, dtypeNamed } from '../compiled/dtypes.js'
import { rangeError } from '../errors.js'
import { checkOptions } from '../options.js'
import { along, extent, integers, rowMajor, sizeOf } from './shape.js'

/** Elements in arrays in arrays, as deep as there are dimensions. */
export type Nested<T> = T | Nested<T>[]

/**
 * A typed array under a shape, as {@link ndarray} makes it.
 *
 * @example
 * ```ts
 * const matrix = ndarray(Float64Array.of(1, 2, 3, 4), [2, 2])
 * matrix.dtype // 'float64'
 * matrix.strides // [ 2, 1 ]
 * ```
 * @see NumPy's `np.ndarray`.
 */
export class NDArray<A extends TypedArray = TypedArray> {
  /** The elements, and perhaps others between them. */
  readonly data: A
  /** Length along each axis. */
  readonly shape: readonly number[]
  /** How many elements apart neighbours along each axis are. */
  readonly strides: readonly number[]
  /** Where in `data` the element of index 0, 0, … is. */
  readonly offset: number

  /** Makes it; programs use {@link ndarray}. */
  constructor(data: A, shape: readonly number[], strides: readonly number[], offset: number) {
    this.data = data
    this.shape = shape
    this.strides = strides
    this.offset = offset
  }

  /** The name of the element type, as NumPy has it. */
  get dtype(): Dtype {
    return dtypeNamed(dtypeOf(this.data)!)
  }

  /** Number of elements. */
  get size(): number {
    return sizeOf(this.shape)
  }

  /** Number of dimensions. */
  get ndim(): number {
    return this.shape.length
  }

  /**
   * One element; negative indices count from the end.
   *
   * @throws RangeError `OUT_OF_RANGE`.
   * @example
   * ```ts
   * ndarray(Float64Array.of(1, 2, 3, 4), [2, 2]).at(1, -1) // 4
   * ```
   */
  at(...index: number[]): ElementOf<A> {
    return this.data[this.#position(index)] as ElementOf<A>
  }

  /**
   * Stores one element, in the typed array that this is a view of.
   *
   * @throws RangeError `OUT_OF_RANGE`.
   * @example
   * ```ts
   * const numbers = new Float64Array(4)
   * ndarray(numbers, [2, 2]).set(7, 1, 0)
   * numbers[2] // 7
   * ```
   */
  set(value: ElementOf<A>, ...index: number[]): void {
    const elements = this.data as unknown as Record<number, ElementOf<A>>
    elements[this.#position(index)] = value
  }

  /**
   * What has index `i` along the first axis: a view of one dimension less, of the same memory.
   *
   * @throws RangeError `OUT_OF_RANGE`, also for an array without dimensions.
   * @example
   * ```ts
   * ndarray(Int32Array.of(1, 2, 3, 4), [2, 2]).row(1).toNested() // [ 3, 4 ]
   * ```
   * @see NumPy's `a[i]`.
   */
  row(i: number): NDArray<A> {
    const [length, ...shape] = this.shape
    if (length === undefined) throw rangeError('OUT_OF_RANGE', 'an array of no dimensions has no rows; use at()')
    const [stride, ...strides] = this.strides
    return new NDArray(this.data, shape, strides, this.offset + along(0, i, length) * stride!)
  }

  /** The rows; of an array of one dimension, the elements. */
  *[Symbol.iterator](): Generator<NDArray<A> | ElementOf<A>> {
    for (let i = 0; i < (this.shape[0] ?? 0); i++) yield this.ndim === 1 ? this.at(i) : this.row(i)
  }

  /**
   * A copy, as arrays in arrays.
   *
   * @example
   * ```ts
   * ndarray(Float64Array.of(1, 2, 3, 4), [2, 2]).toNested() // [ [ 1, 2 ], [ 3, 4 ] ]
   * ```
   * @see NumPy's `tolist`.
   */
  toNested(): Nested<ElementOf<A>> {
    if (this.ndim === 0) return this.at()
    return Array.from({ length: this.shape[0]! }, (_, i) => this.row(i).toNested())
  }

  #position(index: readonly number[]): number {
    if (index.length !== this.ndim) {
      throw rangeError('OUT_OF_RANGE', `${index.length} indices for an array of ${this.ndim} dimensions`)
    }
    return index.reduce((at, i, axis) => at + along(axis, i, this.shape[axis]!) * this.strides[axis]!, this.offset)
  }
}

/**
 * A typed array under a shape: a view, nothing is copied. The last index runs fastest unless strides say otherwise.
 *
 * @param data - Any typed array.
 * @param shape - Length along each axis; `[]` for a single element.
 * @param options - `strides` and `offset`, in elements. Without them the shape has exactly the elements of `data`; with
 * them it must only lie within.
 * @throws RangeError `LENGTH_MISMATCH` for another number of elements, `OUT_OF_RANGE`; TypeError `INVALID_TYPE`.
 * @example
 * ```ts
 * const matrix = ndarray(Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3])
 * matrix.at(1, 0) // 4
 * const transposed = ndarray(matrix.data, [3, 2], { strides: [1, 3] })
 * transposed.toNested() // [ [ 1, 4 ], [ 2, 5 ], [ 3, 6 ] ]
 * ```
 * @see NumPy's `np.ndarray` and `reshape`; its strides count bytes.
 */
export function ndarray<A extends TypedArray>(
  data: A,
  shape: readonly number[],
  options?: { strides?: readonly number[] | undefined; offset?: number | undefined },
): NDArray<A> {
  const { length } = array('data', data)
  const lengths = integers('shape', shape, 0)
  const given = checkOptions(options, ['strides', 'offset'])
  const strides =
    given.strides === undefined ? rowMajor(lengths) : integers('strides', given.strides, Number.MIN_SAFE_INTEGER)
  const [offset] = integers('offset', [given.offset ?? 0], 0)
  if (strides.length !== lengths.length) {
    throw rangeError('LENGTH_MISMATCH', `strides has ${strides.length} numbers, wanted the ${lengths.length} of shape`)
  }
  const size = sizeOf(lengths)
  if (given.strides === undefined && given.offset === undefined && size !== length) {
    throw rangeError('LENGTH_MISMATCH', `shape [${lengths}] has ${size} elements, data has ${length}`)
  }
  const [first, last] = extent(lengths, strides, offset!)
  if (size > 0 && (first < 0 || last >= length)) {
    throw rangeError('OUT_OF_RANGE', `the elements lie at ${first} to ${last}, and data has ${length}`)
  }
  return new NDArray(data, lengths, strides, offset!)
}
