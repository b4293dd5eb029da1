/** allcores: everything a program imports. */
export { AllcoresError, type Coded, type ErrorCode, WorkerDiedError } from './errors.js'
export * from './pool/index.js'
