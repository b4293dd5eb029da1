/** What the system refuses, as an error of allcores. Wrong arguments stay the TypeErrors and RangeErrors that they are. */
import { AllcoresError, type Coded } from '../errors.js'

/** What `ask` gives, asking the native part. */
export function asked<T>(ask: () => T): T {
  try {
    return ask()
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) throw error
    throw new AllcoresError((error as Coded).code, (error as Error).message)
  }
}
