/** A short soak with a fixed seed; `npm run soak` takes as long and as many seeds as one likes. */
import { describe, expect, it } from 'vitest'
import { soak } from './soak-run.mjs'

const SEED = 20260101

describe.each(['thread', 'process'] as const)('random calls and faults on workers of kind %s', (kind) => {
  it(`all end as they may, none is lost or run twice, and nothing grows (seed ${SEED})`, async () => {
    const { rounds, problems } = await soak({ kind, seed: SEED, calls: 15, rounds: 6 })
    expect(problems).toStrictEqual([])
    expect(rounds.length).toBe(6)
  })
})
