/** Everything that `import … from 'allcores'` gives, one line per capability. */
export * from './arrays/index.js'
export { CODES, type CodedError, type ErrorCode } from './errors.js'
export * from './info.js'
