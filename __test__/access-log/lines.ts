/** Log lines for properties: well-formed ones of every kind, near misses, and garbage; Latin-1, without line feeds. */
import fc from 'fast-check'

const byte = fc.integer({ min: 0, max: 255 }).filter((code) => code !== 10)
const garbage = fc.array(byte, { maxLength: 60 }).map((codes) => String.fromCharCode(...codes))

const host = fc.constantFrom('127.0.0.1', '2001:db8::ff00:42:8329', '::1', 'example.com', '-')
const user = fc.constantFrom('-', 'frank', 'two words', 'a [b', 'x  y')
const text = fc
  .array(fc.constantFrom('a', 'Z', ' ', '\\"', '\\\\', '\\x16', "'", '[', ']', '\x00', '\t', 'é', '\xff', '?'), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''))
const path = fc.constantFrom(
  '/',
  '/a',
  '/a?b=c d',
  '/ü',
  '/\\"q\\"',
  '*',
  '?',
  '',
  '/\x00',
  'http://h/p',
  '/Ã©',
  '/b/c/d.png',
)
const request = fc.oneof(
  fc
    .tuple(fc.constantFrom('GET', 'POST', ''), path, fc.constantFrom(' HTTP/1.1', ' HTTP/2.0', ''))
    .map(([method, target, version]) => `${method} ${target}${version}`),
  fc.constantFrom('-', '', 'GET', 'GET ', '\\x16\\x03\\x01'),
  text,
)
const two = (max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, '0'))
const stamp = fc
  .tuple(
    two(32),
    fc.constantFrom('Jan', 'Feb', 'Jun', 'Dec', 'Fex'),
    fc.constantFrom('2024', '2023', '1970', '0099'),
    two(24),
    two(60),
    two(61),
  )
  .chain(([day, month, year, h, m, s]) =>
    fc
      .constantFrom('+0000', '-0700', '+1245', '+2400', '0000+')
      .map((zone) => `${day}/${month}/${year}:${h}:${m}:${s} ${zone}`),
  )
const usualStamp = fc.constantFrom('10/Oct/2000:13:55:36 -0700', '11/Oct/2000:00:00:00 +0000')
const status = fc.constantFrom('200', '404', '500', '999', '000', '20', '2000', '-', 'abc')
const usualStatus = fc.constantFrom('200', '304', '404', '503')
const bytes = fc.oneof(
  fc.constantFrom('-', '0', '007', '999999999999999', '1234567890123456', '-1', ''),
  fc.nat().map(String),
)
const usualBytes = fc.oneof(fc.constant('-'), fc.nat().map(String))
const quoted = fc.array(text, { maxLength: 4 }).map((fields) => fields.map((field) => ` "${field}"`).join(''))
const usualQuoted = fc.constantFrom('', ' "-" "curl/8.0"', ' "http://e.com/" "Mozilla \\"5\\"" "10.0.0.1"')
const seconds = fc.constantFrom(
  ...[
    '',
    '',
    ' 0.123',
    ' 0.000',
    ' 12',
    ' 1500000',
    ' -',
    ' 1.',
    ' .5',
    ' 1e3',
    ' 1.2.3',
    ' 123456789.123456',
    ' 1234567890.123456',
    ' ',
  ],
)
const end = fc.constantFrom('', '', '', '\r', ' ', '\r\r')

const assemble = fc.tuple
const usual = assemble(host, user, usualStamp, request, usualStatus, usualBytes, usualQuoted, seconds, end)
const unusual = assemble(
  host,
  user,
  fc.oneof(stamp, usualStamp),
  request,
  fc.oneof(status, usualStatus),
  bytes,
  quoted,
  seconds,
  end,
)
const shaped = fc
  .oneof({ weight: 3, arbitrary: usual }, { weight: 2, arbitrary: unusual })
  .map(([h, u, t, r, st, b, q, s, e]) => `${h} - ${u} [${t}] "${r}" ${st} ${b}${q}${s}${e}`)

/** A line with one byte cut out, put in or exchanged, or with its end cut off. */
const mutated = fc
  .tuple(shaped, fc.nat(), byte, fc.constantFrom('cut', 'insert', 'exchange', 'end'))
  .map(([line, at, code, how]) => {
    const i = at % (line.length + 1)
    if (how === 'end') return line.slice(0, i)
    return (
      line.slice(0, i) + (how === 'cut' ? '' : String.fromCharCode(code)) + line.slice(how === 'insert' ? i : i + 1)
    )
  })

export const line = fc
  .oneof({ weight: 5, arbitrary: shaped }, { weight: 3, arbitrary: mutated }, { weight: 1, arbitrary: garbage })
  .map((chars) => chars.replaceAll('\n', ''))

/** A whole log, whose last line may lack its line feed. */
export const log = fc
  .tuple(fc.array(line, { maxLength: 30 }), fc.boolean())
  .map(([lines, ended]) => lines.join('\n') + (ended && lines.length > 0 ? '\n' : ''))
