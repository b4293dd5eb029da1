/**
 * Takes the memory of a background call away while it runs. Usage: taken-memory.mjs WAY. Prints `right`
 * when every call gave the answer for the elements as they were when it was made.
 */
import assert from 'node:assert/strict'
import * as later from 'allcores/promises'

const N = 400_000

const WAYS = {
  resize: { make: () => new ArrayBuffer(8 * N, { maxByteLength: 8 * N }), take: (buffer) => buffer.resize(0) },
  transfer: { make: () => new ArrayBuffer(8 * N), take: transferred },
  clone: { make: () => new ArrayBuffer(8 * N), take: (buffer) => structuredClone(buffer, { transfer: [buffer] }) },
  gc: { make: () => new ArrayBuffer(8 * N), take: () => globalThis.gc() },
  'gc-shared': { make: () => new SharedArrayBuffer(8 * N), take: () => globalThis.gc() },
}

/** `ArrayBuffer.prototype.transfer` came with Node 21; before it only a message channel detaches. */
function transferred(buffer) {
  if (buffer.transfer) return buffer.transfer()
  const { port1, port2 } = new MessageChannel()
  port1.postMessage(buffer, [buffer])
  port1.close()
  port2.close()
}

const { make, take } = WAYS[process.argv[2]]
const values = Float64Array.from({ length: N }, (_, i) => (i * 7919) % N)
const sorted = values.toSorted()
const SQUARES = Number(values.reduce((total, value) => total + BigInt(value) ** 2n, 0n))
const starts = [
  (x) => later.sort(x).then((got) => assert.deepEqual(got, sorted)),
  (x) => later.cumsum(x).then((got) => assert.equal(got[N - 1], (N * (N - 1)) / 2)),
  (x) => later.argsort(x).then((got) => assert.equal(values[got[1]], 1)),
  (x) => later.quantile(x, [0, 1]).then((got) => assert.deepEqual([...got], [0, N - 1])),
  (x) => later.histogram(x).then(({ counts }) => assert.deepEqual([...counts], Array(10).fill(N / 10))),
  (x) => later.sum(x).then((got) => assert.equal(got, (N * (N - 1)) / 2)),
  (x) => later.max(x).then((got) => assert.equal(got, N - 1)),
  (x) => later.dot(x, x).then((got) => assert.equal(got, SQUARES)),
]
for (let round = 0; round < 5; round++) {
  const calls = starts.map((start) => {
    const buffer = make()
    const x = new Float64Array(buffer)
    x.set(values)
    const call = start(x)
    take(buffer)
    return call
  })
  if (globalThis.gc) globalThis.gc()
  await Promise.all(calls)
}
// An output that is taken away is a clear error, and never a write to where it was.
if (process.argv[2] === 'transfer' || process.argv[2] === 'clone') {
  const out = new Float64Array(N)
  const call = later.sort(values, { out })
  take(out.buffer)
  await assert.rejects(call, { name: 'TypeError', code: 'DETACHED' })
}
console.log('right')
