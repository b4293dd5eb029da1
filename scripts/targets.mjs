/**
 * Checks that the supported platforms are the same everywhere they are written: package.json's napi.targets, the build
 * matrix of the CI workflow and the platform packages of a release. A platform missing in one place would be noticed
 * only by the first user who has it.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { platformArchTriples } from '@napi-rs/triples'
import { root } from './command.mjs'
import { platformPackages } from './platform-packages.mjs'

const read = (path) => readFileSync(join(root, path), 'utf8')
const { name, napi } = JSON.parse(read('package.json'))
const known = Object.values(platformArchTriples).flatMap((archs) => Object.values(archs).flat())
const problems = []

function expectSame(place, found, wanted) {
  for (const entry of wanted) if (!found.includes(entry)) problems.push(`${place} lacks ${entry}`)
  for (const entry of found) if (!wanted.includes(entry)) problems.push(`${place} has ${entry}, package.json has not`)
  if (new Set(found).size !== found.length) problems.push(`${place} names a target twice`)
}

const targets = napi.targets.map((triple) => {
  const target = known.find((candidate) => candidate.triple === triple)
  if (!target) problems.push(`napi.targets: @napi-rs/triples knows no ${triple}`)
  return target
})

const built = [...read('.github/workflows/ci.yml').matchAll(/^\s+- target: (\S+)$/gm)].map(([, triple]) => triple)
expectSame('.github/workflows/ci.yml', built, napi.targets)

const folder = mkdtempSync(join(tmpdir(), `${name}-targets-`))
try {
  const packages = Object.values(await platformPackages(folder))
  const described = ({ platform, arch, abi, platformArchABI }) => {
    const libc = { gnu: 'glibc', musl: 'musl' }[abi] ?? 'any libc'
    return `${name}-${platformArchABI} for ${platform} ${arch} ${libc}`
  }
  expectSame(
    'napi create-npm-dirs',
    packages.map((made) => `${made.name} for ${made.os} ${made.cpu} ${made.libc ?? 'any libc'}`),
    targets.filter(Boolean).map(described),
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}

if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exitCode = 1
} else {
  console.log(`${targets.length} targets agree`)
}
