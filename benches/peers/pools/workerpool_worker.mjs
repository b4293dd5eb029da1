/** What workerpool's workers run: they have to offer their functions themselves. */
import workerpool from 'workerpool'
import * as tasks from '../../pools/tasks.mjs'

workerpool.worker({ ...tasks })
