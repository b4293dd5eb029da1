/**
 * The job itself: ranges of the files go to the pool's workers, their columns come back as shared memory, are laid end
 * to end in the order of the files, and the statistics are taken of the whole columns by the native functions. The
 * result depends on the files alone, to the last bit, and not on how many workers there were.
 */
import { histogram, max, mean, min, Pool, quantile, std, sum } from 'allcores'
import { concatenate } from './columns.js'
import { EXCERPTS } from './lines.js'
import { addPaths } from './paths.js'
import { plan } from './ranges.js'

const TASKS = new URL('./task.js', import.meta.url).href
const TOP_PATHS = 10
const STATUS_CLASSES = ['1xx', '2xx', '3xx', '4xx', '5xx']
/** A bin holds its lower edge; only the last holds its upper one, which is therefore the last status and not 600. */
const STATUS_EDGES = [100, 200, 300, 400, 500, 599]

/**
 * @param {import('./ranges.js').Source[]} sources
 * @param {object} options
 * @param {number} options.workers
 * @param {BigInt64Array} options.read one element in shared memory, to which the workers add the bytes they read
 */
export async function analyse(sources, { workers, read }) {
  const tasks = sources.flatMap((source) => plan(source)).map((range) => ({ range, read, module: TASKS }))
  const pool = new Pool({ workers })
  const parts = []
  const paths = new Map()
  try {
    const parse = async (task) => (await import(task.module)).parseRange(task)
    for await (const part of pool.imap(parse, tasks, { chunkSize: 1 })) {
      addPaths(paths, part.paths)
      parts.push({ ...part, source: tasks[parts.length].range.source })
    }
  } finally {
    await pool.close()
  }
  const columns = concatenate(parts.map((part) => part.columns))
  return { columns, paths, summary: summarise(parts, columns, paths) }
}

function summarise(parts, { time, status, bytes, latency }, paths) {
  const requests = status.length
  return {
    requests,
    time: requests === 0 ? null : { from: iso(min(time)), to: iso(max(time)) },
    bytes: requests === 0 ? null : { total: sum(bytes), mean: mean(bytes), max: max(bytes) },
    status: statusClasses(status),
    latency: latency.length === 0 ? null : latencies(latency),
    paths: { distinct: paths.size, top: topPaths(paths) },
    malformed: malformed(parts),
    warnings: parts.filter((part) => part.warning).map(({ source, warning }) => ({ file: source.name, warning })),
  }
}

const iso = (seconds) => new Date(seconds * 1000).toISOString()

function statusClasses(status) {
  const { counts } = histogram(status, { bins: STATUS_EDGES })
  const classes = Object.fromEntries(STATUS_CLASSES.map((name, i) => [name, counts[i]]))
  return { ...classes, other: status.length - sum(counts) }
}

function latencies(latency) {
  const [p50, p95, p99] = quantile(latency, [0.5, 0.95, 0.99])
  return {
    requests: latency.length,
    mean: mean(latency),
    std: std(latency),
    min: min(latency),
    p50,
    p95,
    p99,
    max: max(latency),
    histogram: latencyHistogram(latency),
  }
}

/** Edges at 0 and at 1, 2 and 5 of every power of ten, from a microsecond to above the maximum. */
function latencyHistogram(latency) {
  const most = max(latency)
  const edges = [0]
  for (let power = -6; edges.at(-1) <= most; power++) {
    for (const step of [1, 2, 5]) edges.push(Number(`${step}e${power}`))
  }
  return { edges, counts: [...histogram(latency, { bins: edges }).counts] }
}

function topPaths(paths) {
  return Array.from(paths, ([path, { requests, bytes }]) => ({ path, requests, bytes }))
    .sort((a, b) => b.requests - a.requests || b.bytes - a.bytes || (a.path < b.path ? -1 : 1))
    .slice(0, TOP_PATHS)
}

/** A range knows a line by its number in the range; the lines of the file's ranges before it make that its own. */
function malformed(parts) {
  const lines = new Map()
  const found = { count: 0, first: [] }
  for (const part of parts) {
    const before = lines.get(part.source) ?? 0
    lines.set(part.source, before + part.lines)
    found.count += part.malformed.count
    for (const { line, text } of part.malformed.first)
      found.first.push({ file: part.source.name, line: before + line, text })
  }
  return { count: found.count, first: found.first.slice(0, EXCERPTS) }
}
