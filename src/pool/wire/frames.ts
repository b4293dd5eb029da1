/**
 * Messages on a stream of bytes. Two processes have no structured clone between them, so a message is serialised as V8
 * does it, with one difference: what typed arrays hold follows the message as it lies in memory, because to serialise it
 * would be to copy it twice, and a buffer may be larger than a serialised value can be.
 *
 * A frame is a header of two float64 (bytes of the message, number of blocks), the message, the bytes of each block as a
 * float64, and the blocks.
 */
import { types } from 'node:util'
import { Deserializer, Serializer } from 'node:v8'
import { typeError } from '../../errors.js'
import { blockBehind, shows } from '../../memory/handles.js'
import { native } from '../../native.js'
import type { Border } from './cloneable.js'

/** Bytes to send, one part after the other. */
export type Frame = readonly [message: Uint8Array, ...blocks: Uint8Array[]]

const HEADER = 16
/** A typed array of fewer bytes goes inside the message: a block costs a read of its own. */
const BLOCK_FROM = 1024
/** In place of the size of a typed array: it is over shared memory with a name, which is what goes. */
const NAMED = BLOCK_FROM + 1

/** The classes of views, by their number in a message. */
const VIEWS = [
  'DataView',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
  'Float16Array',
]
const classOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)!.get!

/** The frame of a message; throws for what does not cross. */
export function encode(message: unknown): Frame {
  const writer = new Writer()
  writer.writeRawBytes(new Uint8Array(HEADER))
  writer.writeHeader()
  writer.writeValue(message)
  const head = writer.releaseBuffer()
  const { blocks } = writer
  head.writeDoubleLE(head.length - HEADER, 0)
  head.writeDoubleLE(blocks.length, 8)
  if (blocks.length === 0) return [head]
  const sizes = Float64Array.from(blocks, (block) => block.length)
  return [head, new Uint8Array(sizes.buffer), ...blocks]
}

/** Between processes: what can be said in bytes, and read again; some objects are serialised as nothing at all. */
export const processBorder: Border = {
  between: 'processes',
  attempt: (value) => {
    const [head] = encode(value)
    decode(head.subarray(HEADER), undefined)
  },
}

class Writer extends Serializer {
  declare _setTreatArrayBufferViewsAsHostObjects: (yes: boolean) => void
  readonly blocks: Uint8Array[] = []

  constructor() {
    super()
    this._setTreatArrayBufferViewsAsHostObjects(true)
  }

  _writeHostObject(value: object): void {
    if (!ArrayBuffer.isView(value)) throw new TypeError('an object of the runtime cannot be serialised')
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    this.writeUint32(VIEWS.indexOf(classOf.call(value) ?? 'DataView'))
    const memory = blockBehind(value.buffer)
    if (memory !== undefined) {
      this.#writeNamed(memory, value)
      return
    }
    if (types.isSharedArrayBuffer(value.buffer)) this._getSharedArrayBufferId()
    this.writeUint32(Math.min(bytes.length, BLOCK_FROM))
    if (bytes.length < BLOCK_FROM) this.writeRawBytes(bytes)
    else this.blocks.push(bytes)
  }

  #writeNamed(memory: object, { byteOffset, byteLength }: ArrayBufferView): void {
    const name = Buffer.from(JSON.stringify(memory))
    this.writeUint32(NAMED)
    this.writeUint32(name.length)
    this.writeRawBytes(name)
    this.writeDouble(byteOffset)
    this.writeDouble(byteLength)
  }

  _getSharedArrayBufferId(): never {
    throw new TypeError('a SharedArrayBuffer is shared between threads only')
  }
}

/** The message of a frame; without its blocks, the typed arrays that they belong to are empty. */
function decode(message: Uint8Array, blocks: Blocks | undefined): unknown {
  const reader = new Reader(message, blocks)
  reader.readHeader()
  return reader.readValue()
}

type Blocks = readonly Uint8Array<ArrayBuffer>[]

interface ViewClass {
  readonly BYTES_PER_ELEMENT?: number
  new (buffer: ArrayBufferLike, offset?: number, length?: number): ArrayBufferView
}

/** The memory of a block, in this process. */
function attach(handle: { name: string; size: number } | { path: string; writable: boolean }): ArrayBufferLike {
  const block =
    'path' in handle ? native.mapFile(handle.path, handle.writable) : native.attachBlock(handle.name, handle.size)
  const buffer = block.buffer()
  if (buffer === null) throw new TypeError('this runtime shows no memory but its own in buffers')
  shows(buffer, handle)
  return buffer
}

class Reader extends Deserializer {
  readonly #blocks: Blocks | undefined
  /** The shared memory that the message has met so far: its views are over one buffer. */
  readonly #memories = new Map<string, ArrayBufferLike>()
  #next = 0

  constructor(message: Uint8Array, blocks: Blocks | undefined) {
    super(message)
    this.#blocks = blocks
  }

  _readHostObject(): ArrayBufferView {
    const View = Reflect.get(globalThis, VIEWS[this.readUint32()]!) as ViewClass
    const size = this.readUint32()
    if (size === NAMED) return this.#readNamed(View)
    const isInside = size < BLOCK_FROM
    const bytes = isInside ? new Uint8Array(this.readRawBytes(size)) : this.#blocks?.[this.#next++]
    const buffer = bytes?.buffer ?? new ArrayBuffer(0)
    return new View(buffer)
  }

  #readNamed(View: ViewClass): ArrayBufferView {
    const name = Buffer.from(this.readRawBytes(this.readUint32())).toString()
    const [offset, bytes] = [this.readDouble(), this.readDouble()]
    const buffer = this.#memories.get(name) ?? attach(JSON.parse(name))
    this.#memories.set(name, buffer)
    return new View(buffer, offset, bytes / (View.BYTES_PER_ELEMENT ?? 1))
  }
}

/** Puts frames together again, whatever pieces the stream comes in. */
export class Frames {
  readonly #received: (message: unknown) => void
  readonly #unreadable: (error: Error) => void
  readonly #reading = read()
  /** What the stream is read into, and how far. */
  #part: Uint8Array
  #filled = 0

  /** Calls back for every message, or for the reason why one cannot be had: its size, or what it holds. */
  constructor(received: (message: unknown) => void, unreadable: (error: Error) => void) {
    this.#received = received
    this.#unreadable = unreadable
    this.#part = this.#reading.next().value as Uint8Array
  }

  /** Takes the next piece of the stream. */
  push(piece: Uint8Array): void {
    for (let at = 0; at < piece.length; ) {
      const end = Math.min(piece.length, at + this.#part.length - this.#filled)
      this.#part.set(piece.subarray(at, end), this.#filled)
      this.#filled += end - at
      at = end
      if (this.#filled === this.#part.length) this.#advance()
    }
  }

  #advance(): void {
    let next = this.#reading.next().value
    if (!(next instanceof Uint8Array)) {
      this.#deliver(next)
      next = this.#reading.next().value as Uint8Array
    }
    this.#part = next
    this.#filled = 0
  }

  #deliver({ parts, error }: Received): void {
    let message: unknown
    try {
      if (error !== undefined) throw error
      message = decode(parts[0]!, parts.slice(1))
    } catch (cause) {
      const why =
        'it holds an object of the runtime, or shared memory whose name is gone, or is too large for the memory'
      const message = `what was sent cannot be read in the other process: ${why}`
      this.#unreadable(typeError('NOT_CLONEABLE', message, { cause }))
      return
    }
    this.#received(message)
  }
}

/** The parts of a frame, of which each is the memory of its own buffer; or why there was no memory for one. */
interface Received {
  readonly parts: Uint8Array<ArrayBuffer>[]
  error?: unknown
}

/** Gives what is to be read next, part by part, and every frame that was. */
function* read(): Generator<Uint8Array | Received, never, void> {
  const header = new Float64Array(2)
  for (;;) {
    yield new Uint8Array(header.buffer)
    const frame: Received = { parts: [] }
    const blocks = new Float64Array(header[1]!)
    yield* take(header[0]!, frame)
    if (blocks.length > 0) yield new Uint8Array(blocks.buffer)
    for (const size of blocks) yield* take(size, frame)
    yield frame
  }
}

/** Reads a part; one that memory does not suffice for is read over, so that the next frame is found. */
function* take(size: number, frame: Received): Generator<Uint8Array, void, void> {
  try {
    const part = new Uint8Array(size)
    frame.parts.push(part)
    yield part
  } catch (error) {
    frame.error ??= error
    const scratch = new Uint8Array(Math.min(size, 1 << 16))
    for (let left = size; left > 0; left -= scratch.length) yield scratch.subarray(0, left)
  }
}
