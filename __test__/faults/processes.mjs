/**
 * The processes of a program, whoever is their parent by now: they carry a mark, ALLCORES_FAULTS, in their environment,
 * which workers inherit.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** How long a process may live on after its program, ms. */
const GONE = 2000

/** Their ids. On Windows, which does not tell the environment of a process, none is found. */
export function marked(id) {
  const mark = `ALLCORES_FAULTS=${id}`
  if (process.platform === 'win32') return []
  return process.platform === 'linux' ? inProc(mark) : inPs(mark)
}

/** Waits until no process with this mark is left; those that stay are counted and ended. */
export async function leftovers(mark) {
  const until = Date.now() + GONE
  for (;;) {
    const pids = marked(mark)
    if (pids.length === 0) return 0
    if (Date.now() < until) {
      await sleep(100)
      continue
    }
    for (const pid of pids) process.kill(pid, 'SIGKILL')
    return pids.length
  }
}

/** A process that has ended and was not waited for has no environment, and is not listed. */
function inProc(mark) {
  const carries = (pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(mark)
    } catch {
      return false
    }
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && carries(name))
    .map(Number)
}

function inPs(mark) {
  const lines = execFileSync('ps', ['-axwwE', '-o', 'pid=,command='], { encoding: 'utf8', maxBuffer: 2 ** 26 }).split(
    '\n',
  )
  return lines.filter((line) => line.includes(mark)).map((line) => Number.parseInt(line, 10))
}
