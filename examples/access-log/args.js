/** The command line: what can be asked for, and what is wrong with what was asked. */
import { parseArgs } from 'node:util'

export const HELP = `Analyses web access logs on every core.

  npm run demo -- [options] [files …]

Files are in the Common or Combined Log Format, plain or gzip, with or without a request time
at the end of the line: in seconds with a decimal point, or in whole microseconds.
Without a file a sample of 200 MB is written once and analysed.

  --workers N    worker threads; as many as there are cores if absent
  --json         print the result as JSON
  --no-compare   do not run the same work again on one worker
  --help         print this
`

/** A command line that cannot be followed, with a message for the user. */
export class UsageError extends Error {}

/**
 * @param {string[]} args
 * @returns {{ files: string[], workers: number | undefined, json: boolean, compare: boolean, help: boolean }}
 */
export function readArgs(args) {
  const { values, positionals } = parse(args)
  return {
    files: positionals,
    workers: values.workers === undefined ? undefined : workerCount(values.workers),
    json: values.json ?? false,
    compare: !values['no-compare'],
    help: values.help ?? false,
  }
}

function parse(args) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        workers: { type: 'string' },
        json: { type: 'boolean' },
        'no-compare': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new UsageError(error.message)
  }
}

function workerCount(text) {
  const workers = Number(text)
  if (Number.isInteger(workers) && workers >= 1 && workers <= 1024) return workers
  throw new UsageError(`--workers must be a whole number from 1 to 1024, got ${text}`)
}
