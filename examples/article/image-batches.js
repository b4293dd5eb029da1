/**
 * 10,000 images in batches of 100, with progress: `image_batches.py` beside this file. The images are made up: only their
 * paths count. It differs in that `imapUnordered` pulls the paths as there is room for them, so that they could come
 * from a directory without end, and in that Python's `chunksize` is the `chunkSize` of the call.
 */
import { Pool } from 'allcores'

const IMAGES = 10_000
const BATCH = 100

/** Stands for opening and scaling: how many bytes the thumbnail would have. */
function thumbnail(path) {
  const number = Number(path.match(/\d+/)[0])
  const width = 640 + ((number * 37) % 1280)
  const height = 480 + ((number * 53) % 960)
  const scale = Math.max(width, height) / 128
  return Math.floor(width / scale) * Math.floor(height / scale) * 3
}

function* paths() {
  for (let number = 0; number < IMAGES; number++) yield `images/photo-${String(number).padStart(5, '0')}.jpg`
}

const start = performance.now()
const pool = new Pool({ workers: 4 })
let done = 0
let bytes = 0
for await (const size of pool.imapUnordered(thumbnail, paths(), { chunkSize: BATCH })) {
  bytes += size
  done++
  if (done % 1000 === 0) console.log(`${done} of ${IMAGES} images`)
}
await pool.close()
console.log(`${bytes} bytes of thumbnails in ${((performance.now() - start) / 1000).toFixed(2)} s`)
