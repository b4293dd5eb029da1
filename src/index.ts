/** Everything that `import … from 'allcores'` gives, one line per capability. */
export * from './arrays/index.js'
export * from './compiled/index.js'
export {
  AllcoresError,
  BrokenBarrierError,
  type Coded,
  type ErrorCode,
  ItemsFailedError,
  OwnerDiedError,
  WorkerDiedError,
} from './errors.js'
export * from './info.js'
export * from './ipc/index.js'
export * from './memory/index.js'
export * from './ndarray/index.js'
export * from './pool/index.js'
export * from './process/index.js'
export * from './sync/index.js'
