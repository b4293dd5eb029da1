/** The programs of `examples/article` about queues, pipes and shared arrays print what their Python originals print. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { root } from '../../scripts/command.mjs'

const execute = promisify(execFile)
const python = process.platform === 'win32' ? 'python' : 'python3'

it.each([['producer-consumer', '200'], ['upper-pipe'], ['shared-array', '1001'], ['chunk-sum', '100003']])(
  '%s %s',
  async (name, ...args) => {
    const file = join(root, 'examples', 'article', name)
    const ours = await execute(process.execPath, [`${file}.js`, ...args], { cwd: root })
    const original = await execute(
      python,
      [`${join(root, 'examples', 'article', name.replaceAll('-', '_'))}.py`, ...args],
      { cwd: root },
    )
    expect(ours.stdout).toBe(original.stdout.replaceAll('\r', ''))
  },
)
