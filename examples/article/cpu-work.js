/**
 * Processes that are started and joined, first one after the other, then all at once: `cpu_work.py` beside this file. It
 * differs in that `join` is awaited and gives the exit code, and in that numbers are doubles: totals above 2^53 are
 * rounded, and so both print seven digits.
 */
import { Process } from 'allcores'

function cpuWork(n) {
  let total = 0
  for (let i = 0; i < n; i++) total += i * i
  console.log(`cpu_work(${n}) = ${total.toExponential(6)}`)
}

const n = Number(process.argv[2] ?? 200_000_000)
const create = () => Array.from({ length: 4 }, (_, i) => new Process(cpuWork, { args: [n + i] }))

const start = performance.now()
for (const child of create()) {
  child.start()
  await child.join()
}
const middle = performance.now()
const children = create()
for (const child of children) child.start()
await Promise.all(children.map((child) => child.join()))
const end = performance.now()

console.log(`exit codes: ${children.map((child) => child.exitCode).join(' ')}`)
console.log(`one after the other: ${((middle - start) / 1000).toFixed(2)} s`)
console.log(`all at once: ${((end - middle) / 1000).toFixed(2)} s`)
