/**
 * The tests see what a user gets: `allcores` is the compiled package, loaded by Node itself and not by the test
 * runner's transform. A test may take long on a slow machine: the limit is there for hangs, and time decides nothing.
 */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const built = (file: string) => fileURLToPath(new URL(`./dist/${file}`, import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^allcores$/, replacement: built('index.js') },
      { find: /^allcores\/promises$/, replacement: built('promises.js') },
    ],
  },
  test: {
    include: ['__test__/**/*.test.ts'],
    pool: 'forks',
    testTimeout: 300_000,
    hookTimeout: 300_000,
    server: { deps: { external: [/\/dist\//, /\/src\/native\//] } },
  },
})
