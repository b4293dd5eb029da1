/**
 * The data of the array cases: the same numbers in every run, so that two runs differ in the machine alone. Floats are
 * uniform in (0, 1), integers in ±10⁶. Other processes read them from files, so nobody is timed on easier data.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const dtypes = { float64: Float64Array, float32: Float32Array, int32: Int32Array }

/** `n` numbers from a seed: Marsaglia's xorshift, 32 bits of which are plenty for what is measured here. */
export function numbers(dtype, n, seed) {
  let state = seed
  const next = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) + 0.5
  }
  const values = new dtypes[dtype](n)
  const [scale, offset] = dtype === 'int32' ? [2e6, -1e6] : [1, 0]
  for (let i = 0; i < n; i++) {
    const unit = (next() + next() / 2 ** 32) / 2 ** 32
    values[i] = Math.min(unit, 1 - 2 ** -24) * scale + offset
  }
  return values
}

/** A folder for files that other processes read; it goes when this process does. */
export function exchange() {
  const folder = mkdtempSync(join(tmpdir(), 'allcores-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return {
    put(name, values) {
      const file = join(folder, name)
      writeFileSync(file, values)
      return file
    },
  }
}
