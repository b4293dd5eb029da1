/** What an access log says, by one regular expression per line: slow, short, and nothing of the example's code. */
import { LineReader } from '../../examples/access-log/lines.js'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const QUOTED = String.raw`"((?:[^"\\]|\\.)*)"`
const LINE = new RegExp(
  String.raw`^[^ ]+ [^ ]+ (?:(?! \[).)+ \[(\d\d)/(\w{3})/(\d{4}):([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60) ` +
    String.raw`([+-])([01]\d|2[0-3])([0-5]\d)\] ${QUOTED} (\d{3}) (-|\d{1,15})` +
    String.raw`(?: ${QUOTED}(?: ${QUOTED})+)?(?: (-|\d+|\d+\.\d+))?\r?$`,
  's',
)

export interface Row {
  time: number
  status: number
  bytes: number
  latency: number | undefined
  path: string
}

/** The row of a line, or undefined where it is malformed. The text is Latin-1, one character per byte. */
export function rowOf(line: string): Row | undefined {
  const match = LINE.exec(line)
  if (match === null) return undefined
  const [, day, month, year, hour, minute, second, sign, zoneHour, zoneMinute, request, status, bytes] = match
  const seconds = match.at(-1)
  if (seconds !== undefined && seconds.replace('.', '').length > 15) return undefined
  const midnight = new Date(`${year}-${String(MONTHS.indexOf(month!) + 1).padStart(2, '0')}-${day}T00:00:00Z`)
  if (Number.isNaN(midnight.getTime()) || midnight.getUTCDate() !== Number(day)) return undefined
  const zone = Number(`${sign}1`) * (Number(zoneHour) * 3600 + Number(zoneMinute) * 60)
  return {
    time: midnight.getTime() / 1000 + Number(hour) * 3600 + Number(minute) * 60 + Number(second) - zone,
    status: Number(status),
    bytes: bytes === '-' ? 0 : Number(bytes),
    latency: seconds === undefined || seconds === '-' ? undefined : Number(seconds) / (seconds.includes('.') ? 1 : 1e6),
    path: request!.split(' ')[1]?.split('?')[0] ?? '',
  }
}

/** What the whole log says. Blank lines are nothing. */
export function logOf(text: string) {
  const rows: Row[] = []
  const malformed: number[] = []
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  lines.forEach((line, i) => {
    const row = rowOf(line)
    if (row !== undefined) rows.push(row)
    else if (line !== '' && line !== '\r') malformed.push(i + 1)
  })
  return { rows, malformed, lines: lines.length }
}

/** Requests and bytes of every path, as text. */
export function pathsOf(rows: Row[]) {
  const paths = new Map<string, { requests: number; bytes: number }>()
  for (const { path, bytes } of rows) {
    const name = Buffer.from(path, 'latin1').toString('utf8') || '-'
    const entry = paths.get(name) ?? { requests: 0, bytes: 0 }
    paths.set(name, { requests: entry.requests + 1, bytes: entry.bytes + bytes })
  }
  return paths
}

/** What the example reads from the chunks. */
export function read(...chunks: Buffer[]) {
  const reader = new LineReader(1)
  for (const chunk of chunks) reader.write(chunk)
  return reader.finish()
}
