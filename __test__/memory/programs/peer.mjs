/**
 * A process or thread that does one thing with shared memory. Usage: peer.mjs WAY NAME [ARGUMENT].
 */
import { workerData } from 'node:worker_threads'
import { SharedMemory } from 'allcores'

const [way, name, argument] = workerData ?? process.argv.slice(2)

const WAYS = {
  /** Writes `argument` times its index into every fourth number from `argument` on. */
  fill() {
    const memory = SharedMemory.attach(name)
    const numbers = memory.view(Int32Array)
    for (let i = Number(argument); i < numbers.length; i += 4) numbers[i] = i * Number(argument)
    memory.close()
  },
  /** Creates the block and ends in one of many ways. */
  end() {
    SharedMemory.create({ name, size: 64 })
    if (argument === 'exit') process.exit(3)
    if (argument === 'throw') throw new Error('on purpose')
    if (argument === 'reject') Promise.reject(new Error('on purpose'))
    if (argument === 'kill') process.kill(process.pid, 'SIGKILL')
    if (argument === 'closed') SharedMemory.attach(name).close()
  },
  /** Tries to create the block; says whether it did, and keeps it until it is told to end. */
  async race() {
    let won = 1
    try {
      SharedMemory.create({ name, size: 64 })
    } catch (error) {
      if (error.code !== 'NAME_EXISTS') throw error
      won = 0
    }
    process.stdout.write(`${won}\n`)
    for await (const _ of process.stdin);
  },
  /** Says what attaching gives. */
  attach() {
    try {
      process.stdout.write(`size ${SharedMemory.attach(name).size}\n`)
    } catch (error) {
      process.stdout.write(`${error.code}\n`)
    }
  },
  /** As `attach`, for a user without rights. */
  foreign() {
    process.setgid(65534)
    process.setuid(65534)
    WAYS.attach()
  },
  /** Makes a block as another user, who lets everybody read and write it, and stays until told to end. */
  async lent() {
    const { chmodSync } = await import('node:fs')
    process.setuid(65534)
    SharedMemory.create({ name, size: 64 })
    chmodSync(`/dev/shm/${name}`, 0o666)
    process.stdout.write('made\n')
    for await (const _ of process.stdin);
  },
}

await WAYS[way]()
