/** Writes a small sample log to the path that is its first argument, on as many workers as the second says. */
import { writeSample } from '../../../examples/access-log/generate.js'

const [path, workers] = process.argv.slice(2)
const written = new BigInt64Array(new SharedArrayBuffer(8))
await writeSample(path, { workers: Number(workers), written, blocks: 10, bytes: 20_000 })
process.stdout.write(String(written[0]))
