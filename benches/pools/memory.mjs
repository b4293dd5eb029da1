/**
 * The memory that a process and all its children take, as Linux accounts for it: a page that several processes share
 * counts for its part in each (PSS), so that their sum counts it once.
 */
import { readdirSync, readFileSync } from 'node:fs'

if (process.platform !== 'linux') throw new Error('only Linux tells the memory of processes')

const KIB_PER_MIB = 1024

/** The MiB of process `root` and of all that it started. */
export function treeMemory(root) {
  const parents = new Map(
    readdirSync('/proc')
      .filter(Number)
      .map((pid) => [Number(pid), parentOf(pid)]),
  )
  let kib = 0
  for (const pid of parents.keys()) {
    let ancestor = pid
    while (ancestor !== root && parents.has(ancestor)) ancestor = parents.get(ancestor)
    if (ancestor === root) kib += Number(read(`/proc/${pid}/smaps_rollup`).match(/^Pss:\s+(\d+)/m)?.[1] ?? 0)
  }
  return kib / KIB_PER_MIB
}

/** The fields after the name of the program, which is in parentheses and may have any in it, are the state and the parent. */
function parentOf(pid) {
  const stat = read(`/proc/${pid}/stat`)
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}

/** A file of a process, or nothing when the process has ended. */
function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
