/** The processes that carry a mark in their environment, whoever is their parent by now. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Their ids. On Windows, which does not tell the environment of a process, none is found. */
export function marked(mark) {
  if (process.platform === 'win32') return []
  return process.platform === 'linux' ? inProc(mark) : inPs(mark)
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
