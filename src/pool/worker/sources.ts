/**
 * The whole source of a worker thread as text. It is started from text and not from a file, because bundlers do not follow a
 * worker to its file, and because one text starts sooner than many files. `scripts/workers.mjs` writes this file anew in
 * what is published; as it stands here, workers load their files one by one.
 */

/** The source of a worker, by its kind. */
export const sources: { readonly thread?: string } = {}
