/** Who can be put through the table: allcores with both kinds of worker, and its peers. */
import { fileURLToPath } from 'node:url'

/**
 * @typedef {object} Contender
 * @property {string} id
 * @property {string} kind 'thread' or 'process'
 * @property {string} [module] gives `open`, which makes a pool with the methods that the cells call
 * @property {string[]} [command] instead, a program that runs cells by itself
 * @property {string} [node] the Node that it needs
 * @property {string[]} can which shapes and options it has beyond single calls
 * @property {string[]} [lacks] faults that cannot be made to happen to it
 * @property {boolean} [exact] whether it is held to the reasons of the table, or only to rejecting what failed
 */

const url = (file) => new URL(file, import.meta.url).href
const path = (file) => fileURLToPath(url(file))

const own = (kind) => ({
  id: 'allcores',
  kind,
  module: url('allcores.mjs'),
  can: ['map', 'imap', 'timeout', 'signal', 'cancel', 'initializer', 'break'],
  exact: true,
})

/** @type {Contender[]} */
export const allcores = [own('thread'), own('process')]

const peer = (id, kind, can = ['timeout', 'signal', 'cancel']) => ({ id, kind, module: url(`../peers/${id}.mjs`), can })

const python = (id, can) => ({
  id,
  kind: 'process',
  command: [process.platform === 'win32' ? 'python' : 'python3', '-B', path('../peers/cell.py'), id],
  can: ['map', 'imap', 'timeout', 'initializer', ...can],
  lacks: ['uncaught error', 'unhandled rejection', 'load throws', 'load never ends', 'parent killed, starting'],
})

/** @type {Contender[]} */
export const peers = [
  peer('piscina', 'thread'),
  peer('tinypool', 'thread'),
  peer('workerpool', 'thread'),
  peer('poolifier', 'thread'),
  peer('comlink', 'thread', []),
  { ...peer('multithreading', 'thread', []), node: path('../peers/node_modules/node/bin/node') },
  peer('tinypool', 'process'),
  peer('workerpool', 'process'),
  peer('poolifier', 'process'),
  python('multiprocessing.Pool', []),
  python('ProcessPoolExecutor', ['cancel', 'break']),
]
