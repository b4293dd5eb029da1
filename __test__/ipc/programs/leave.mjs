/** Makes a queue and a pipe between processes, says their names, and ends as it is told. */
import { Pipe, Queue } from 'allcores'

const queue = Queue.create()
const [here] = Pipe({ between: 'processes' })
console.log(`${queue.name}\n${here.name}`)
const end = process.argv[2]
if (end === 'queue.get()') {
  queue.get()
  setTimeout(() => queue.close(), 100)
} else if (end === 'throw 1') throw new Error('on purpose')
else if (end !== '') process.exit()
