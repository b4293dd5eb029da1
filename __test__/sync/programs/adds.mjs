/** Adds and updates. */
import { Value } from 'allcores'
import { data, done, tell } from './partner.mjs'

const sum = Value.from(data.sum)
const updated = Value.from(data.updated)
for (let i = 0; i < data.times; i++) {
  sum.add(0.5)
  updated.updateSync((value) => value + 1)
  if (i % 2) await updated.update(async (value) => value + 2)
}
tell('done')
done()
