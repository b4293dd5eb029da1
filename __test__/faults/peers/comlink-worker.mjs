/** The tasks behind comlink's proxy. */
import { parentPort } from 'node:worker_threads'
import { expose } from 'comlink'
import nodeEndpoint from 'comlink/dist/umd/node-adapter.js'

expose({ ...(await import('../tasks.mjs')) }, nodeEndpoint(parentPort))
