/**
 * What a child of ours loads before anything else, so that it ends with its parent even where a module that it inherits to
 * load first never comes to an end. Threads of the child load it, too, and children that its code makes would: both are
 * none of ours.
 */
import { isMainThread } from 'node:worker_threads'
import { endWithParent } from './child.js'

if (isMainThread) {
  process.execArgv.splice(process.execArgv.indexOf(import.meta.url) - 1, 2)
  endWithParent()
}
