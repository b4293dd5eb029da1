/** The demo, from the command line to the report. `README.md` beside this file says what it reads and prints. */
import { availableParallelism } from 'allcores'
import { HELP, readArgs, UsageError } from './args.js'
import { measure } from './compare.js'
import { byteSize } from './format.js'
import { isWritten, SAMPLE_BYTES, samplePath, writeSample } from './generate.js'
import { withProgress } from './progress.js'
import { InputError, inspect } from './ranges.js'
import { report, screenOf, speed } from './report.js'

const say = (text) => process.stderr.write(`${text}\n`)

async function sample(workers) {
  const path = samplePath()
  if (isWritten(path)) {
    say(`No file given: reading the sample log ${path}`)
    return path
  }
  say(`No file given: writing a sample log of ${byteSize(SAMPLE_BYTES)}, once, to ${path}`)
  try {
    await withProgress('writing', SAMPLE_BYTES, (written) => writeSample(path, { workers, written }))
  } catch (error) {
    throw error.syscall ? new InputError(`the sample cannot be written: ${error.message}; TMPDIR says where`) : error
  }
  return path
}

async function main(args) {
  const { files, workers = availableParallelism(), json, compare, help } = readArgs(args)
  if (help) return process.stdout.write(HELP)

  const sources = (files.length > 0 ? files : [await sample(workers)]).map(inspect)
  const { summary, ...run } = await measure(sources, { workers, compare })
  if (json) {
    process.stdout.write(`${JSON.stringify({ files: sources, ...summary, run }, null, 2)}\n`)
  } else {
    const screen = screenOf(process.stdout)
    process.stdout.write(`\n${report(summary, screen)}${speed(run, screen)}`)
  }
  if (run.identical === false) process.exitCode = 1
}

main(process.argv.slice(2)).catch((error) => {
  if (!(error instanceof UsageError || error instanceof InputError)) throw error
  say(error.message)
  process.exitCode = 2
})
