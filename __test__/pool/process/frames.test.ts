import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { encode, Frames } from '../../../dist/pool/wire/frames.js'

/** What the other side of a stream gets of these messages, with the stream cut into pieces of these sizes. */
function across(messages: readonly unknown[], sizes: readonly number[]): unknown[] {
  const stream = Buffer.concat(messages.flatMap((message) => [...encode(message)]))
  const received: unknown[] = []
  const frames = new Frames(
    (message) => received.push(message),
    (error) => {
      throw error
    },
  )
  let at = 0
  for (let i = 0; at < stream.length; i++) {
    const size = sizes[i % sizes.length]!
    frames.push(stream.subarray(at, at + size))
    at += size
  }
  return received
}

const bytes = fc.oneof(fc.uint8Array({ maxLength: 64 }), fc.uint8Array({ minLength: 1020, maxLength: 1030 }))
const value = fc.oneof(
  fc.anything({ withDate: true, withMap: true, withSet: true, withBigInt: true, withSparseArray: true }),
  bytes,
  bytes.map((array) => new Float64Array(array.slice(0, array.length & ~7).buffer)),
  fc.record({ a: bytes, b: fc.string({ unit: 'binary' }) }),
)

describe('messages between processes', () => {
  it('arrive as structured clone gives them, however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 5 }),
        (messages, sizes) => {
          expect(across(messages, sizes)).toStrictEqual(structuredClone(messages))
        },
      ),
    )
  })

  it('keep the class of every view, and bring the part of its buffer that it sees', () => {
    const buffer = new Uint8Array(4096).map((_, i) => i).buffer
    const classes = [
      Int8Array,
      Uint8Array,
      Uint8ClampedArray,
      Int16Array,
      Uint16Array,
      Int32Array,
      Uint32Array,
      Float32Array,
      Float64Array,
      BigInt64Array,
      BigUint64Array,
    ]
    for (const View of classes) {
      for (const length of [0, 1, 300]) {
        const view = new View(buffer, 8, length)
        const [arrived] = across([view], [100]) as [InstanceType<typeof View>]
        expect(arrived).toStrictEqual(view.slice())
        expect(arrived.buffer.byteLength).toBe(view.byteLength)
      }
    }
    const [arrived] = across([new DataView(buffer, 3, 5)], [100]) as [DataView]
    expect(arrived).toBeInstanceOf(DataView)
    expect(Buffer.from(arrived.buffer)).toEqual(Buffer.from([3, 4, 5, 6, 7]))
    expect(across([Buffer.from('text')], [1])).toStrictEqual([new Uint8Array(Buffer.from('text'))])
  })

  it('that cannot be read, or that memory does not suffice for, cost no other', () => {
    const received: unknown[] = []
    const errors: unknown[] = []
    const frames = new Frames(
      (message) => received.push(message),
      (error) => errors.push(error),
    )
    const garbage = Buffer.alloc(16 + 3, 1)
    garbage.writeDoubleLE(3, 0)
    garbage.writeDoubleLE(0, 8)
    const refusing = new Proxy(Uint8Array, {
      construct(target, [size, ...rest]) {
        if (size === 5_000_000) throw new RangeError('Array buffer allocation failed')
        return new target(size, ...rest)
      },
    })
    const stream = [['first'], { large: new Uint8Array(5_000_000), small: new Uint8Array(5000) }, ['last']].map(
      (message) => Buffer.concat([...encode(message)]),
    )
    vi.stubGlobal('Uint8Array', refusing)
    try {
      for (const frame of [stream[0]!, garbage, stream[1]!, stream[2]!]) frames.push(frame)
    } finally {
      vi.unstubAllGlobals()
    }
    expect(received).toEqual([['first'], ['last']])
    expect(errors).toEqual([
      expect.objectContaining({ code: 'NOT_CLONEABLE', cause: expect.any(Error) }),
      expect.objectContaining({ code: 'NOT_CLONEABLE', cause: new RangeError('Array buffer allocation failed') }),
    ])
  })
})
