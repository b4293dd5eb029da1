/** Arrays of several dimensions: views of typed arrays. */
export { NDArray, type Nested, ndarray } from './ndarray.js'
