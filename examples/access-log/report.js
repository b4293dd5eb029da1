/** The report for people: what a run found, in as many columns as the terminal has. */
import { styleText } from 'node:util'
import { bar, byteSize, count, cut, duration, instant, percent, printable } from './format.js'

const INDENT = '  '
const NARROWEST = 60
const WIDEST = 110

/**
 * @param {NodeJS.WriteStream} stream
 * @returns {{ width: number, style: (format: import('node:util').ForegroundColors | 'bold' | 'dim', text: string) => string }}
 */
export function screenOf(stream) {
  const coloured = stream.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb'
  return {
    width: Math.min(WIDEST, Math.max(NARROWEST, (stream.isTTY && stream.columns) || 80)),
    style: (format, text) => (coloured ? styleText(format, text) : text),
  }
}

/**
 * @param {Awaited<ReturnType<import('./analyse.js').analyse>>['summary']} summary
 * @param {ReturnType<typeof screenOf>} screen
 */
export function report(summary, screen) {
  const sections = [overview(summary, screen)]
  if (summary.requests > 0) {
    sections.push(statuses(summary, screen), paths(summary, screen), latency(summary, screen))
  }
  if (summary.malformed.count > 0) sections.push(malformed(summary, screen))
  return `${sections.map((lines) => lines.map((line) => (INDENT + line).trimEnd()).join('\n')).join('\n\n')}\n`
}

const heading = (text, screen) => screen.style('bold', text)

function overview({ requests, bytes, time, warnings }, screen) {
  const row = (name, value, note = '') =>
    `${name.padEnd(12)}${screen.style('bold', value.padStart(12))}   ${note}`.trimEnd()
  const lines = [row('Requests', count(requests), time ? `${instant(time.from)} to ${instant(time.to)} UTC` : '')]
  if (bytes) {
    const note = `${byteSize(bytes.mean)} on average, ${byteSize(bytes.max)} at most`
    lines.push(row('Bytes sent', byteSize(bytes.total), note))
  }
  for (const { file, warning } of warnings) {
    lines.push(screen.style('yellow', `${printable(file)}: ${warning}; what could be read of it is counted`))
  }
  return lines
}

/** Names, counts, shares, and bars as long as the screen allows, the longest for the greatest count. */
function bars(rows, total, screen) {
  const nameWidth = Math.max(...rows.map(({ name }) => name.length))
  const countWidth = count(total).length
  const barWidth = screen.width - INDENT.length - nameWidth - countWidth - 14
  const most = Math.max(...rows.map((row) => row.count))
  return rows.map((row) => {
    const numbers = `${count(row.count).padStart(countWidth)} ${percent(row.count, total).padStart(8)}`
    return `${row.name.padStart(nameWidth)}  ${numbers}  ${screen.style(row.colour, bar(row.count / most, barWidth))}`
  })
}

const STATUS_COLOURS = { '2xx': 'green', '3xx': 'cyan', '4xx': 'yellow', '5xx': 'red' }

function statuses({ status, requests }, screen) {
  const rows = Object.entries(status)
    .filter(([, n]) => n > 0)
    .map(([name, n]) => ({ name, count: n, colour: STATUS_COLOURS[name] ?? 'gray' }))
  return [heading('Status', screen), ...bars(rows, requests, screen)]
}

function paths({ paths: { distinct, top }, requests }, screen) {
  const width = count(top[0].requests).length
  const lines = top.map(({ path, requests: n, bytes }) => {
    const numbers = `${count(n).padStart(width)} ${percent(n, requests).padStart(8)} ${byteSize(bytes).padStart(9)}`
    return `${numbers}  ${cut(printable(path), screen.width - INDENT.length - numbers.length - 2)}`
  })
  const note = `of ${count(distinct)}, by requests, with their bytes`
  return [`${heading('Top paths', screen)}  ${screen.style('dim', note)}`, ...lines]
}

function latency({ latency: times, requests }, screen) {
  if (times === null) return [`${heading('Request time', screen)}  no request times in this log`]
  const figures = ['mean', 'p50', 'p95', 'p99', 'max']
    .map((name) => `${screen.style('dim', name)} ${screen.style('bold', duration(times[name]))}`)
    .join('   ')
  const { edges, counts } = times.histogram
  const rows = counts
    .map((n, i) => ({ name: `${duration(edges[i])} – ${duration(edges[i + 1])}`, count: n, colour: 'blue' }))
    .filter((row) => row.count > 0)
  const missing = requests - times.requests
  return [
    `${heading('Request time', screen)}   ${figures}`,
    ...bars(rows, times.requests, screen),
    ...(missing > 0 ? [screen.style('dim', `${count(missing)} requests have no request time`)] : []),
  ]
}

function malformed({ malformed: { count: total, first } }, screen) {
  const title = `${heading('Malformed lines', screen)}  ${count(total)}`
  const lines = first.map(({ file, line, text }) => {
    return `${screen.style('dim', `${printable(file)}:${line}`)}\n${INDENT}${INDENT}${text}`
  })
  return [total > first.length ? `${title}, the first ${first.length} of them:` : title, ...lines]
}

/**
 * @param {Awaited<ReturnType<import('./compare.js').measure>>} runs
 * @param {ReturnType<typeof screenOf>} screen
 */
export function speed({ bytes, runs, speedup, identical }, screen) {
  const lines = runs.map(({ workers, seconds }) => {
    const name = `${workers} worker${workers === 1 ? '' : 's'}`
    return `${name.padEnd(12)}${duration(seconds).padStart(10)}${`${byteSize(bytes / seconds)}/s`.padStart(14)}`
  })
  if (runs.length === 2) {
    const verdict = identical
      ? screen.style('green', 'both results agree to the bit')
      : screen.style('red', 'THE RESULTS DIFFER')
    lines.push(`${screen.style('bold', `${speedup.toFixed(2)} times as fast`)}; ${verdict}`)
  }
  return `\n${[heading('Speed', screen), ...lines].map((line) => INDENT + line).join('\n')}\n`
}
