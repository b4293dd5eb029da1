/** The native part, loaded once: everything in `src` that calls Rust imports it from here. */
export * as native from '#native'

const { ALLCORES_THREADS } = process.env
if (ALLCORES_THREADS !== undefined && !/^\s*[1-9]\d*\s*$/.test(ALLCORES_THREADS)) {
  const message = `ALLCORES_THREADS must be a positive integer, got '${ALLCORES_THREADS}'; it is ignored`
  process.emitWarning(message, { code: 'OUT_OF_RANGE' })
}
