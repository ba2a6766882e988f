import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{wire,snippet,collector,demo-site}/**/*.test.ts'],
    retry: 0,
    // Property tests and the build tests share two cores with each other.
    testTimeout: 30_000,
  },
})
