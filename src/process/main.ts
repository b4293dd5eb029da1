/** Where a process begins that runs one function, and ends when the function has and nothing is left to do. */
import { settleAt } from '../pool/wire/cloneable.js'
import { processBorder } from '../pool/wire/frames.js'
import type { Source } from '../pool/wire/functions.js'
import { capturedError } from '../pool/wire/remote-error.js'
import { capturedVariable, load } from '../pool/worker/compile.js'
import { listen } from './child.js'

/** What it is started with. */
export interface Main {
  readonly source: Source
  readonly args: readonly unknown[]
}

settleAt(processBorder)

const requests = listen<Main>(
  ({ source, args }) => {
    requests.destroy()
    void run(source, args)
  },
  (error) => {
    throw error
  },
)

/** What the function throws ends the process as it ends any program: printed, and with exit code 1. */
async function run(source: Source, args: readonly unknown[]): Promise<void> {
  const fn = await load(source)
  try {
    await fn.call(...args)
  } catch (error) {
    const variable = capturedVariable(error, fn)
    throw variable === undefined ? error : capturedError(variable, fn.name, error)
  }
}
