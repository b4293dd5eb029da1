/**
 * Memory with a name: what Python calls `multiprocessing.shared_memory.SharedMemory`.
 *
 * An instance is an open handle of a block of plain bytes. Sent anywhere it becomes a plain object, which `attach` takes
 * on the other side. The buffer over the bytes is made when a view first asks for it, and is one for all views.
 */
import { randomBytes } from 'node:crypto'
import { dtypeOf, type TypedArray } from '../arrays/dtype.js'
import { type ArrayOf, classNamed, type Dtype } from '../compiled/dtypes.js'
import { AllcoresError, rangeError, show, typeError } from '../errors.js'
import { native } from '../native.js'
import { type NDArray, ndarray } from '../ndarray/ndarray.js'
import { integers, sizeOf } from '../ndarray/shape.js'
import { checkOptions } from '../options.js'
import { asBytes, integer, text } from './arguments.js'
import { asked } from './asked.js'
import { identify, isHandle, revivable, shows } from './handles.js'

type Block = InstanceType<typeof native.SharedBlock>

/** What is left of a {@link SharedMemory} that was cloned or sent: `SharedMemory.attach` makes one of it. */
export type SharedMemoryHandle = { readonly type: 'SharedMemory'; readonly size: number } & (
  | { readonly name: string }
  | { readonly path: string; readonly writable: boolean }
)

/** A class of typed array. */
export interface TypedArrayClass<A extends TypedArray> {
  /** Bytes per element. */
  readonly BYTES_PER_ELEMENT: number
  /** An array over a buffer. */
  new (buffer: ArrayBufferLike, byteOffset?: number, length?: number): A
}

/** Which part of the memory a view is over. */
export interface ViewOptions {
  /** Where it begins, in bytes; a multiple of the size of an element. Default 0. */
  offset?: number | undefined
  /** Number of elements. Default: as many as there is memory for. */
  length?: number | undefined
}

/** Which part of the memory an array of a shape is over. */
export interface ShapedViewOptions {
  /** Where it begins, in bytes; a multiple of the size of an element. Default 0. */
  offset?: number | undefined
  /** Length along each axis. Default: one axis, as long as there is memory for. */
  shape?: readonly number[] | undefined
}

/** Where a block comes from. */
type Source = { name: string } | { path: string; writable: boolean }

/**
 * A block of memory that other threads, other processes and Python open by its name.
 *
 * The process that creates a block owns it: when the process ends, by its last line, `process.exit()` or an error, the
 * name goes, and the memory with the last process that has it open. After a signal that ends the process at once the
 * block stays; {@link SharedMemory.clean} removes it. On Windows there is no owner: a block is gone with its last handle.
 *
 * @example
 * ```ts
 * using memory = SharedMemory.create({ size: 80 })
 * const numbers = memory.view(Float64Array)
 * numbers[3] = 0.5
 * using again = SharedMemory.attach(memory.name)
 * again.view(Float64Array)[3] // 0.5
 * ```
 * @see Python's `multiprocessing.shared_memory.SharedMemory`.
 */
export class SharedMemory {
  readonly #block: Block
  readonly #source: Source
  readonly #size: number
  readonly #created: boolean
  #buffer: SharedArrayBuffer | ArrayBuffer | null | undefined
  #closed = false

  /** What a clone of it is known by. */
  declare readonly type: 'SharedMemory'
  /** Bytes. */
  declare readonly size: number
  /** The name, without a slash, as Python has it; undefined for the memory of a file. */
  declare readonly name: string

  private constructor(block: Block, source: Source, created: boolean) {
    if (!(block instanceof native.SharedBlock)) {
      throw typeError(
        'INVALID_TYPE',
        'shared memory is made by SharedMemory.create, attach or fromFile, and not by new',
      )
    }
    this.#block = block
    this.#source = source
    this.#size = block.size
    this.#created = created
    identify(this, 'SharedMemory', { ...source, size: this.#size })
  }

  /**
   * Creates a block of zeros, which no other has the name of. The memory for all of it is reserved at once.
   *
   * @param options - `size` in bytes; `name`, 1 to 30 characters of `A-Z a-z 0-9 . _ -`, or a new one if left away.
   * @throws AllcoresError `NAME_EXISTS`, `NO_SPACE`; RangeError `INVALID_NAME`, `OUT_OF_RANGE`.
   * @example
   * ```ts
   * using prices = SharedMemory.create({ name: 'prices', size: 8_000 })
   * prices.view(Float64Array).length // 1000
   * ```
   * @see Python's `SharedMemory(name, create=True, size=size)`.
   */
  static create(options: { size: number; name?: string | undefined }): SharedMemory {
    const { name, size } = checkOptions(options, ['name', 'size'])
    const bytes = integer('size', size, 1)
    if (name !== undefined) return new SharedMemory(made(text('name', name), bytes), { name: name as string }, true)
    for (;;) {
      const fresh = `allcores-${randomBytes(6).toString('hex')}`
      try {
        return new SharedMemory(made(fresh, bytes), { name: fresh }, true)
      } catch (error) {
        if ((error as AllcoresError).code !== 'NAME_EXISTS') throw error
      }
    }
  }

  /**
   * Opens the block of a name, or the one that a handle is of. One that is just being created is waited for, up to a second.
   *
   * @param from - The name, or what a clone of an instance gave.
   * @throws AllcoresError `NAME_NOT_FOUND`; `UNUSABLE_MEMORY` for a block that is smaller than its handle says, has no
   * size, or belongs to another user; RangeError `INVALID_NAME`.
   * @example
   * ```ts
   * using memory = SharedMemory.create({ size: 8 })
   * using same = SharedMemory.attach(structuredClone(memory))
   * memory.write(Uint8Array.of(7))
   * same.read(0, 1)[0] // 7
   * ```
   * @see Python's `SharedMemory(name)`.
   */
  static attach(from: string | SharedMemory | SharedMemoryHandle): SharedMemory {
    if (typeof from === 'string') return new SharedMemory(attached(from), { name: from }, false)
    if (!(from instanceof SharedMemory) && !isHandle(from, 'SharedMemory')) {
      throw typeError('INVALID_TYPE', `from must be a name or the handle of shared memory, got ${show(from)}`)
    }
    const { path, writable, name, size } = from as { path?: string; writable?: boolean; name?: string; size: number }
    if (path !== undefined) return SharedMemory.fromFile(path, { writable })
    return new SharedMemory(attached(text('name', name), integer('size', size, 1)), { name: name as string }, false)
  }

  /**
   * Maps a file: its bytes are read when they are looked at, and not before. The size is that of the file now.
   *
   * While it is mapped, the file must not be cut short: where it has no bytes any more, the system ends the process that
   * looks (SIGBUS), as with every mapping. To replace a file, write another and rename it.
   *
   * @param path - The file.
   * @param options - `writable`: what is written goes to the file. Otherwise the file is only read, and what is written
   * stays in this handle. Default false.
   * @throws AllcoresError `SYSTEM_ERROR` for a file that cannot be opened, `UNUSABLE_MEMORY` for one that is empty or not
   * a regular file.
   * @example
   * ```ts
   * using file = SharedMemory.fromFile(process.execPath)
   * file.read(0, 2).length // 2
   * ```
   * @see Python's `mmap.mmap` with `ACCESS_WRITE` and `ACCESS_COPY`; `numpy.memmap`.
   */
  static fromFile(path: string, options?: { writable?: boolean | undefined }): SharedMemory {
    const { writable = false } = checkOptions(options, ['writable'])
    if (typeof writable !== 'boolean')
      throw typeError('INVALID_TYPE', `writable must be a boolean, got ${show(writable)}`)
    const block = asked(() => native.mapFile(text('path', path), writable))
    return new SharedMemory(block, { path, writable }, false)
  }

  /**
   * Removes the blocks that processes of this user created and left behind, because a signal ended them. What Python
   * created is not touched, nor what has an owner. Only on Linux can blocks be found; elsewhere none are.
   *
   * @param prefix - What their names begin with; all of them, if left away.
   * @returns The names of those that were removed.
   * @example
   * ```ts
   * SharedMemory.clean('prices') // []
   * ```
   */
  static clean(prefix = ''): string[] {
    return asked(() => native.cleanBlocks(text('prefix', prefix)))
  }

  /** Whether views are over a SharedArrayBuffer. In runtimes that cannot make one over such memory they are over an ArrayBuffer. */
  get shared(): boolean {
    return this.#memory() instanceof SharedArrayBuffer
  }

  /**
   * The memory as a typed array, in place: every view of every handle, in every process, is of the same bytes.
   *
   * After `close()` a view reads zeros. It must not be transferred; sent to another thread it is a copy unless it is
   * `shared`: send the SharedMemory itself.
   *
   * @param type - The class, such as `Float64Array`; or the name of a dtype, such as `'float64'`, for an {@link NDArray}.
   * @param options - `offset` in bytes; for a class `length` in elements, for a dtype `shape`.
   * @throws RangeError `OUT_OF_RANGE`; AllcoresError `MEMORY_CLOSED`, `UNUSABLE_MEMORY`, `NO_VIEW`.
   * @example
   * ```ts
   * using memory = SharedMemory.create({ size: 24 })
   * memory.view(Float64Array, { offset: 8, length: 2 }).fill(0.5)
   * memory.view('float64', { shape: [3, 1] }).toNested() // [ [ 0 ], [ 0.5 ], [ 0.5 ] ]
   * ```
   * @see NumPy's `np.ndarray(shape, dtype, buffer=memory.buf, offset=offset)`.
   */
  view<A extends TypedArray>(type: TypedArrayClass<A>, options?: ViewOptions): A
  view<D extends Dtype>(type: D, options?: ShapedViewOptions): NDArray<ArrayOf<D, ArrayBufferLike>>
  view(type: Dtype | TypedArrayClass<TypedArray>, options?: ViewOptions | ShapedViewOptions): unknown {
    if (typeof type === 'string') {
      const { offset, shape } = checkOptions(options, ['offset', 'shape']) as ShapedViewOptions
      if (shape === undefined) {
        const flat = this.#typed(classOf(type), offset, undefined)
        return ndarray(flat, [flat.length])
      }
      const lengths = integers('shape', shape, 0)
      return ndarray(this.#typed(classOf(type), offset, sizeOf(lengths)), lengths)
    }
    const { offset, length } = checkOptions(options, ['offset', 'length'])
    return this.#typed(type, offset, length)
  }

  /**
   * A copy of bytes.
   *
   * @param offset - Where they begin. Default 0.
   * @param length - How many. Default: all that follow.
   * @throws RangeError `OUT_OF_RANGE`; AllcoresError `MEMORY_CLOSED`, `UNUSABLE_MEMORY`.
   * @example
   * ```ts
   * using memory = SharedMemory.create({ size: 4 })
   * memory.read(1, 2) // Uint8Array(2) [ 0, 0 ]
   * ```
   */
  read(offset = 0, length?: number): Uint8Array<ArrayBuffer> {
    const from = integer('offset', offset, 0, this.#size)
    const count = length === undefined ? this.#size - from : integer('length', length, 0, this.#size - from)
    const bytes = new Uint8Array(count)
    asked(() => this.#block.read(bytes, from))
    return bytes
  }

  /**
   * Copies bytes into the memory.
   *
   * @param bytes - A buffer, or any view of one.
   * @param offset - Where they go. Default 0.
   * @throws RangeError `OUT_OF_RANGE` where they do not fit; AllcoresError `MEMORY_CLOSED`, `UNUSABLE_MEMORY`.
   * @example
   * ```ts
   * using memory = SharedMemory.create({ size: 4 })
   * memory.write(Uint8Array.of(1, 2), 2)
   * memory.read() // Uint8Array(4) [ 0, 0, 1, 2 ]
   * ```
   */
  write(bytes: ArrayBufferLike | ArrayBufferView, offset = 0): void {
    const source = asBytes(bytes)
    if (source === undefined) {
      throw typeError('INVALID_TYPE', `bytes must be a buffer or a view of one, got ${show(bytes)}`)
    }
    const from = integer('offset', offset, 0, this.#size)
    asked(() => this.#block.write(source, from))
  }

  /**
   * Closes this handle. When it was the last of this process, what views there are read zeros from now on; the block
   * itself stays until its name is gone and no process has it open. More than once does no harm.
   */
  close(): void {
    this.#closed = true
    this.#buffer = undefined
    this.#block.close()
  }

  /**
   * Takes the name away: nobody can attach any more, and the memory goes with the last process that has it open. A
   * block that has got the name meanwhile keeps it; more than once does no harm.
   */
  unlink(): void {
    asked(() => this.#block.unlink())
  }

  /** Closes the handle, and takes the name away if this is the handle that created the block. */
  [Symbol.dispose](): void {
    if (this.#created) this.unlink()
    this.close()
  }

  #typed<A extends TypedArray>(type: TypedArrayClass<A>, from: unknown = 0, count: unknown): A {
    const width = typeof type === 'function' ? type.BYTES_PER_ELEMENT : undefined
    if (typeof width !== 'number') throw notAClass(type)
    const offset = integer('offset', from, 0, this.#size)
    if (offset % width !== 0) {
      throw rangeError('OUT_OF_RANGE', `offset is ${offset}, wanted a multiple of the ${width} bytes of an element`)
    }
    const most = Math.floor((this.#size - offset) / width)
    const length = count === undefined ? most : integer('the number of elements', count, 0, most)
    const view = new type(this.#view(), offset, length)
    if (dtypeOf(view) === undefined) throw notAClass(type)
    return view
  }

  #memory(): SharedArrayBuffer | ArrayBuffer | null {
    if (this.#closed) throw new AllcoresError('MEMORY_CLOSED', `${this.#label()} was closed`)
    if (this.#buffer === undefined) {
      this.#buffer = asked(() => this.#block.buffer())
      if (this.#buffer !== null) shows(this.#buffer, { ...this.#source, size: this.#size })
    }
    return this.#buffer
  }

  #view(): SharedArrayBuffer | ArrayBuffer {
    const memory = this.#memory()
    if (memory) return memory
    throw new AllcoresError('NO_VIEW', 'this runtime shows no memory but its own in buffers; use read() and write()')
  }

  #label(): string {
    return 'name' in this.#source ? `shared memory '${this.#source.name}'` : this.#source.path
  }
}

function classOf(dtype: Dtype): TypedArrayClass<TypedArray> {
  return (globalThis as unknown as Record<string, TypedArrayClass<TypedArray>>)[classNamed(dtype)]!
}

function notAClass(type: unknown): TypeError {
  const wanted = 'a class of typed array, such as Float64Array, or the name of a dtype'
  return typeError('INVALID_TYPE', `type must be ${wanted}, got ${show(type)}`)
}

function made(name: string, size: number): Block {
  return asked(() => native.createBlock(name, size))
}

function attached(name: string, size?: number): Block {
  return asked(() => native.attachBlock(name, size))
}

revivable('SharedMemory', (handle) => SharedMemory.attach(handle))
