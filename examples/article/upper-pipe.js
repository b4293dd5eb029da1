/** A worker at the other end of a pipe, which answers in capitals: `upper_pipe.py` beside this file. */
import { Pipe, Pool } from 'allcores'

async function upper(handle) {
  const { Connection } = await import('allcores')
  const pipe = Connection.from(handle)
  for await (const text of pipe) await pipe.send(text.toUpperCase())
}

const [here, there] = Pipe()
const pool = new Pool({ workers: 1 })
const worker = pool.submit(upper, there)
for (const text of ['hello', 'from the', 'parent']) {
  await here.send(text)
  console.log(await here.recv())
}
here.close()
await worker
await pool.close()
