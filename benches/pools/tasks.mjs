/** The work of the pool cases, for the pools whose functions have to be in a file: allcores is given the same ones. */

export const square = (x) => x * x

export const words = (text) => text.split(/\s+/).filter(Boolean).length

export const wordsOfAll = (texts) => texts.map((text) => text.split(/\s+/).filter(Boolean).length)

export const sum = (values) => {
  let total = 0
  for (let i = 0; i < values.length; i++) total += values[i]
  return total
}

/** Keeps a worker busy, so that the next call needs another one. */
export const sleep = (ms) => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
  return ms
}
