/**
 * Runs cells, each in a program of its own, and judges them from outside: how many of its promises settled, how many as
 * they had to, whether the program lived, ended by itself, and left no process behind. All processes of a cell are known
 * by a mark in their environment, which workers inherit.
 */
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { leftovers, marked } from './processes.mjs'
import { faults, shapesFor } from './table.mjs'

const here = (file) => fileURLToPath(new URL(file, import.meta.url))

/**
 * Lets `count` jobs run at a time; the others wait for their turn.
 * @param {number} count
 * @returns {<T>(job: () => Promise<T>) => Promise<T>}
 */
export function lanes(count) {
  const waiting = []
  const next = () => {
    while (count > 0 && waiting.length > 0) {
      count -= 1
      waiting.shift()()
    }
  }
  return async (job) => {
    await new Promise((turn) => {
      waiting.push(turn)
      next()
    })
    try {
      return await job()
    } finally {
      count += 1
      next()
    }
  }
}

/**
 * @param {import('./contenders/index.mjs').Contender} contender
 * @param {string} name a fault of the table
 * @param {{ bound: number, bytes: number, total: number }} limits ms a shape may wait, bytes of a large message, ms in all
 */
export async function runCell(contender, name, { bound, bytes, total }) {
  const folder = mkdtempSync(join(tmpdir(), 'allcores-faults-'))
  const file = join(folder, 'events')
  const mark = randomUUID()
  const fault = faults[name]
  const shapes = shapesFor(fault, contender.can)
  const request = { contender, fault, shapes, file, bound: bound * (fault.patience ?? 1), bytes }
  const [program, ...args] = contender.command ?? [
    contender.node ?? process.execPath,
    ...flags(fault),
    here('cell.mjs'),
  ]
  const started = Date.now()
  const child = spawn(program, [...args, JSON.stringify(request)], {
    env: { ...process.env, ALLCORES_FAULTS: mark },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const orphans = shapes.includes('orphans') ? killed(child, file, mark) : undefined
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complaint = (complaint + text).slice(-2000)
  })
  const killer = setTimeout(() => child.kill('SIGKILL'), total)
  const [code, signal] = await new Promise((resolve) => {
    child.on('error', (error) => resolve([String(error), null]))
    child.on('exit', (...how) => resolve(how))
  })
  clearTimeout(killer)
  const ms = Date.now() - started
  const left = await leftovers(mark)
  child.stderr.destroy()
  const events = read(file)
  rmSync(folder, { recursive: true, force: true })
  const verdict = orphans ? bereaved(await orphans, left) : judge(events, { code, signal, complaint })
  const { submitted, right, died, kept } = verdict
  const ok = submitted > 0 && right === submitted && died === undefined && kept === undefined && left === 0
  return { contender: contender.id, kind: contender.kind, fault: name, ms, ...verdict, left, ok }
}

/** Kills the program when it says that it is ready for that; resolves to how many processes it had by then. */
async function killed(child, file, mark) {
  while (child.exitCode === null && child.signalCode === null) {
    if (read(file).some(({ event }) => event === 'up')) {
      const { length } = marked(mark)
      child.kill('SIGKILL')
      return length - 1
    }
    await sleep(50)
  }
  return 0
}

/** The processes of a program that was killed have to be gone. */
function bereaved(count, left) {
  const gone = count - left
  return { submitted: count, settled: gone, right: gone, hung: [], wrong: [], died: undefined, kept: undefined }
}

/** What the events of a program say, and how it ended. One that is held ends itself, with an error. */
function judge(events, { code, signal, complaint }) {
  const of = (kind) => events.filter(({ event }) => event === kind)
  const labels = new Map(of('submitted').map(({ id, what }) => [id, what]))
  const answers = of('settled')
  const wrong = answers.filter(({ wrong }) => wrong !== undefined).map(({ id, wrong }) => `${labels.get(id)}: ${wrong}`)
  const settled = new Set(answers.map(({ id }) => id))
  const [held] = of('held')
  const lived = of('done').length > 0 && (code === 0 || held !== undefined)
  return {
    submitted: labels.size,
    settled: settled.size,
    right: settled.size - wrong.length,
    hung: [...labels].filter(([id]) => !settled.has(id)).map(([, label]) => label),
    wrong,
    died: lived ? undefined : `${signal ?? `exit code ${code}`}: ${complaint.trim()}`,
    kept: held?.by,
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
  } catch {
    return []
  }
}

/** The flags of Node for a fault; workers inherit them. */
function flags({ memory, start }) {
  return [
    '--no-warnings',
    ...(memory === undefined ? [] : [`--max-old-space-size=${memory * 2}`]),
    ...(start === undefined ? [] : ['--import', new URL('preload.mjs', import.meta.url).href]),
  ]
}
