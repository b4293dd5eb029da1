/**
 * The open files through which a process and its parent know each other, by their numbers in the child. A pipe for each
 * direction, because the child writes with calls that return when the bytes are with the system: what it has answered is
 * safe however it ends, and its answers wait for a parent that is busy instead of filling its memory.
 */

/** Frames from the parent. */
export const REQUESTS = 3
/** Frames to the parent. */
export const REPLIES = 4
/** Nothing goes over this pipe; it is closed when the parent ends. */
export const LIFELINE = 5
/** Memory in common. */
export const WORDS = 6
