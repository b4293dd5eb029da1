/** What a worker's own frames on a stack are known by. */

/** The name that stacks give to the frames of a worker that began with a text; they say nothing to a user. */
export const OWN_FRAMES = 'allcores-worker'
