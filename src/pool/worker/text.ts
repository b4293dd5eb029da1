/**
 * The program of a worker thread as one text, which every bundler takes along. Empty here: scripts/workers.mjs puts
 * another file in the place of what this one is compiled to.
 */

/** The program. It runs as a script, and as a module where `--input-type` is inherited. */
export const text: string = ''
