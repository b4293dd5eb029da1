/**
 * The program of a worker thread as one text, which every bundler takes along. Empty here: scripts/workers.mjs puts
 * another file in the place of what this one is compiled to.
 */

/** The program, where it was made. */
export const text: string | undefined = undefined
