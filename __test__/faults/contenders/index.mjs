/** Who can be put through the table: allcores with both kinds of worker, and its peers. */

/**
 * @typedef {object} Contender
 * @property {string} id
 * @property {string} kind 'thread' or 'process'
 * @property {string} module gives `open`, which makes a pool with the methods that the cells call
 * @property {string[]} can which shapes and options it has beyond single calls
 * @property {boolean} [exact] whether it is held to the reasons of the table, or only to rejecting what failed
 */

const module = (file) => new URL(file, import.meta.url).href

const own = (kind) => ({
  id: 'allcores',
  kind,
  module: module('allcores.mjs'),
  can: ['map', 'imap', 'signal', 'cancel'],
  exact: true,
})

/** @type {Contender[]} */
export const allcores = [own('thread')]
