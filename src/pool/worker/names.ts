/** Names in the text of a worker, which the script that makes the text and the program that starts it agree on. */

/** What stacks call the worker's own frames, which say nothing to a user. */
export const OWN_FRAMES = 'allcores-worker'

/** Stands for the folder of the compiled files. */
export const OWN_FOLDER = 'allcores-dist:'
