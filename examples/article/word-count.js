/**
 * The words of 1000 texts, counted in parallel and then put together: `word_count.py` beside this file. It differs in
 * that counts are plain objects, where Python has `Counter`. The texts are made by a small generator, the same in both.
 */
import { Pool } from 'allcores'

const TEXTS = 1000
const LENGTH = 200
const WORDS = 'the quick brown fox jumps over a lazy dog while many small birds sing in an old tree'.split(' ')

function* texts() {
  let state = 1
  const word = () => {
    state = (state * 1103515 + 12345) % 2147483648
    return WORDS[Math.floor(state / 65536) % WORDS.length]
  }
  for (let text = 0; text < TEXTS; text++) yield Array.from({ length: LENGTH }, word).join(' ')
}

function countWords(text) {
  const counts = {}
  for (const word of text.split(' ')) counts[word] = (counts[word] ?? 0) + 1
  return counts
}

const start = performance.now()
const pool = new Pool({ workers: 4 })
const total = {}
for (const counts of await pool.map(countWords, texts())) {
  for (const [word, count] of Object.entries(counts)) total[word] = (total[word] ?? 0) + count
}
await pool.close()

const ranked = Object.entries(total).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
for (const [word, count] of ranked.slice(0, 10)) console.log(`${word}: ${count}`)
console.log(`${TEXTS} texts in ${((performance.now() - start) / 1000).toFixed(2)} s`)
