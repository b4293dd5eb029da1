/** Prints the number of threads in use. */
import { info } from 'allcores'

console.log(info().threads)
