/**
 * The tasks as a process of poolifier offers them. CommonJS, because Node 20 loses what a cluster's primary says to an ES
 * module before that was loaded; the tasks come in with their first call.
 */
const { ClusterWorker } = require('poolifier')

const names = ['square', 'pause', 'pid', 'size', 'zeros', 'exit', 'throwLater', 'rejectLater', 'hoard', 'abort']
names.push('work', 'signalSelf', 'loop', 'never', 'receive', 'giveBack', 'throwOdd')
const call = (name) => async (arg) => (await import('../tasks.mjs'))[name](arg)

module.exports = new ClusterWorker(Object.fromEntries(names.map((name) => [name, call(name)])))
