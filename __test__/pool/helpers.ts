/** What the pool's tests share: waits that end, errors as values, and programs of their own. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The built package, for code that runs outside of the test runner. */
export const built = new URL('../../dist/index.js', import.meta.url).href

/** The promise, or an error that says it never settled: a hang must fail loudly. */
export async function within<T>(promise: PromiseLike<T>, ms = 10_000): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not settled within ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

// biome-ignore lint/suspicious/noExplicitAny: tests look at whatever properties an error has
export type Caught = any

/** What the promise rejects with. */
export function rejection(promise: PromiseLike<unknown>): Promise<Caught> {
  return within(
    promise.then(
      (value) => {
        throw new Error(`did not reject but gave ${value}`)
      },
      (error) => error,
    ),
  )
}

/** What the call throws, before it returns. */
export function thrown(call: () => unknown): Caught {
  try {
    call()
  } catch (error) {
    return error
  }
  throw new Error('did not throw')
}

/** Runs a program that has Pool and all else of allcores as `allcores`. */
export function program(
  source: string,
  ...options: string[]
): Promise<{ code: number | string; stdout: string; stderr: string }> {
  const code = `import * as allcores from ${JSON.stringify(built)}; const { Pool } = allcores; ${source}`
  const args = [...options, '--input-type=module', '--eval', code]
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      args,
      { timeout: 20_000, cwd: fileURLToPath(new URL('.', import.meta.url)) },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : (error.code ?? String(error.signal)), stdout, stderr })
      },
    )
  })
}

/** Collects an async iterable. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}
