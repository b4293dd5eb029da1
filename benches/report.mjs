/** How a report reads on a terminal: a line for each case, the ratios of the others beside allcores' own time. */

const CASE = 38
const COLUMN = 13

/** The head of a group's table. */
export function head(title, baseline, columns) {
  const cells = [baseline, '±', ...columns].map((cell) => cell.padStart(COLUMN))
  return `\n${title.padEnd(CASE)}${cells.join('')}`
}

/** The line of a case. */
export function line({ name, dtype, n, unit, baseline, contenders }, columns) {
  const first = contenders[baseline]
  const amount = unit === 'ms' ? duration(first.ms) : `${first[unit].toPrecision(3)} ${unit}`
  const cells = [
    amount,
    percent(first.spread, first[unit]),
    ...columns.map((column) => cell(contenders[column], column)),
  ]
  const label = `${name} ${dtype} ${size(n)}`
  return label.padEnd(CASE) + cells.map((text) => text.padStart(COLUMN)).join('')
}

/** How the targets were met. */
export function verdicts(targets) {
  return targets.map(({ what, atLeast, atMost, measured, met }) => {
    const wanted = atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`
    return `${met ? 'met   ' : 'MISSED'} ${what}: ${measured.toFixed(2)}, wanted ${wanted}`
  })
}

function cell(contender, column) {
  if (contender === undefined) return '–'
  const wrong = contender.agrees === false ? '!' : ''
  return wrong + contender.ratio.toFixed(2) + (column === 'memory' ? '' : '×')
}

function size(n) {
  return n < 1000 ? String(n) : n.toExponential().replace('+', '')
}

function duration(ms) {
  const [value, unit] = ms < 1e-3 ? [ms * 1e6, 'ns'] : ms < 1 ? [ms * 1e3, 'µs'] : [ms, 'ms']
  return `${value.toPrecision(3)} ${unit}`
}

/** Half of the distance between the rounds' quartiles, in percent of their median. */
function percent([lower, upper], middle) {
  return `${((50 * (upper - lower)) / middle).toFixed(0)} %`
}
