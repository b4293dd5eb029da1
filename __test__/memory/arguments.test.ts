/** Wrong arguments are errors at the call, which name the argument. */
import { NDArray, ndarray, ShareableList, SharedMemory, sharedArray } from 'allcores'
import { afterAll, expect, it } from 'vitest'

const memory = SharedMemory.create({ size: 100 })
afterAll(() => memory[Symbol.dispose]())

it.each<[string, () => unknown, string, RegExp]>([
  ['no size', () => SharedMemory.create({} as never), 'INVALID_TYPE', /size/],
  ['size 0', () => SharedMemory.create({ size: 0 }), 'OUT_OF_RANGE', /size is 0/],
  ['size 1.5', () => SharedMemory.create({ size: 1.5 }), 'OUT_OF_RANGE', /size is 1.5/],
  ['a misspelt option', () => SharedMemory.create({ size: 1, nam: 'x' } as never), 'UNKNOWN_OPTION', /nam/],
  ['new', () => new (SharedMemory as never as new () => unknown)(), 'INVALID_TYPE', /create/],
  ['new list', () => new (ShareableList as never as new () => unknown)(), 'INVALID_TYPE', /create/],
  ['attach to a number', () => SharedMemory.attach(3 as never), 'INVALID_TYPE', /from/],
  ['attach to another handle', () => ShareableList.attach(structuredClone(memory) as never), 'INVALID_TYPE', /from/],
  ['an offset within an element', () => memory.view(Float64Array, { offset: 4 }), 'OUT_OF_RANGE', /offset is 4/],
  ['an offset beyond the end', () => memory.view(Uint8Array, { offset: 101 }), 'OUT_OF_RANGE', /offset is 101/],
  ['too many elements', () => memory.view(Float64Array, { length: 13 }), 'OUT_OF_RANGE', /elements is 13/],
  ['a shape too large', () => memory.view('float64', { shape: [13] }), 'OUT_OF_RANGE', /elements is 13/],
  ['an unknown dtype', () => memory.view('float63' as never), 'OUT_OF_RANGE', /float63/],
  ['no class', () => memory.view(3 as never), 'INVALID_TYPE', /type/],
  ['another class', () => memory.view(Map as never), 'INVALID_TYPE', /type/],
  ['a read beyond the end', () => memory.read(50, 51), 'OUT_OF_RANGE', /length is 51/],
  ['a write beyond the end', () => memory.write(new Uint8Array(51), 50), 'OUT_OF_RANGE', /51 bytes from offset 50/],
  ['a write of text', () => memory.write('text' as never), 'INVALID_TYPE', /bytes/],
  ['a shape that is a number', () => ndarray(new Int8Array(2), 2 as never), 'INVALID_TYPE', /shape/],
  ['a negative length', () => ndarray(new Int8Array(2), [-2]), 'OUT_OF_RANGE', /shape/],
  ['another number of elements', () => ndarray(new Int8Array(5), [2, 2]), 'LENGTH_MISMATCH', /4 elements.*5/],
  ['too few strides', () => ndarray(new Int8Array(4), [2, 2], { strides: [1] }), 'LENGTH_MISMATCH', /strides/],
  ['strides beyond the end', () => ndarray(new Int8Array(4), [2, 2], { strides: [2, 2] }), 'OUT_OF_RANGE', /0 to 4/],
  ['strides before the start', () => ndarray(new Int8Array(4), [4], { strides: [-1] }), 'OUT_OF_RANGE', /-3 to 0/],
  ['too few indices', () => ndarray(new Int8Array(4), [2, 2]).at(1), 'OUT_OF_RANGE', /1 indices.*2/],
  ['an index beyond the end', () => ndarray(new Int8Array(4), [2, 2]).at(0, 2), 'OUT_OF_RANGE', /index 1 is 2/],
  ['a row of a number', () => new NDArray(new Int8Array(1), [], [], 0).row(0), 'OUT_OF_RANGE', /rows/],
  ['a shared array of half an element', () => sharedArray('int8', 0.5), 'OUT_OF_RANGE', /shape/],
  ['a shared array beyond all memory', () => sharedArray('int8', 2 ** 52), 'OUT_OF_MEMORY', /memory/],
])('%s', (_, ask, code, message) => {
  expect(ask).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }))
})
