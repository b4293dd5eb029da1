/** The process that gets the messages of ipc.mjs: told how many, it gets them and says so. */
import { Connection, Queue } from 'allcores'

process.once('message', ({ messages, answers }) => {
  const answer = Queue.from(answers)
  process.send('ready')
  const shared = messages.type === 'Queue' ? Queue.from(messages) : Connection.from(messages)
  const get = messages.type === 'Queue' ? () => shared.getSync() : () => shared.recvSync()
  for (;;) {
    const count = get()
    for (let i = 0; i < count; i++) get()
    answer.putSync(count)
  }
})
