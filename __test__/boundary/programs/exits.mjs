/** Ends the process in some way with background work in flight, or with none. Usage: exits.mjs WAY. */
import * as later from 'allcores/promises'

const big = new Float64Array(2_000_000).map(Math.random)
switch (process.argv[2]) {
  case 'exit':
    for (let i = 0; i < 8; i++) later.sort(big)
    process.exit(0)
    break
  case 'throw':
    for (let i = 0; i < 8; i++) later.sort(big)
    process.on('uncaughtException', () => process.exit(7))
    throw new Error('on purpose')
  case 'pending':
    later.sort(big).then((sorted) => console.log(sorted.length))
    break
  case 'idle':
    await later.sum(big)
    console.log('idle')
    break
}
