/**
 * Runs random programs compiled and as a plain loop, and prints what differs, as JSON:
 * `node compare.mjs FIRST COUNT` for the seeds from FIRST on. The instruction set is that of `ALLCORES_ISA`, which is why
 * this is a process of its own.
 */
import { info, map } from '../../../dist/index.js'
import { difference, expected, program } from './programs.mjs'

const [first, count] = process.argv.slice(2).map(Number)
const failures = []
for (let seed = first; seed < first + count; seed++) {
  const { source, inputs, consts, dtype, ...rest } = program(seed)
  const wanted = expected({ source, inputs, consts, dtype, ...rest })
  try {
    const fn = new Function(`return (${source})`)()
    const got = map(fn, ...inputs, { consts, dtype, strict: true, timeout: 20_000 })
    const at = difference(got, wanted)
    if (at >= 0) failures.push({ seed, at, got: String(got[at]), wanted: String(wanted[at]), source })
  } catch (error) {
    failures.push({ seed, error: `${error.code}: ${error.message}`, source })
  }
}
console.log(JSON.stringify({ isa: info().isa, first, count, failures }))
