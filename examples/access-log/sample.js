/**
 * Makes the sample log, in blocks that depend on nothing but the seed and their number, so that workers can make them
 * in any order: Combined format with request times, a few paths that get most requests, log-normal times that are
 * longer where the server fails, and here and there a line that is none.
 */
import { normal, random, weighted } from './random.js'

const SEED = 20250301
const START = Date.UTC(2025, 2, 1)
const DAY_MS = 86_400_000
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const PATHS = 4000
/** One block in so many has a malformed line. */
const MALFORMED_EVERY = 8
const MALFORMED = [
  '203.0.113.9 - - [01/Mar/2025:07:31',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  '198.51.100.4 - - [31/Feb/2025:25:61:00 +0000] "GET / HTTP/1.1" 200 512 "-" "-" 0.001',
  'worker process 4242 exited on signal 11',
]

const next = random(SEED)
const choose = (list) => list[Math.floor(next() * list.length)]

const paths = Array.from({ length: PATHS }, (_, i) => {
  if (i === 0) return '/'
  const section = choose([
    'products',
    'articles',
    'users',
    'api/orders',
    'api/search',
    'static/img',
    'static/js',
    'docs',
  ])
  return `/${section}/${i.toString(36)}${section.startsWith('static') ? choose(['.png', '.js', '.css']) : ''}`
})
const choosePath = weighted(
  paths,
  paths.map((_, i) => 1 / (i + 1)),
)
const chooseMethod = weighted(['GET', 'POST', 'HEAD', 'PUT', 'DELETE'], [88, 8, 2, 1, 1])
const chooseStatus = weighted([200, 206, 301, 304, 401, 404, 500, 503], [800, 15, 20, 90, 10, 55, 7, 3])
const agents = Array.from({ length: 60 }, (_, i) => {
  const version = `${100 + i}.0.${Math.floor(next() * 6000)}`
  return choose([
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version} Safari/537.36`,
    `Mozilla/5.0 (X11; Linux x86_64; rv:${100 + i}.0) Gecko/20100101 Firefox/${100 + i}.0`,
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version}`,
    `curl/8.${i % 12}.0`,
  ])
})
const referers = ['-', '-', ...paths.slice(0, 40).map((path) => `https://www.example.com${path}`)]

const two = (n) => String(n).padStart(2, '0')

function stamp(second) {
  const date = new Date(second * 1000)
  const day = `${two(date.getUTCDate())}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}`
  return `${day}:${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`
}

function line(time, draw) {
  const status = chooseStatus(draw)
  const address = Math.floor(draw() * 2 ** 24)
  const host = `10.${address >>> 16}.${(address >>> 8) & 255}.${address & 255}`
  const request = `${chooseMethod(draw)} ${choosePath(draw)}${draw() < 0.1 ? `?q=${address}` : ''} HTTP/1.1`
  const bytes = status === 304 ? '-' : Math.floor(4000 * Math.exp(1.2 * normal(draw)))
  const seconds = Math.exp(0.9 * normal(draw)) * (status >= 500 ? 0.6 : 0.03)
  const referer = referers[Math.floor(draw() * referers.length)]
  const agent = agents[address % agents.length]
  return `${host} - - [${time}] "${request}" ${status} ${bytes} "${referer}" "${agent}" ${seconds.toFixed(3)}\n`
}

/**
 * @param {{ index: number, blocks: number, bytes: number }} block the day of the log is divided among the blocks
 * @returns {Uint8Array} lines of `bytes` in total at most, in shared memory
 */
export function makeBlock({ index, blocks, bytes }) {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes))
  const buffer = Buffer.from(shared.buffer)
  const draw = random(SEED + 1 + index)
  let end = index % MALFORMED_EVERY === 1 ? buffer.latin1Write(`${MALFORMED[(index >> 3) % MALFORMED.length]}\n`, 0) : 0
  let second = -1
  let time = ''
  for (;;) {
    const now = Math.floor((START + (DAY_MS * (index + end / bytes)) / blocks) / 1000)
    if (now !== second) {
      second = now
      time = stamp(now)
    }
    const text = line(time, draw)
    if (end + text.length > bytes) return shared.subarray(0, end)
    end += buffer.latin1Write(text, end)
  }
}
