import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['__test__/**/*.test.ts'],
    alias: { allcores: fileURLToPath(new URL('./dist/index.js', import.meta.url)) },
    server: { deps: { external: [/\/dist\//] } },
    testTimeout: 30_000,
  },
})
