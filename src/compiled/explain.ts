/** How a function runs, told to people: what is compiled and how, or what stands in the way. */
import { dtypeOf } from '../arrays/dtype.js'
import type { Explanation } from '../native.js'
import type { Place } from './operations.js'
import { Refusal } from './refusal.js'

/** A place that runs nothing, and says what would run. `otherwise` is what becomes of what cannot be compiled. */
export function explaining(otherwise: string, options: readonly string[] = []): Place {
  return {
    options,
    run({ code, request, className }) {
      const inputs = request.inputs.all.map((input) => dtypeOf(input) ?? 'number')
      const signature = `(${inputs.join(', ')}) → ${className}`
      if (!(code instanceof Refusal)) return [`${signature}: native`, ...code.explain().flatMap(lines)].join('\n')
      const remedy = code.variable === undefined ? code.remedy : `pass { consts: { ${code.variable} } }`
      return [`${signature}: ${otherwise}`, `  because: ${code.found}`, `  instead: ${remedy}`].join('\n')
    },
  }
}

const MATH: Record<string, string> = {
  host: "host, the bits of this runtime's own Math",
  portable: 'portable, the same bits on every machine',
}

function lines(how: Explanation | null): string[] {
  if (how === null) return []
  const { isa, math, registers, block, instructions, cost, loops } = how
  return [
    `  instructions: ${instructions}, ${isa}`,
    `  registers:    ${registers} of ${block} elements`,
    `  math:         ${MATH[math] ?? math}`,
    `  cost:         ${cost === undefined ? 'depends on the data' : `about ${Number(cost.toPrecision(2))} ns per element and thread`}`,
    ...loops.map((loop, at) => `  loop ${at + 1}:       ${loop}`),
  ]
}
