/** How the table of faults reads: a Markdown table for each kind of worker, a row for each fault. */

const KINDS = { thread: 'Threads', process: 'Processes' }

/** What became of a cell, in few words. */
export function cellText({ submitted, right, hung, died, kept, left }) {
  const marks = [
    hung.length > 0 && `${hung.length} ${hung.length === 1 ? 'hangs' : 'hang'}`,
    died !== undefined && 'the program dies',
    kept !== undefined && 'the program does not end',
    left > 0 && `${left} left behind`,
  ].filter(Boolean)
  return [`${right}/${submitted}`, ...marks].join(', ')
}

/** All tables, with the machine and the versions. */
export function tables({ machine, contenders, cells, limits }) {
  const memory = `${Math.round(machine.memory / 2 ** 30)} GiB`
  const where = `${machine.platform}, ${machine.cores} cores (${machine.cpu}), ${memory}, load ${machine.load.toFixed(1)}`
  const parts = Object.entries(KINDS).map(([kind, title]) =>
    table(
      title,
      contenders.filter((contender) => contender.kind === kind),
      cells.filter((cell) => cell.kind === kind),
    ),
  )
  const bound = `A promise that has not settled ${limits.bound / 1000} s after the last thing that could settle it hangs.`
  return [`Measured on ${where}. ${bound}`, ...parts.filter(Boolean)].join('\n\n')
}

function table(title, contenders, cells) {
  if (cells.length === 0) return undefined
  const names = [...new Set(cells.map(({ fault }) => fault))]
  const find = (fault, { id }) => cells.find((cell) => cell.fault === fault && cell.contender === id)
  const text = (cell) => (cell === undefined ? '–' : cellText(cell))
  const rows = names.map((fault) => [fault, ...contenders.map((contender) => text(find(fault, contender)))])
  const all = [
    'all cells',
    ...contenders.map((contender) => share(cells.filter(({ contender: id }) => id === contender.id))),
  ]
  const head = [
    title,
    ...contenders.map(({ id, version, runtime }) => `${id} ${version ?? ''} (${runtime})`.replace('  ', ' ')),
  ]
  return markdown([head, ...rows, all])
}

function share(cells) {
  return `${cells.filter(({ ok }) => ok).length} of ${cells.length} as they should`
}

/** Columns as wide as their widest cell, as formatters of Markdown have them. */
function markdown(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  const line = (cells) => `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`
  return [
    line(rows[0]),
    `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`,
    ...rows.slice(1).map(line),
  ].join('\n')
}
