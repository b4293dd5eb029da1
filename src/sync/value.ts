/** One number in shared memory, with a lock. */

import { AllcoresError, rangeError, show, typeError } from '../errors.js'
import { revivable } from '../memory/handles.js'
import { type CreateOptions, nameIn, Shared, type SyncHandle } from './instance.js'
import { Lock } from './lock.js'
import type { AcquireOptions, AcquireSyncOptions } from './options.js'
import { attachPlace, createPlace, type Kind, newPrepared, type Place, placeOf } from './place.js'

/** What a {@link Value} can be: the element types of typed arrays. */
export type ValueType =
  | 'int8'
  | 'uint8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'float32'
  | 'float64'
  | 'bigint64'
  | 'biguint64'

/** A bigint for the 64-bit integers, a number for all others. */
export type ValueOf<T extends ValueType> = T extends 'bigint64' | 'biguint64' ? bigint : number

/** Each type: its class, and for those that are not integers the integers of the same size. */
const CLASSES = {
  int8: [Int8Array],
  uint8: [Uint8Array],
  int16: [Int16Array],
  uint16: [Uint16Array],
  int32: [Int32Array],
  uint32: [Uint32Array],
  float32: [Float32Array, Int32Array],
  float64: [Float64Array, BigInt64Array],
  bigint64: [BigInt64Array],
  biguint64: [BigUint64Array],
} as const

const TYPES = Object.keys(CLASSES) as ValueType[]
/** The lock, the type, and a word to fill up; the number itself is behind the words. */
const WORDS = 4
const TYPE = 2
const KIND = { type: 'Value', words: WORDS, bytes: 8 }

type Numbers = Float64Array
type Bits = BigInt64Array

/**
 * One number that threads or processes share, and a lock for changes that take more than one step.
 *
 * To read, to write and to `add` are one indivisible step each, with no lock. `update` holds the lock, and so do those who
 * acquire it themselves; who writes without it is not kept out.
 *
 * @example
 * ```ts
 * const total = new Value('float64', 1.5)
 * total.add(2) // 3.5
 * await total.update((value) => value * 2) // 7
 * total.value // 7
 * ```
 * @see Python's `multiprocessing.Value`.
 */
export class Value<T extends ValueType = ValueType> extends Shared<'Value'> {
  /** What it holds. */
  readonly #dtype: T
  readonly #numbers: Numbers
  readonly #bits: Bits | undefined
  readonly #lock: Lock

  /**
   * Makes a value between the threads of this process.
   *
   * @param dtype - What it holds, such as `'int32'` or `'float64'`.
   * @param initial - What it begins with. Default 0.
   */
  constructor(dtype: T, initial?: ValueOf<T>)
  /** @internal */
  constructor(dtype: T, initial: ValueOf<T> | undefined, place: Place)
  constructor(dtype: T, initial?: ValueOf<T>, place?: Place) {
    super('Value', place ?? made(dtype, initial, newPrepared))
    const [found, numbers, bits] = arrays(this.place)
    this.#dtype = found as T
    this.#numbers = numbers
    this.#bits = bits
    this.#lock = new Lock(this.place)
  }

  /** Makes a value between processes. This process owns it: its end takes the name away. */
  static create<T extends ValueType>(dtype: T, initial?: ValueOf<T>, options?: CreateOptions): Value<T> {
    const name = nameIn(options)
    const place = made(dtype, initial, (kind, prepare) => createPlace(kind, name, prepare))
    return new Value(dtype, undefined, place)
  }

  /** The value of this name, which any process of this user created. */
  static attach<T extends ValueType = ValueType>(name: string): Value<T> {
    return new Value<T>('int32' as T, undefined, attachPlace('Value', name))
  }

  /** The value that a handle is of: what is left of an instance after a clone. */
  static from<T extends ValueType = ValueType>(handle: SyncHandle<'Value'> | Value<T>): Value<T> {
    if (handle instanceof Value) return handle
    return new Value<T>(
      'int32' as T,
      undefined,
      placeOf(handle, 'Value', () => WORDS, KIND.bytes),
    )
  }

  /** What it holds. */
  get dtype(): T {
    return this.#dtype
  }

  /** The lock that `update` holds. */
  get lock(): Lock {
    return this.#lock
  }

  /** The number, as it is now. */
  get value(): ValueOf<T> {
    this.checkOpen()
    const value = this.#bits === undefined ? Atomics.load(this.#numbers as never, 0) : this.#numbers[0]
    return value as ValueOf<T>
  }

  set value(value: ValueOf<T>) {
    this.checkOpen()
    checkNumber('value', value, this.#dtype)
    if (this.#bits === undefined) Atomics.store(this.#numbers as never, 0, value as never)
    else this.#numbers[0] = value as number
  }

  /**
   * Adds to the number, in one step.
   *
   * @returns The sum; as the type holds it, so that integers wrap around.
   */
  add(amount: ValueOf<T>): ValueOf<T> {
    this.checkOpen()
    checkNumber('amount', amount, this.#dtype)
    const bits = this.#bits
    if (bits === undefined) {
      const before = Atomics.add(this.#numbers as never, 0, amount as never) as never
      const sum = new (CLASSES[this.#dtype][0] as unknown as typeof Float64Array)([before])
      sum[0]! += amount as number
      return sum[0] as ValueOf<T>
    }
    const sum = new (CLASSES[this.#dtype][0] as unknown as typeof Float64Array)(1)
    const image = new (bits.constructor as typeof BigInt64Array)(sum.buffer)
    for (;;) {
      const before = Atomics.load(bits, 0)
      image[0] = before
      sum[0]! += amount as number
      if (Atomics.compareExchange(bits, 0, before, image[0]!) === before) {
        return sum[0] as ValueOf<T>
      }
    }
  }

  /**
   * Changes the number while holding the lock.
   *
   * @param fn - Gives the new value for the present one.
   * @returns The new value.
   * @throws As {@link Lock.acquire}.
   */
  async update(
    fn: (value: ValueOf<T>) => ValueOf<T> | PromiseLike<ValueOf<T>>,
    options?: AcquireOptions,
  ): Promise<ValueOf<T>> {
    checkFunction(fn)
    return this.#lock.run(async () => {
      this.value = await fn(this.value)
      return this.value
    }, options)
  }

  /** The same, blocking the thread. */
  updateSync(fn: (value: ValueOf<T>) => ValueOf<T>, options?: AcquireSyncOptions): ValueOf<T> {
    checkFunction(fn)
    const held = this.#lock.acquireSync(options)
    try {
      this.value = fn(this.value)
      return this.value
    } finally {
      held.release()
    }
  }

  /** Ends this handle of one between processes. */
  override close(): void {
    super.close()
    if (this.isClosed) this.#lock.close()
  }
}

/** The array over the number, and over its bits where it is not an integer. */
function arrays({ ints, at, bytes }: Place): [dtype: ValueType, numbers: Numbers, bits: Bits | undefined] {
  const dtype = TYPES[ints[at + TYPE]!]
  if (dtype === undefined) throw new AllcoresError('UNUSABLE_MEMORY', 'the memory is not that of a Value')
  const [numbers, bits] = CLASSES[dtype] as readonly [typeof Float64Array, typeof BigInt64Array?]
  const over = [bytes.buffer as ArrayBuffer, bytes.offset, 1] as const
  return [dtype, new numbers(...over), bits && new bits(...over)]
}

function made(dtype: unknown, initial: unknown, make: (kind: Kind, prepare: (place: Place) => void) => Place): Place {
  const index = TYPES.indexOf(dtype as ValueType)
  if (index < 0) {
    throw typeError('INVALID_TYPE', `dtype must be one of ${TYPES.join(', ')}, got ${show(dtype)}`)
  }
  if (initial !== undefined) checkNumber('initial', initial, dtype as ValueType)
  return make(KIND, (place) => {
    place.ints[place.at + TYPE] = index
    if (initial !== undefined) arrays(place)[1][0] = initial as number
  })
}

function checkFunction(fn: unknown): void {
  if (typeof fn !== 'function') throw typeError('INVALID_TYPE', `fn must be a function, got ${show(fn)}`)
}

function checkNumber(name: string, value: unknown, dtype: ValueType): void {
  const wanted = dtype.startsWith('big') ? 'bigint' : 'number'
  if (typeof value !== wanted) throw typeError('INVALID_TYPE', `${name} must be a ${wanted}, got ${show(value)}`)
  if (!dtype.startsWith('float') && wanted === 'number' && !Number.isInteger(value)) {
    throw rangeError('OUT_OF_RANGE', `${name} must be an integer for ${dtype}, got ${show(value)}`)
  }
}

revivable('Value', (handle) => Value.from(handle))
