/** What a process of allcores begins with: a file of the package, which a bundle has not. */
import { AllcoresError } from '../errors.js'
import { isPackage } from '../native.js'

/** A compiled file of the package, by its path in it. */
export function packageFile(path: string): URL {
  const here = import.meta.url
  if (isPackage) return new URL(`../${path}`, here)
  const message =
    'this needs files of allcores, and a bundle has none: leave allcores out of the bundle (external), or use threads'
  throw new AllcoresError('UNSUPPORTED_PLATFORM', message)
}
