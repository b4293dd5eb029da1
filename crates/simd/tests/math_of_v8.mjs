/**
 * Writes what V8 gives for functions of `Math` to math_of_v8.txt, which host_math_is_v8s.rs reads.
 *
 * To be run by a Node whose pow is fdlibm's: up to version 22, or with `--no-use-std-math-pow`. A line has the name,
 * the arguments and the result; numbers are their bits in hexadecimal, and any NaN is `nan`.
 */
import { writeFileSync } from 'node:fs'
import { arities, functionOf, points, usualPoints } from '../examples/points.mjs'

const perFunction = 160
const bits = new DataView(new ArrayBuffer(8))
const text = (value) => {
  if (Number.isNaN(value)) return 'nan'
  bits.setFloat64(0, value)
  return bits.getBigUint64(0).toString(16)
}

if (10 ** Number('-5') === 1e-5) throw new Error('the pow of this Node is that of the C library')
const lines = []
for (const [name, arity] of Object.entries(arities)) {
  const values = [...points(arity, perFunction), ...usualPoints(name, arity, perFunction / 2)]
  for (let i = 0; i < values.length; i += arity) {
    const parameters = values.slice(i, i + arity)
    lines.push(
      [name.replace(/^hypot./, 'hypot'), ...parameters.map(text), text(functionOf(name)(...parameters))].join(' '),
    )
  }
}
writeFileSync(new URL('math_of_v8.txt', import.meta.url), `${lines.join('\n')}\n`)
