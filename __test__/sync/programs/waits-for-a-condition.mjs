/** Waits for a condition until it is killed. */
import { Condition } from 'allcores'
import { data, tell } from './partner.mjs'

const condition = Condition.from(data.condition)
setInterval(() => {}, 1000)
condition.acquireSync()
const waiting = condition.wait()
tell('waits')
await waiting
