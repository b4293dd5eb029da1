/**
 * Small plain values as bytes: most of what is sent, and what a serialiser is slow at, because it looks up and writes
 * every name of every object each time. Here the names of an object are one text, which is made once for all objects of
 * the same names, and read once: what is received is a copy of a template, filled in.
 *
 * What is large, or of another class, or in one value twice, is for V8's serialiser, and so are numbers and texts that
 * would need a form of their own here.
 */

/** Arrays and texts of names that are longer are large. */
const LENGTH = 255
/** Values of more objects and arrays are large. */
const OBJECTS = 16
/** Shorter texts are copied faster here than by the runtime. */
const SHORT = 24
/** Bytes. */
const SIZE = 1 << 13

const NULL = 0
const UNDEFINED = 1
const FALSE = 2
const TRUE = 3
const INTEGER = 4
const DOUBLE = 5
const TEXT = 6
const LONG_TEXT = 7
const WIDE_TEXT = 8
const ARRAY = 9
const OBJECT = 10

/** Where values are written; gone with the next one. */
export const written = Buffer.allocUnsafeSlow(SIZE)
let end = 0

/** The objects and arrays met so far; kept in one place, because this runs for every value. */
const seen: unknown[] = new Array(OBJECTS).fill(undefined)
let count = 0

/** The names of an object, and what stands for them: a hash, a length, and each with its length before it. */
interface Shape {
  readonly names: readonly string[]
  readonly bytes: Uint8Array
  readonly template: object
}

/** Those met last, by a hash; so there is a limit to how many are kept. */
const sent: (Shape | undefined)[] = new Array(256).fill(undefined)
const received: (Shape | undefined)[] = new Array(256).fill(undefined)
/** Bytes before the names. */
const NAMES = 6

/** Writes the value to `written` if it is small and plain: the number of bytes, or 0. */
export function encodeSmall(value: unknown): number {
  end = 0
  const is = write(value)
  while (count > 0) seen[--count] = undefined
  return is ? end : 0
}

function write(value: unknown): boolean {
  // Enough for whatever has no length, or says its own.
  if (end > SIZE - 16) return false
  switch (typeof value) {
    case 'string':
      return value.length <= SHORT ? writeShort(value) : writeLong(value)
    case 'number':
      return writeNumber(value)
    case 'boolean':
      written[end++] = value ? TRUE : FALSE
      return true
    case 'undefined':
      written[end++] = UNDEFINED
      return true
    case 'object':
      if (value !== null) return writeObject(value)
      written[end++] = NULL
      return true
    default:
      return false
  }
}

function writeNumber(value: number): boolean {
  if ((value | 0) === value && (value !== 0 || 1 / value > 0)) {
    written[end] = INTEGER
    end = written.writeInt32LE(value, end + 1)
  } else {
    written[end] = DOUBLE
    end = written.writeDoubleLE(value, end + 1)
  }
  return true
}

function writeShort(text: string): boolean {
  const { length } = text
  if (end + length + 2 > SIZE) return false
  const from = end + 2
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    if (code > 255) return writeLong(text)
    written[from + i] = code
  }
  written[end] = TEXT
  written[end + 1] = length
  end = from + length
  return true
}

function writeLong(text: string): boolean {
  if (end + 3 * text.length + 5 > SIZE) return false
  let size = written.write(text, end + 5, 'utf8')
  // As many bytes as units: it is ASCII. UTF-16 has all others, also those that are half a character.
  if (size === text.length) written[end] = LONG_TEXT
  else {
    written[end] = WIDE_TEXT
    size = written.write(text, end + 5, 'utf16le')
  }
  end = written.writeUInt32LE(size, end + 1) + size
  return true
}

function writeObject(value: object): boolean {
  for (let index = 0; index < count; index++) if (seen[index] === value) return false
  if (count === OBJECTS) return false
  seen[count++] = value
  const prototype = Object.getPrototypeOf(value)
  if (prototype === Object.prototype) {
    const names = Object.keys(value)
    const shape = shapeOf(names)
    if (shape === undefined || end + shape.bytes.length + 1 > SIZE) return false
    written[end++] = OBJECT
    const { bytes } = shape
    for (let i = 0; i < bytes.length; i++) written[end + i] = bytes[i]!
    end += bytes.length
    for (let i = 0; i < names.length; i++) if (!write((value as Record<string, unknown>)[names[i]!])) return false
    return true
  }
  if (prototype !== Array.prototype || !Array.isArray(value) || value.length > LENGTH) return false
  const names = Object.keys(value)
  // Fewer names are holes, which are not the same as undefined; and a property beside the elements has a name as well.
  if (names.length !== value.length || (names.length > 0 && names[names.length - 1] !== String(names.length - 1))) {
    return false
  }
  written[end] = ARRAY
  written[end + 1] = value.length
  end += 2
  for (let index = 0; index < value.length; index++) if (!write(value[index])) return false
  return true
}

function shapeOf(names: readonly string[]): Shape | undefined {
  const slot =
    (31 * names.length + (names.length > 0 ? names[0]!.length + 7 * names[names.length - 1]!.length : 0)) & 255
  const known = sent[slot]
  if (known !== undefined && isOf(known, names)) return known
  const shape = describe(names)
  if (shape !== undefined) sent[slot] = shape
  return shape
}

function isOf({ names }: Shape, others: readonly string[]): boolean {
  if (names.length !== others.length) return false
  for (let i = 0; i < names.length; i++) if (names[i] !== others[i]) return false
  return true
}

function describe(names: readonly string[]): Shape | undefined {
  if (names.length > LENGTH) return undefined
  const parts: number[] = []
  for (const name of names) {
    if (name === '__proto__' || name.length > LENGTH) return undefined
    parts.push(name.length)
    for (let i = 0; i < name.length; i++) parts.push(name.charCodeAt(i))
  }
  if (parts.length > 2 * LENGTH || parts.some((code) => code > 255)) return undefined
  let hash = names.length
  for (const code of parts) hash = (Math.imul(hash, 31) + code) | 0
  const bytes = Buffer.alloc(NAMES + parts.length)
  bytes.writeInt32LE(hash, 0)
  bytes.writeUInt16LE(parts.length, 4)
  bytes.set(parts, NAMES)
  return { names, bytes, template: Object.fromEntries(names.map((name) => [name, undefined])) }
}

let source: Buffer = written
let at = 0

/** The value of bytes that `encodeSmall` wrote. */
export function decodeSmall(bytes: Buffer, from: number): unknown {
  source = bytes
  at = from
  return read()
}

function read(): unknown {
  const form = source[at++]
  switch (form) {
    case NULL:
      return null
    case UNDEFINED:
      return undefined
    case FALSE:
      return false
    case TRUE:
      return true
    case INTEGER:
      at += 4
      return source.readInt32LE(at - 4)
    case DOUBLE:
      at += 8
      return source.readDoubleLE(at - 8)
    case TEXT: {
      const length = source[at++]!
      at += length
      if (length === 0) return ''
      if (length === 1) return String.fromCharCode(source[at - 1]!)
      return source.toString('latin1', at - length, at)
    }
    case LONG_TEXT:
    case WIDE_TEXT: {
      const size = source.readUInt32LE(at)
      at += 4 + size
      return source.toString(form === LONG_TEXT ? 'latin1' : 'utf16le', at - size, at)
    }
    case ARRAY: {
      const length = source[at++]!
      const array: unknown[] = []
      for (let index = 0; index < length; index++) array.push(read())
      return array
    }
    case OBJECT: {
      const { names, template } = readShape()
      const object = { ...template } as Record<string, unknown>
      for (let i = 0; i < names.length; i++) object[names[i]!] = read()
      return object
    }
    default:
      throw new TypeError('what is in the shared memory is no value')
  }
}

function readShape(): Shape {
  const from = at
  const slot = source.readInt32LE(from) & 255
  const length = NAMES + source.readUInt16LE(from + 4)
  at = from + length
  const known = received[slot]
  if (known !== undefined && isAt(known.bytes, length, from)) return known
  const names: string[] = []
  for (let name = from + NAMES; name < at; name += 1 + source[name]!) {
    names.push(source.toString('latin1', name + 1, name + 1 + source[name]!))
  }
  const shape = describe(names)
  if (shape === undefined) throw new TypeError('what is in the shared memory is no value')
  received[slot] = shape
  return shape
}

function isAt(bytes: Uint8Array, length: number, from: number): boolean {
  if (bytes.length !== length) return false
  for (let i = 0; i < length; i++) if (bytes[i] !== source[from + i]) return false
  return true
}
