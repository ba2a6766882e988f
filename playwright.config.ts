import { defineConfig } from '@playwright/test'
import { CHROMIUM_ARGUMENTS } from './e2e/find-browser.js'
import { firefoxOptions } from './e2e/find-firefox.js'

// Set by e2e/run.ts, which finds or gets the browsers first.
const { PLAYWRIGHT_CHROMIUM = '', PLAYWRIGHT_FIREFOX, WEBKIT_DRIVER } = process.env

export default defineConfig({
  testDir: 'e2e',
  retries: 0,
  // Each full-stack test starts a collector of its own, with two worker threads, beside a browser.
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['./e2e/report-by-engine.ts']],
  forbidOnly: true,
  outputDir: 'test-results',
  projects: [
    {
      name: 'chromium',
      testMatch: ['*.spec.ts', 'behaviour/*.spec.ts'],
      testIgnore: 'webkit/**',
      use: {
        browserName: 'chromium',
        launchOptions: {
          executablePath: PLAYWRIGHT_CHROMIUM,
          args: [...CHROMIUM_ARGUMENTS, '--autoplay-policy=no-user-gesture-required'],
        },
      },
    },
    // What the page does can be seen at a collector; the full stack behind it is the same for every browser.
    ...(PLAYWRIGHT_FIREFOX
      ? [
          {
            name: 'firefox',
            testMatch: 'behaviour/*.spec.ts',
            use: firefoxOptions(PLAYWRIGHT_FIREFOX),
          },
        ]
      : []),
    // Its driver is not Playwright's, so that it has tests of its own, of what differs between engines.
    ...(WEBKIT_DRIVER ? [{ name: 'webkit', testMatch: 'webkit/*.spec.ts' }] : []),
  ],
})
