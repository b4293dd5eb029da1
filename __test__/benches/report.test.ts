import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { run } from '../support/program.js'

const folder = await mkdtemp(join(tmpdir(), 'allcores-bench-test-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const bench = (...args: string[]) => run(import.meta.url, '../../benches/run.mjs', args)

const linux = process.platform === 'linux'

const duration = expect.toSatisfy((ms: number) => ms > 0 && Number.isFinite(ms), 'a duration')
const pair = [duration, duration]
const measured = (rounds: number, unit: string) => ({
  [unit]: duration,
  ...(unit === 'ms' && { nsPerElement: duration }),
  spread: pair,
  ratio: duration,
  ratioSpread: pair,
  rounds: Array(rounds).fill(duration),
})

test('the report has every chosen case, each contender measured in every round, and the plain loop agreeing', async () => {
  const file = join(folder, 'report.json')
  const sizes = ['100', '2000']
  const ofPools = ['processor time of apply', 'first result', ...(linux ? ['memory of a worker'] : [])]
  const chosen = ['sum', 'sort', 'sum in background', ...ofPools]
  const { code, stdout, stderr } = await bench(
    '--quick',
    '--rounds',
    '2',
    '--sizes',
    sizes.join(','),
    '--json',
    file,
    ...chosen,
  )
  expect(code, stderr).toBe(0)

  const report = JSON.parse(await readFile(file, 'utf8'))
  expect(Object.keys(report)).toEqual(['when', 'machine', 'effort', 'skipped', 'results', 'targets'])
  expect(new Date(report.when).toISOString()).toBe(report.when)
  expect(report.machine).toMatchObject({ cores: expect.any(Number), allcores: { threads: expect.any(Number) } })
  expect(report.effort).toMatchObject({ rounds: 2 })

  const dtypes = ['float64', 'float32', 'int32']
  const ofArrays = dtypes.flatMap((dtype) =>
    sizes.flatMap((n) => ['sum', 'sort'].map((name) => `arrays ${name} ${dtype} ${n}`)),
  )
  const ofBackground = sizes.map((n) => `background sum in background float64 ${n}`)
  const cases = report.results.map((c: Case) => `${c.group} ${c.name} ${c.dtype} ${c.n}`)
  expect(cases).toEqual([
    ...ofArrays,
    ...ofBackground,
    'pool processor time of apply threads 10000',
    'pool first result threads 1',
    ...(linux ? ['pool memory of a worker threads 1'] : []),
    'processes first result processes 1',
    ...(linux ? ['processes memory of a worker processes 1'] : []),
  ])

  for (const { group, name, unit, baseline, contenders } of report.results as Case[]) {
    expect(contenders[baseline]).toMatchObject({ ratio: 1, ratioSpread: [1, 1] })
    for (const contender of Object.values(contenders)) expect(contender).toMatchObject(measured(2, unit))
    if (group === 'arrays') expect(contenders['plain JS']).toMatchObject({ agrees: true })
    if (group === 'background')
      expect(Object.keys(contenders)).toEqual(['synchronous', 'shared', 'copied', 'copy alone'])
    expect(stdout).toContain(name)
  }
  for (const { what, why } of report.skipped) expect(stdout).toContain(`left out: ${what}: ${why}`)
  const targets = report.targets as { what: string }[]
  expect(targets.map(({ what }) => what)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^n = 100, the worst function/),
      expect.stringMatching(/^pool\.apply of a tiny task/),
    ]),
  )
  for (const target of targets) expect(target).toMatchObject({ measured: expect.any(Number), met: expect.any(Boolean) })
})

test('a case that does not exist ends the run with the names of those that do', async () => {
  expect(await bench('sort', 'srot')).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^no case is called srot; there are: arrays, sum, .*pool\.map/),
  })
})

interface Case {
  group: string
  name: string
  dtype: string
  n: number
  unit: string
  baseline: string
  contenders: Record<string, object>
}
