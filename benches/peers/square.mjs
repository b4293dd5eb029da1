/** The function that piscina's workers run: it has to be a file of its own. */
export default (x) => x * x
