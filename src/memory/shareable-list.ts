/**
 * A list in shared memory, laid out as Python's `ShareableList` is: what one of them creates, the other attaches to.
 *
 * The block holds, one after the other: the number of values N; N + 1 offsets, of each value and of the end, counted
 * from the first value; the values; N formats of 8 bytes; N codes of one byte. Numbers are 64 bits, little-endian. All
 * of it is written by others, so that sizes and offsets are checked when the list is attached to, and kept.
 */
import { AllcoresError, rangeError, show, typeError } from '../errors.js'
import { checkOptions } from '../options.js'
import { text } from './arguments.js'
import { identify, isHandle, revivable } from './handles.js'
import { type Packed, pack, type ShareableValue, same, unpack } from './list-values.js'
import { SharedMemory } from './shared-memory.js'

/** What is left of a {@link ShareableList} that was cloned or sent: `ShareableList.attach` makes one of it. */
export interface ShareableListHandle {
  readonly type: 'ShareableList'
  readonly name: string
}

const latin1 = new TextDecoder('latin1')

/**
 * A list of fixed length in shared memory, which Python opens as `ShareableList(name=…)`. Values can be replaced; a
 * string or bytes only by as many bytes as were reserved for the place, up to the next multiple of 8. As in Python,
 * zero bytes at the end of a string or of bytes are lost, and nothing is locked.
 *
 * A whole number is Python's `int`, any other a `float`; a number that replaces a float is a float. Integers beyond
 * 2⁵³ come as bigints.
 *
 * @example
 * ```ts
 * using list = ShareableList.create(['howdy', 273.154, 100, true, null])
 * list.set(2, -4)
 * using again = ShareableList.attach(list.name)
 * again.get(2) // -4
 * [...again].length // 5
 * ```
 * @see Python's `multiprocessing.shared_memory.ShareableList`.
 */
export class ShareableList {
  /** The memory that the list is in. */
  readonly #memory: SharedMemory
  readonly #offsets: readonly number[]

  /** What a clone of it is known by. */
  declare readonly type: 'ShareableList'
  /** The name of its memory. */
  declare readonly name: string

  private constructor(memory: SharedMemory, offsets: readonly number[]) {
    if (!(memory instanceof SharedMemory)) {
      throw typeError('INVALID_TYPE', 'a list is made by ShareableList.create or attach, and not by new')
    }
    this.#memory = memory
    this.#offsets = offsets
    identify(this, 'ShareableList', { name: memory.name })
  }

  /**
   * Creates a list of values, in shared memory of its own.
   *
   * @param values - Strings, numbers, bigints of 64 bits, booleans, null, Uint8Arrays.
   * @param options - `name`, as for `SharedMemory.create`.
   * @throws TypeError `INVALID_TYPE` for another value; RangeError `OUT_OF_RANGE`; and what `SharedMemory.create` throws.
   * @example
   * ```ts
   * using list = ShareableList.create(['a', 1])
   * list.length // 2
   * ```
   * @see Python's `ShareableList(values, name=name)`.
   */
  static create(values: Iterable<ShareableValue>, options?: { name?: string | undefined }): ShareableList {
    const { name } = checkOptions(options, ['name'])
    const packed = Array.from(values, (value, i) => pack(`value ${i}`, value))
    const offsets = [0]
    for (const { bytes } of packed) offsets.push(offsets.at(-1)! + bytes.length)
    const content = new Uint8Array(sizeFor(offsets))
    const words = new BigInt64Array(content.buffer, 0, offsets.length + 1)
    words.set([packed.length, ...offsets].map(BigInt))
    packed.forEach((value, i) => {
      for (const [at, bytes] of parts(value, i, offsets)) content.set(bytes, at)
    })
    const memory = SharedMemory.create({ size: content.length, name: name as string | undefined })
    memory.write(content)
    return new ShareableList(memory, offsets)
  }

  /**
   * Opens the list of a name, or the one that a handle is of.
   *
   * @param from - The name, or what a clone of an instance gave.
   * @throws AllcoresError `UNUSABLE_MEMORY` for memory with no list in it; and what `SharedMemory.attach` throws.
   * @example
   * ```ts
   * using list = ShareableList.create([2.5])
   * using same = ShareableList.attach(structuredClone(list))
   * same.get(0) // 2.5
   * ```
   * @see Python's `ShareableList(name=name)`.
   */
  static attach(from: string | ShareableList | ShareableListHandle): ShareableList {
    if (typeof from !== 'string' && !(from instanceof ShareableList) && !isHandle(from, 'ShareableList')) {
      throw typeError('INVALID_TYPE', `from must be a name or the handle of a list, got ${show(from)}`)
    }
    const memory = SharedMemory.attach(text('name', typeof from === 'string' ? from : from.name))
    try {
      return new ShareableList(memory, offsetsOf(memory))
    } catch (error) {
      memory.close()
      throw error
    }
  }

  /** Number of values. */
  get length(): number {
    return this.#offsets.length - 1
  }

  /** Bytes of the memory. */
  get size(): number {
    return this.#memory.size
  }

  /**
   * The value of an index; negative ones count from the end.
   *
   * @throws RangeError `OUT_OF_RANGE`; AllcoresError `UNUSABLE_MEMORY` where something has spoilt the value.
   */
  get(index: number): ShareableValue {
    const i = this.#index(index)
    const [data, format, code] = this.#places(i)
    return unpack({
      format: this.#format(format),
      code: this.#memory.read(code, 1)[0]!,
      bytes: this.#memory.read(data, this.#room(i)),
    })
  }

  /**
   * Replaces a value.
   *
   * @throws RangeError `OUT_OF_RANGE` for an index that is not there, and for a string or bytes with no room in the place.
   */
  set(index: number, value: ShareableValue): void {
    const i = this.#index(index)
    const place = { format: this.#format(this.#places(i)[1]), room: this.#room(i) }
    for (const [at, bytes] of parts(pack('value', value, place), i, this.#offsets)) this.#memory.write(bytes, at)
  }

  /** The values, each as it is when its turn comes. */
  *[Symbol.iterator](): Generator<ShareableValue> {
    for (let i = 0; i < this.length; i++) yield this.get(i)
  }

  /** How many values are equal to this one. */
  count(value: ShareableValue): number {
    let count = 0
    for (const other of this) count += Number(same(other, value))
    return count
  }

  /** The index of the first value that is equal to this one, and -1 if there is none. */
  indexOf(value: ShareableValue): number {
    for (let i = 0; i < this.length; i++) if (same(this.get(i), value)) return i
    return -1
  }

  /** Closes the handle of the memory. */
  close(): void {
    this.#memory.close()
  }

  /** Takes the name of the memory away. */
  unlink(): void {
    this.#memory.unlink()
  }

  /** As of {@link SharedMemory}: closes, and takes the name away if this created the list. */
  [Symbol.dispose](): void {
    this.#memory[Symbol.dispose]()
  }

  #index(index: number): number {
    if (typeof index !== 'number') throw typeError('INVALID_TYPE', `index must be a number, got ${show(index)}`)
    if (!Number.isInteger(index) || index < -this.length || index >= this.length) {
      throw rangeError('OUT_OF_RANGE', `index is ${index}, and the list has ${this.length} values`)
    }
    return index < 0 ? index + this.length : index
  }

  #room(i: number): number {
    return this.#offsets[i + 1]! - this.#offsets[i]!
  }

  #places(i: number): [data: number, format: number, code: number] {
    return places(i, this.#offsets)
  }

  #format(at: number): string {
    return latin1.decode(this.#memory.read(at, 8)).replace(/\0+$/, '')
  }
}

/** Bytes of a list. */
function sizeFor(offsets: readonly number[]): number {
  const count = offsets.length - 1
  return (count + 2) * 8 + offsets.at(-1)! + 9 * count
}

/** Where the value, the format and the code of an index are. */
function places(i: number, offsets: readonly number[]): [data: number, format: number, code: number] {
  const count = offsets.length - 1
  const start = (count + 2) * 8
  const formats = start + offsets.at(-1)!
  return [start + offsets[i]!, formats + 8 * i, formats + 8 * count + i]
}

/** What of a packed value is to be written where. */
function parts(value: Packed, i: number, offsets: readonly number[]): [at: number, bytes: Uint8Array][] {
  const [data, format, code] = places(i, offsets)
  return [
    [format, Buffer.from(value.format.padEnd(8, '\0'), 'latin1')],
    [code, Uint8Array.of(value.code)],
    [data, value.bytes],
  ]
}

/** The offsets of a list that is there, every one of which lies within the memory. */
function offsetsOf(memory: SharedMemory): number[] {
  const refuse = (reason: string) =>
    new AllcoresError('UNUSABLE_MEMORY', `shared memory '${memory.name}' has no list in it: ${reason}`)
  if (memory.size < 16) throw refuse(`it has ${memory.size} bytes`)
  const count = Number(new BigInt64Array(memory.read(0, 8).buffer)[0])
  if (count < 0 || (count + 2) * 8 + 9 * count > memory.size) throw refuse(`its length is ${count}`)
  const offsets = Array.from(new BigInt64Array(memory.read(8, 8 * (count + 1)).buffer), Number)
  const ascend = offsets.every((offset, i) => (i === 0 ? offset === 0 : offset >= offsets[i - 1]!))
  if (!ascend || sizeFor(offsets) > memory.size) throw refuse('its offsets are not within it')
  return offsets
}

revivable('ShareableList', (handle) => ShareableList.attach(handle))
