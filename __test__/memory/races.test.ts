/** Of many processes that create one name at once, one does. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { freshName } from './blocks.js'

const PEER = fileURLToPath(new URL('./programs/peer.mjs', import.meta.url))

it('has one creator', async () => {
  for (let round = 0; round < 3; round++) {
    const name = freshName()
    const peers = Array.from({ length: 12 }, () => spawn(process.execPath, [PEER, 'race', name]))
    const answers = await Promise.all(peers.map(async (peer) => String((await once(peer.stdout, 'data'))[0])))
    expect(answers.sort().join('')).toBe(`${'0\n'.repeat(11)}1\n`)
    const gone = peers.map((peer) => once(peer, 'close'))
    for (const peer of peers) peer.stdin.end()
    await Promise.all(gone)
  }
})
