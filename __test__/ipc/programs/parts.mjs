/** What members do. */

/** Puts `count` values that say who put them and in which order. */
export function produceSync(queue, { id, count, bytes = 0 }) {
  for (let i = 0; i < count; i++) queue.putSync({ id, i, fill: new Uint8Array(bytes).fill(id * 16 + i) })
}

export async function produce(queue, { id, count, bytes = 0 }) {
  const puts = []
  for (let i = 0; i < count; i++) puts.push(queue.put({ id, i, fill: new Uint8Array(bytes).fill(id * 16 + i) }))
  await Promise.all(puts)
}

/** Gets until the queue is closed; gives who put what. Throws for a value that is not whole. */
export async function consume(queue) {
  const got = []
  for await (const value of queue) got.push(whole(value))
  return got
}

export function consumeSync(queue) {
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
