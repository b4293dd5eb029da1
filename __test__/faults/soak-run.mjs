/**
 * Runs a soak in a program of its own and judges its rounds: nothing was wrong in any of them, and at the end the program
 * holds no more than it did when it was warm. The bounds are for noise; what leaks with every fault passes them in minutes.
 */
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { leftovers } from './processes.mjs'

const MIB = 2 ** 20
/** How much more a program may hold at the end than when it was warm. */
const GROWTH = { heap: 4 * MIB, rss: 96 * MIB, files: 8, keepsAlive: 0 }
/** Worker processes at rest, and the program itself. */
const PROCESSES = { thread: 1, process: 3 }

/**
 * @param {{ kind: 'thread' | 'process', seed: number, calls: number, rounds?: number, seconds?: number }} request
 * @param {(round: object) => void} [onRound]
 * @returns {Promise<{ rounds: object[], problems: string[] }>}
 */
export async function soak(request, onRound = () => {}) {
  const program = fileURLToPath(new URL('soak.mjs', import.meta.url))
  const mark = randomUUID()
  const child = spawn(process.execPath, ['--expose-gc', '--no-warnings', program, JSON.stringify(request)], {
    env: { ...process.env, ALLCORES_FAULTS: mark },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complaint = (complaint + text).slice(-2000)
  })
  const ended = once(child, 'exit')
  const rounds = []
  for await (const line of createInterface({ input: child.stdout })) {
    const round = JSON.parse(line)
    rounds.push(round)
    onRound(round)
  }
  const [code, signal] = await ended
  const problems = [...rounds.flatMap(({ wrong }) => wrong), ...growth(request.kind, rounds)]
  if (code !== 0 && problems.length === 0) problems.push(`the program ended with ${signal ?? code}: ${complaint}`)
  const left = await leftovers(mark)
  if (left > 0) problems.push(`${left} processes are left behind`)
  return { rounds, problems }
}

/** What grew from the rounds after the first third to the last. */
function growth(kind, rounds) {
  const third = Math.ceil(rounds.length / 3)
  const warm = rounds.slice(third, 2 * third)
  const late = rounds.slice(-third)
  const problems = Object.entries(GROWTH).flatMap(([what, allowed]) => {
    const [before, after] = [warm, late].map((part) => median(part.map((round) => round[what])))
    return after - before > allowed ? [`${what} grew from ${before} to ${after}`] : []
  })
  const most = Math.max(...rounds.map(({ processes }) => processes))
  if (most > PROCESSES[kind]) problems.push(`${most} processes at rest`)
  return problems
}

function median(values) {
  return values.sort((a, b) => a - b)[values.length >> 1]
}
