/**
 * Draws the Mandelbrot set: `node examples/mandelbrot/main.js [--width 1200] [--limit 500] [--out mandelbrot.png] [--compare]`.
 *
 * Two plain functions, compiled: one gives the escape time of every point, the other the bytes of a colour channel.
 * `--compare` does the same in plain loops, says how long both took, and checks that every byte is the same.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { kernel } from 'allcores'
import { png } from './png.js'
import { escapeTime, shade } from './set.js'

const { values } = parseArgs({
  options: {
    width: { type: 'string', default: '1200' },
    limit: { type: 'string', default: '500' },
    out: { type: 'string', default: 'mandelbrot.png' },
    compare: { type: 'boolean', default: false },
  },
})
const [width, limit] = [values.width, values.limit].map(Number)
if (!(Number.isInteger(width) && width > 0 && Number.isInteger(limit) && limit > 0)) {
  console.error('--width and --limit must be positive integers')
  process.exit(2)
}
const height = Math.ceil((width * 2) / 3)
const count = width * height
const PHASES = [0.9, 0.5, 0.1]

const re = new Float64Array(count).map((_, i) => -2.1 + (3 * (i % width)) / width)
const im = new Float64Array(count).map((_, i) => -1 + (2 * Math.floor(i / width)) / height)

const times = kernel(escapeTime)
const channel = kernel(shade, { dtype: 'uint8clamped' })

const [picture, compiled] = timed(() => {
  const time = times(re, im, limit)
  return PHASES.map((phase) => channel(time, phase))
})
writeFileSync(values.out, png(width, height, interleaved(picture)))
console.log(`${values.out}: ${width} × ${height}, ${compiled.toFixed(0)} ms`)

if (values.compare) {
  const [loops, plain] = timed(() => {
    const time = re.map((x, i) => escapeTime(x, im[i], limit))
    return PHASES.map((phase) => Uint8ClampedArray.from(time, (t) => shade(t, phase)))
  })
  const same = picture.every((bytes, k) => bytes.every((byte, i) => byte === loops[k][i]))
  console.log(`plain loops: ${plain.toFixed(0)} ms, ${(plain / compiled).toFixed(1)} times as long`)
  console.log(same ? 'every byte is the same' : 'the pictures differ')
  process.exitCode = same ? 0 : 1
}

function timed(work) {
  const start = performance.now()
  const result = work()
  return [result, performance.now() - start]
}

function interleaved(channels) {
  const pixels = new Uint8Array(3 * count)
  for (let k = 0; k < 3; k++) for (let i = 0; i < count; i++) pixels[3 * i + k] = channels[k][i]
  return pixels
}
