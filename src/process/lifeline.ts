/**
 * What a child of ours loads before anything else, so that it ends with its parent even where a module that it inherits to
 * load first never comes to an end. Threads of the child load it, too, and children that its code makes would: both are
 * none of ours.
 */
import { isMainThread } from 'node:worker_threads'
import { endWithParent } from './child.js'

// In what is made of this file, `import.meta.url` is its path.
const ownPath = import.meta.url

if (isMainThread) {
  process.execArgv.splice(process.execArgv.indexOf(ownPath) - 1, 2)
  endWithParent()
}
