/** The tasks as a thread of poolifier offers them. */
import { ThreadWorker } from 'poolifier'

export default new ThreadWorker({ ...(await import('../tasks.mjs')) })
