/** Functions in processes of their own. */
export { Process, type ProcessOptions } from './process.js'
