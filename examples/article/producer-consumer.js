/**
 * A producer and three consumers around a queue of at most 50 values: `producer_consumer.py` beside this file. It differs
 * in that no sentinels are needed: the queue is closed, and iteration ends. `node producer-consumer.js [1000]`: how many.
 */
import { Pool, Queue } from 'allcores'

async function consume(handle) {
  const { Queue } = await import('allcores')
  const squares = []
  for await (const { number } of Queue.from(handle)) squares.push(number * number)
  return squares
}

const count = Number(process.argv[2] ?? 1000)
const queue = new Queue(50)
const pool = new Pool({ workers: 3 })
const consumers = Array.from({ length: 3 }, () => pool.submit(consume, queue))
for (let number = 0; number < count; number++) await queue.put({ number })
queue.close()
const squares = (await Promise.all(consumers)).flat()
console.log(`consumed: ${squares.length}`)
console.log(`sum of squares: ${squares.reduce((sum, square) => sum + square, 0)}`)
await pool.close()
