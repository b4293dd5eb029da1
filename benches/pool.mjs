/**
 * What a pool adds to the work itself, on work that is next to nothing: a list mapped, calls made one by one, and the
 * time until a new pool gives its first result.
 */
import { Pool } from 'allcores'
import { contender, newcomer } from './harness.mjs'

const square = (x) => x * x

const numbers = (n) => Array.from({ length: n }, (_, i) => i + 0.5)

const kinds = {
  'pool.map': {
    n: 100_000,
    allcores: (pool, items) => contender('allcores', () => pool.map((x) => x * x, items)),
    plain: (items) =>
      contender('plain JS', () => {
        const squares = []
        for (const item of items) squares.push(square(item))
        return squares
      }),
  },
  'pool.submit': {
    n: 10_000,
    allcores: (pool, items) =>
      contender('allcores', () => Promise.all(items.map((item) => pool.submit((x) => x * x, item)))),
    plain: (items) => contender('plain JS', () => Promise.all(items.map(async (item) => square(item)))),
  },
  'first result': {
    n: 1,
    allcores: () =>
      newcomer(
        'allcores',
        async () => {
          const pool = new Pool()
          await pool.apply((x) => x * x, [1])
          return pool
        },
        (pool) => pool.terminate(),
      ),
  },
}

export const title = 'Pool'
export const names = Object.keys(kinds)

const sources = {
  piscina: () => import('./peers/piscina.mjs'),
  'Python Pool': () => import('./peers/multiprocessing.mjs'),
}

export const columns = ['plain JS', ...Object.keys(sources)]

export async function* cases({ names, load }) {
  const pool = new Pool()
  for (const name of names) {
    const { n, allcores, plain } = kinds[name]
    const items = numbers(n)
    const contenders = [allcores(pool, items), plain?.(items)]
    for (const source of Object.keys(sources)) {
      const prepared = await (await load(source, sources[source]))?.prepare({ items, workers: pool.workers })
      contenders.push(prepared?.contender(name))
    }
    yield { name, dtype: 'number', n, contenders: contenders.filter(Boolean) }
  }
  await pool.close()
}
