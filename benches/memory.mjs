/**
 * The machine's own limit, as a contender: the time in which it can read, or copy, as many bytes as a function has to.
 * It is measured by a program that shares no code with the kernels (crates/kernels/examples/bandwidth.rs), in the same
 * rounds as the function, because what a machine can do changes with what its neighbours do. Below the sizes that leave
 * the cores' own caches it would say nothing, and is left out.
 */
import { join } from 'node:path'
import { info } from 'allcores'
import { root, run } from '../scripts/command.mjs'

/** Least bytes of an array for which memory is the limit. */
const LARGE = 4e6
const REPEATS = 15

const built = await run(['cargo', 'build', '--release', '--locked', '-p', 'allcores-kernels', '--example', 'bandwidth'])
if (built.code !== 0) throw new Error(`cargo does not build the program that measures it (exit code ${built.code})`)
const extension = process.platform === 'win32' ? '.exe' : ''
const program = join(root, 'target', 'release', 'examples', `bandwidth${extension}`)

/** For `moves` see arrays.mjs. */
export function prepare({ x }) {
  if (x.byteLength < LARGE) return undefined
  return {
    contender(_name, moves) {
      if (moves === undefined) return undefined
      const { read = 0, copy = 0 } = moves
      async function sample(calls) {
        // As many bytes as the function goes over: two arrays may not fit a cache that holds one.
        const rates = await bandwidth(Math.round((x.byteLength / 8) * Math.max(read, copy)))
        return (calls * x.byteLength * (read / rates.read_gb_s + copy / rates.copy_gb_s)) / 1e6
      }
      return { name: 'memory', sample }
    },
  }
}

async function bandwidth(doubles) {
  const { code, output } = await run([program, doubles, info().threads, REPEATS].map(String))
  if (code !== 0) throw new Error(output)
  return JSON.parse(output)
}
