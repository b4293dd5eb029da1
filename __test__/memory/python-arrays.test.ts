/** Node and Python have the same arrays, whoever made the memory: every dtype, every shape, to the byte. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { SharedMemory } from 'allcores'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { exists, freshName } from './blocks.js'
import { python } from './python.js'

const DTYPES = ['float64', 'float32', 'int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64'] as const
const SHAPES = [[7], [3, 5], [2, 3, 4], [1, 1, 1, 6]]

/** A number for an element: other in every place, and beyond the range of the small types. */
const value = (i: number) => (i * 37) % 101

const isBig = (dtype: string) => dtype === 'int64' || dtype === 'uint64'

it('made by Node, read and halved by Python', () => {
  const cases = DTYPES.flatMap((dtype) => SHAPES.map((shape) => ({ dtype, shape })))
  const made = cases.map(({ dtype, shape }) => {
    const memory = SharedMemory.create({ size: shape.reduce((a, b) => a * b, 8) + 16 })
    const array = memory.view(dtype, { shape, offset: 16 })
    for (let i = 0; i < array.size; i++) array.data[i] = (isBig(dtype) ? BigInt(value(i)) : value(i)) as never
    return { memory, array }
  })
  const program = `
def halved(name, shape, dtype):
    memory = attach(name)
    x = np.ndarray(shape, dtype, buffer=memory.buf, offset=16)
    seen = x.astype(float).ravel().tolist()
    x[...] = x // 2
    del x
    memory.close()
    return seen
print(json.dumps([halved(*case) for case in json.loads(sys.argv[1])]))`
  const asked = cases.map(({ dtype, shape }, i) => [made[i]!.memory.name, shape, dtype])
  const seen = JSON.parse(python(program, JSON.stringify(asked))) as number[][]
  made.forEach(({ memory, array: { data } }, i) => {
    expect(seen[i]).toEqual(Array.from({ length: data.length }, (_, j) => value(j)))
    expect(Array.from(data, Number)).toEqual(seen[i]!.map((number) => Math.floor(number / 2)))
    memory[Symbol.dispose]()
  })
})

it('made by Python, read by Node', async () => {
  const program = `
import sys
import numpy as np
from multiprocessing.shared_memory import SharedMemory
made = []
for dtype in sys.argv[1].split(','):
    x = np.arange(-6, 18).reshape(2, 3, 4).astype(dtype)
    memory = SharedMemory(create=True, size=x.nbytes)
    np.ndarray(x.shape, x.dtype, buffer=memory.buf)[...] = x
    print(memory.name, x.tobytes().hex(), flush=True)
    made.append(memory)
sys.stdin.read()
for memory in made:
    memory.close()
    memory.unlink()`
  const maker = spawn('python3', ['-c', program, DTYPES.join()], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface(maker.stdout)[Symbol.asyncIterator]()
  const arrays = []
  for (const dtype of DTYPES) {
    const [name, bytes] = (await lines.next()).value.split(' ')
    const memory = SharedMemory.attach(name)
    expect(Buffer.from(memory.read(0, bytes.length / 2)).toString('hex')).toBe(bytes)
    const array = memory.view(dtype, { shape: [2, 3, 4] })
    expect(Number(array.at(1, -1, 0))).toBe(14)
    arrays.push({ name, array })
  }
  maker.stdin.end()
  expect(await once(maker, 'close')).toEqual([0, null])
  for (const { name, array } of arrays) {
    expect(exists(name)).toBe(false)
    expect(Number(array.at(1, 2, 3))).toBe(17)
  }
})

it('is the same in strides and offsets as NumPy says', () => {
  using memory = SharedMemory.create({ size: 4096 })
  const numbers = memory.view(Int32Array)
  for (let i = 0; i < numbers.length; i++) numbers[i] = i * i
  const dimensions = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 })
  const cases = fc.sample(fc.tuple(dimensions, fc.integer({ min: 0, max: 100 })), 40)
  const answers = JSON.parse(
    python(
      `
memory = attach(sys.argv[1])
print(json.dumps([np.ndarray(shape, 'int32', buffer=memory.buf, offset=4 * offset).tolist() for shape, offset in json.loads(sys.argv[2])]))
memory.close()`,
      memory.name,
      JSON.stringify(cases),
    ),
  )
  cases.forEach(([shape, offset], i) => {
    expect(memory.view('int32', { shape, offset: 4 * offset }).toNested()).toEqual(answers[i])
  })
})

it('leaves the block to its owner when Python ends', () => {
  using memory = SharedMemory.create({ name: freshName(), size: 8 })
  python('attach(sys.argv[1]).close()', memory.name)
  expect(exists(memory.name)).toBe(true)
  expect(SharedMemory.clean(memory.name)).toEqual([])
})
