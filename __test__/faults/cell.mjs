/**
 * `node cell.mjs REQUEST`: one cell of the table, in a program of its own, because a fault may end it. It appends to a
 * file what was submitted and what settled, at once, so that nothing is lost with the program, and then has to end by
 * itself: what keeps it alive is named.
 */
import { appendFileSync } from 'node:fs'

const END_BOUND = 5000
const { contender, fault, shapes, file, bound, bytes } = JSON.parse(process.argv[2])
const { open: openPool } = await import(contender.module)
const ask = await import('./shapes.mjs')
const tell = (event) => appendFileSync(file, `${JSON.stringify(event)}\n`)
const open = new Set()
let last = 0

for (const shape of shapes) {
  if (fault.start !== undefined) process.env.FAULT_AT_START = fault.start
  const pool = await openPool({ kind: contender.kind, workers: 2, ...fault })
  const labelled = (what, promise, check) => note(`${shape}: ${what}`, promise, check)
  await ask[shape]({ pool: rejecting(pool), fault, note: labelled, settled, bytes, tell })
  if (shape === 'leftOpen') continue
  labelled('close', pool.close(), () => undefined)
  await settled()
}
tell({ event: 'done' })
setTimeout(() => {
  tell({ event: 'held', by: process.getActiveResourcesInfo() })
  process.exit(1)
}, END_BOUND).unref()

/** Keeps account of a promise. */
function note(what, promise, check) {
  const id = ++last
  tell({ event: 'submitted', id, what })
  const settle = (outcome) => {
    const wrong = check({ ...outcome, exact: contender.exact === true })
    tell({ event: 'settled', id, ...(wrong !== undefined && { wrong }) })
  }
  const settled = Promise.resolve(promise).then(
    (value) => settle({ status: 'fulfilled', value }),
    (reason) => settle({ status: 'rejected', reason }),
  )
  open.add(settled)
  settled.finally(() => open.delete(settled))
}

/** Waits until these, or all that are noted, have settled; those that take too long are not waited for again. */
async function settled(promises = open) {
  let timer
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, bound)
  })
  await Promise.race([Promise.allSettled(promises), late])
  clearTimeout(timer)
  open.clear()
}

/** The pool with methods that reject where its own throw. */
function rejecting(given) {
  const pool = { terminate: given.close, ...given }
  const calls = ['run', 'map', 'terminate'].filter((method) => pool[method])
  return { ...pool, ...Object.fromEntries(calls.map((method) => [method, async (...args) => pool[method](...args)])) }
}
