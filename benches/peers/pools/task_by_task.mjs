/**
 * What a pool without a `map` is asked: a call for each item. Texts are cut into chunks by hand, as many to a worker as
 * Python's Pool and allcores make, which is what its users would do.
 */

const CHUNKS = 4

export function taskByTask(run, workers) {
  const each = (name, items) => Promise.all(items.map((item) => run(name, item)))
  return {
    each,
    map: each,
    async words(texts) {
      const length = Math.ceil(texts.length / (CHUNKS * workers))
      const chunks = []
      for (let i = 0; i < texts.length; i += length) chunks.push(texts.slice(i, i + length))
      return (await each('wordsOfAll', chunks)).flat()
    },
  }
}
