/** A list that one language made, the other reads and changes; what Node makes has the bytes of what Python makes. */
import { ShareableList, type ShareableValue, SharedMemory } from 'allcores'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { codeOf } from './blocks.js'
import { python } from './python.js'

/** Values as JSON, where Python makes the same of them. */
const asJson = (value: ShareableValue) =>
  value instanceof Uint8Array
    ? { bytes: Buffer.from(value).toString('hex') }
    : typeof value === 'bigint'
      ? { int: String(value) }
      : typeof value === 'number' && !(Number.isSafeInteger(value) && !Object.is(value, -0))
        ? { float: Object.is(value, -0) ? '-0.0' : String(value) }
        : value

const DECODE = `
def value(v):
    if not isinstance(v, dict): return v
    if 'bytes' in v: return bytes.fromhex(v['bytes'])
    return int(v['int']) if 'int' in v else float(v['float'])

def shown(v):
    if isinstance(v, bytes): return {'bytes': v.hex()}
    if isinstance(v, bool) or v is None or isinstance(v, str): return v
    if isinstance(v, int): return v if abs(v) < 2**53 else {'int': str(v)}
    return {'float': repr(v)}
`

// Python reserves the place of a string by its characters and not by its bytes: beyond ASCII it may cut some off.
const ascii = fc.string({ unit: fc.constantFrom(...'abcXYZ 019_-"\\'), maxLength: 40 })
const anyValue: fc.Arbitrary<ShareableValue> = fc.oneof(
  ascii,
  fc.uint8Array({ maxLength: 40 }),
  fc.maxSafeInteger(),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Number.isInteger(number)),
  fc.boolean(),
  fc.constant(null),
)

it('has the bytes of the list that Python makes of the same values', () => {
  const lists = [[], ...fc.sample(fc.array(anyValue, { minLength: 1, maxLength: 12 }), 60)]
  const program = `${DECODE}
def made(values):
    values = ShareableList([value(v) for v in values])
    bytes_ = bytes(values.shm.buf).hex()
    values.shm.close(); values.shm.unlink()
    return bytes_
print(json.dumps([made(values) for values in json.loads(sys.argv[1])]))`
  const answers = JSON.parse(python(program, JSON.stringify(lists.map((list) => list.map(asJson))))) as string[]
  lists.forEach((values, i) => {
    using list = ShareableList.create(values)
    using memory = SharedMemory.attach(list.name)
    expect(Buffer.from(memory.read()).toString('hex')).toBe(answers[i])
  })
})

it('gives Python its values, and takes those that Python puts in their places', () => {
  using list = ShareableList.create([
    'howdy',
    273.154,
    100,
    true,
    null,
    Uint8Array.of(1, 0, 2),
    'grüße, 世界',
    2n ** 60n,
  ])
  const program = `${DECODE}
values = attach_list(sys.argv[1])
print(json.dumps([shown(v) for v in values]))
values[0], values[1], values[2], values[3], values[4] = b'12345678', 7, None, -0.5, False
values[5], values[7] = 'ab', -2**63
values.shm.close()`
  expect(JSON.parse(python(program, list.name))).toEqual([
    'howdy',
    { float: '273.154' },
    100,
    true,
    null,
    { bytes: '010002' },
    'grüße, 世界',
    { int: String(2n ** 60n) },
  ])
  expect([...list]).toEqual([
    new Uint8Array(Buffer.from('12345678')),
    7,
    null,
    -0.5,
    false,
    'ab',
    'grüße, 世界',
    -(2n ** 63n),
  ])
})

it('replaces values as Python does, and refuses what has no room', () => {
  using list = ShareableList.create(['howdy', 1.5, 100, null])
  list.set(0, '12345678')
  list.set(1, 2)
  list.set(-1, 'x')
  list.set(2, false)
  expect([...list]).toEqual(['12345678', 2, false, 'x'])
  const program = `${DECODE}
values = attach_list(sys.argv[1])
print(json.dumps([shown(v) for v in values]))
values.shm.close()`
  expect(JSON.parse(python(program, list.name))).toEqual(['12345678', { float: '2.0' }, false, 'x'])
  expect(codeOf(() => list.set(0, '123456789'))).toBe('OUT_OF_RANGE')
  expect(codeOf(() => list.set(1, 'éééée'))).toBe('OUT_OF_RANGE')
  expect(codeOf(() => list.set(4, 1))).toBe('OUT_OF_RANGE')
  expect(codeOf(() => list.get(-5))).toBe('OUT_OF_RANGE')
  expect(codeOf(() => list.set(1, 2n ** 63n))).toBe('OUT_OF_RANGE')
  expect(codeOf(() => list.set(1, {} as never))).toBe('INVALID_TYPE')
  expect(codeOf(() => ShareableList.create([undefined as never]))).toBe('INVALID_TYPE')
  expect(list.count('x')).toBe(1)
  expect(list.indexOf(2n)).toBe(1)
  expect(list.indexOf('y')).toBe(-1)
  expect(list).toHaveLength(4)
})
