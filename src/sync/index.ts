/** Waiting for each other: locks and their like, between threads and between processes. */
export { Held } from './held.js'
export { type AnyLock, Lock, type LockHandle, RLock } from './lock.js'
export type { AcquireOptions, AcquireSyncOptions, WaitOptions, WaitSyncOptions } from './options.js'
