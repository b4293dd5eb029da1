/** What members do. */

/** Puts `count` values that say who put them and in which order. */
function produceSync(queue, { id, count, bytes = 0 }) {
  for (let i = 0; i < count; i++) queue.putSync({ id, i, fill: new Uint8Array(bytes).fill(id * 16 + i) })
}

async function produce(queue, { id, count, bytes = 0 }) {
  const puts = []
  for (let i = 0; i < count; i++) puts.push(queue.put({ id, i, fill: new Uint8Array(bytes).fill(id * 16 + i) }))
  await Promise.all(puts)
}

/** Gets until the queue is closed; gives who put what. Throws for a value that is not whole. */
async function consume(queue) {
  const got = []
  for await (const value of queue) got.push(whole(value))
  return got
}

function consumeSync(queue) {
  const got = []
  for (;;) {
    try {
      got.push(whole(queue.getSync()))
    } catch (error) {
      if (error.code === 'QUEUE_CLOSED') return got
      throw error
    }
  }
}

function whole({ id, i, fill }) {
  if (fill.some((byte) => byte !== ((id * 16 + i) & 255))) throw new Error(`the value ${i} of ${id} was torn`)
  return [id, i]
}

/** Answers what comes with capitals, until the end. */
async function upper(pipe) {
  for await (const text of pipe) await pipe.send(text.toUpperCase())
  return 'end'
}

function upperSync(pipe, { count }) {
  for (let i = 0; i < count; i++) pipe.sendSync(pipe.recvSync().toUpperCase())
}

/** Sends, and then waits for ever. */
async function sendAndStay(pipe, { values }, ready) {
  for (const value of values) pipe.sendSync(value)
  ready()
  await pipe.recv()
}

/** Puts values that never have room, without end. */
function putForEver(queue, { bytes }, ready) {
  ready()
  for (let i = 0; ; i++) queue.putSync({ id: 9, i, fill: new Uint8Array(bytes).fill(9 * 16 + i) })
}

/** Gets without end, and does nothing with it. */
function getForEver(queue, _, ready) {
  ready()
  for (;;) queue.getSync()
}

async function getForEverLater(queue, _, ready) {
  ready()
  for (;;) await queue.get()
}

export default {
  produceSync,
  produce,
  consume,
  consumeSync,
  upper,
  upperSync,
  sendAndStay,
  putForEver,
  getForEver,
  getForEverLater,
}
