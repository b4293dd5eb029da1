/**
 * A program of a user, as TypeScript sees it: what must compile does, and what must not is marked. It is compiled with
 * the checkout and once more against the packed package.
 */
import { Pool, sum } from 'allcores'
import { sum as sumAsync } from 'allcores/promises'

const total: number = sum(new Float64Array(3))
const later: Promise<number> = sumAsync(new Float64Array(3), { signal: new AbortController().signal })

// @ts-expect-error a plain array is not a typed array
sum([1, 2, 3])
// @ts-expect-error the asynchronous function gives a promise
const notYet: number = sumAsync(new Float64Array(3))

await using pool = new Pool()
const lengths: number[] = await pool.map((text: string) => text.length, ['a', 'bc'])
// @ts-expect-error the results have the type that the function returns
const texts: string[] = await pool.map((text: string) => text.length, ['a', 'bc'])

export { later, lengths, notYet, texts, total }
