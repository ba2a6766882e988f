import { defineConfig } from '@playwright/test'
import { CHROMIUM_ARGUMENTS } from './e2e/find-browser.js'

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  retries: 0,
  // Each test starts a collector of its own, with two worker threads, beside a browser.
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  forbidOnly: true,
  outputDir: 'test-results',
  use: {
    launchOptions: {
      // Set by e2e/run.ts, which finds or gets a browser first.
      executablePath: process.env.PLAYWRIGHT_CHROMIUM ?? '',
      args: [...CHROMIUM_ARGUMENTS, '--autoplay-policy=no-user-gesture-required'],
    },
  },
})
