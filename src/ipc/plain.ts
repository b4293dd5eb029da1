/**
 * Which values JSON says exactly: small plain ones. V8 writes and reads those as JSON several times as fast as it
 * serialises them, but JSON has no undefined, no NaN and no -0, leaves away what it has no words for, and knows nothing
 * of one object in two places. So a value is looked through first, and what is large goes to the serialiser, which is
 * as fast there.
 */

/** Arrays of more elements are large. */
const ELEMENTS = 32
/** Values of more objects and arrays are large. */
const OBJECTS = 16

/** The objects and arrays met so far; kept in one place, because this runs for every value. */
const seen: unknown[] = new Array(OBJECTS).fill(undefined)
let count = 0

/** Whether JSON brings the value across as it is. */
export function isSmallAndPlain(value: unknown): boolean {
  const is = check(value)
  while (count > 0) seen[--count] = undefined
  return is
}

function check(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true
    case 'number':
      return value - value === 0 && (value !== 0 || 1 / value > 0)
    case 'object':
      return value === null || checkObject(value)
    default:
      return false
  }
}

function checkObject(value: object): boolean {
  for (let index = 0; index < count; index++) if (seen[index] === value) return false
  if (count === OBJECTS) return false
  seen[count++] = value
  const prototype = Object.getPrototypeOf(value)
  if (prototype === Object.prototype) {
    for (const key in value) if (!check((value as Record<string, unknown>)[key])) return false
    return true
  }
  if (prototype !== Array.prototype || !Array.isArray(value) || value.length > ELEMENTS) return false
  // A property beside the elements would be lost.
  if (Object.keys(value).length !== value.length) return false
  for (let index = 0; index < value.length; index++) if (!check(value[index])) return false
  return true
}
