/**
 * Deno and Bun give what Node gives, part by part, and refuse by name what they cannot.
 */
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { root, run } from '../../scripts/command.mjs'
import { runtime } from '../../scripts/runtimes.mjs'

const program = join(root, '__test__', 'runtimes', 'program.mjs')

/** Where a runtime gives something else than Node. */
const OTHERWISE = {
  deno: {
    'compiled functions with the math of the engine': 'NOT_COMPILABLE',
    "workers: 'process'": 'UNSUPPORTED_RUNTIME',
    Process: 'UNSUPPORTED_RUNTIME',
  },
  bun: {
    resourceLimits: 'UNSUPPORTED_RUNTIME',
    "workers: 'process'": 'UNSUPPORTED_RUNTIME',
    Process: 'UNSUPPORTED_RUNTIME',
  },
}

async function outcomes(commandLine: string[]): Promise<Record<string, unknown>> {
  const { code, output } = await run([...commandLine, program])
  const lines = output.split('\n').filter((line) => line.startsWith('["'))
  expect({ code, output }).toMatchObject({ code: 0 })
  return Object.fromEntries(lines.map((line) => JSON.parse(line)))
}

let onNode: Record<string, unknown>
beforeAll(async () => {
  onNode = await outcomes([process.execPath])
})

it('Node can do all of it', () => {
  expect(Object.values(onNode)).not.toContain('hangs')
  expect(Object.values(onNode)).not.toContain('UNSUPPORTED_RUNTIME')
  expect(onNode).toMatchObject({ "workers: 'process'": 1, Process: 3, resourceLimits: 1, 'pool.map': [0, 2, 6] })
})

describe.each([
  ['deno', ['run', '--allow-all']],
  ['bun', []],
] as const)('%s', (name, flags) => {
  it('gives what Node gives, and says what it cannot', async () => {
    const theirs = await outcomes([...(await runtime(name)), ...flags])
    expect(theirs).toStrictEqual({ ...onNode, ...OTHERWISE[name] })
  })
})
