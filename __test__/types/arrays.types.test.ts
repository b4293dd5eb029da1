/** The types that the array functions promise: the assignments compile, and what is marked does not. */
import { join } from 'node:path'
import * as now from 'allcores'
import * as later from 'allcores/promises'
import ts from 'typescript'
import { expect, expectTypeOf, test } from 'vitest'
import { root } from '../../scripts/command.mjs'

const shared = new Float64Array(new SharedArrayBuffer(24))

test('a result without out is a new array over an ArrayBuffer, and takes the place of a plain one', async () => {
  let x = new Float64Array(3)
  x = now.sort(x)
  x = now.cumsum(x)
  x = now.sort(shared)
  x = now.quantile(x, [0.5])
  x = now.histogram(x).counts
  x = await later.sort(x)
  x = await later.cumsum(x, {})
  x = await later.quantile(x, [0.5])
  x = (await later.histogram(x)).edges
  let indices = new Uint32Array(1)
  indices = now.argsort(x)
  indices = await later.argsort(x, { copy: true })
  const sums: Float64Array<ArrayBuffer> = now.cumsum(Int32Array.of(1, 2))
  const own: BigInt64Array<ArrayBuffer> = now.cumsum(BigInt64Array.of(1n))
  const bytes: Uint8Array<ArrayBuffer> = now.sort(Buffer.from('ba'))
  expect([x.buffer, indices.buffer, own.buffer].every((buffer) => buffer instanceof ArrayBuffer)).toBe(true)
  expect(sums).toEqual(Float64Array.of(1, 3))
  expect([...bytes]).toEqual([97, 98])
})

test('a result with out has the type of out, and is out', async () => {
  const x = Float64Array.of(3, 1, 2)
  expectTypeOf(now.sort(x, { out: shared })).toEqualTypeOf<Float64Array<SharedArrayBuffer>>()
  expectTypeOf(now.sort(shared, { out: x })).toEqualTypeOf<Float64Array<ArrayBuffer>>()
  expectTypeOf(later.cumsum(x, { out: shared, copy: true })).resolves.toEqualTypeOf<Float64Array<SharedArrayBuffer>>()
  const perhaps: { out?: Float64Array } = {}
  expectTypeOf(now.sort(x, perhaps)).toEqualTypeOf<Float64Array>()
  expect(now.sort(x, { out: shared })).toBe(shared)
  expect(await later.sort(x, { out: shared })).toBe(shared)
})

test('arrays of one class go together over any buffers, in both orders', async () => {
  const x = Float64Array.of(1, 2, 3)
  shared.set(x)
  const values: number[] = [
    now.dot(x, shared),
    now.dot(shared, x),
    await later.dot(x, shared),
    await later.dot(shared, x),
  ]
  expect(values).toEqual([14, 14, 14, 14])
})

test('quantile takes what may be a level or several', () => {
  const levels = (several: boolean): number | number[] => (several ? [0, 1] : 0.5)
  expectTypeOf(now.quantile(shared, levels(true))).toEqualTypeOf<number | Float64Array<ArrayBuffer>>()
  expectTypeOf(later.quantile(shared, levels(true))).resolves.toEqualTypeOf<number | Float64Array<ArrayBuffer>>()
  expect(now.quantile(Float64Array.of(1, 3), levels(true))).toEqual(Float64Array.of(1, 3))
  expect(now.quantile(Float64Array.of(1, 3), levels(false))).toBe(2)
})

test('arguments that do not fit are refused by the compiler', () => {
  const refused = () => {
    const x = new Float64Array(3)
    // @ts-expect-error two classes
    now.dot(x, new Float32Array(3))
    // @ts-expect-error an out of another class
    now.sort(x, { out: new Float32Array(3) })
    // @ts-expect-error the result is over a SharedArrayBuffer
    const plain: Float64Array<ArrayBuffer> = now.sort(x, { out: shared })
    // @ts-expect-error a comparator is no option
    now.sort(x, (a: number, b: number) => b - a)
    // @ts-expect-error a misspelt option
    now.variance(x, { ddoff: 1 })
    // @ts-expect-error a call that runs at once has no signal
    now.sort(x, { signal: new AbortController().signal })
    // @ts-expect-error a signal is an option by its name
    later.sort(x, new AbortController().signal)
    return plain
  }
  expectTypeOf(refused).toBeFunction()
})

/** What the compiler says of a program for a runtime with the language features of `lib`. */
function problems(program: string, lib: string): string[] {
  const file = join(root, '__test__', 'types', 'virtual.ts')
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    lib: [lib],
    types: ['node'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
  }
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists } = host
  host.fileExists = (name) => name === file || fileExists(name)
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, program, ts.ScriptTarget.ESNext) : getSourceFile(name, ...rest)
  return ts
    .getPreEmitDiagnostics(ts.createProgram([file], options, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}

test('where the language has Float16Array, results are of that type; where it has not, the types stand without it', () => {
  const half = `import { dot, cumsum, sort } from 'allcores'
    const h = new Float16Array(3)
    const s: Float16Array<ArrayBuffer> = sort(h)
    const c: Float16Array<ArrayBuffer> = cumsum(h)
    const shared = new Float16Array(new SharedArrayBuffer(6))
    const o: Float16Array<SharedArrayBuffer> = sort(h, { out: shared })
    const d: number = dot(h, shared) + dot(shared, h)
    export { s, c, o, d }`
  expect(problems(half, 'lib.esnext.d.ts')).toEqual([])
  expect(problems(half, 'lib.es2023.d.ts')).toContainEqual(expect.stringContaining("'Float16Array'"))
  expect(problems(`${half.split('\n')[0]}\nsort(new Float32Array(1))`, 'lib.es2023.d.ts')).toEqual([])
})
