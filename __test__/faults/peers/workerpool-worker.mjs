/** The tasks as a worker of workerpool offers them. */
import workerpool from 'workerpool'

workerpool.worker({ ...(await import('../tasks.mjs')) })
