import { spawnSync } from 'node:child_process'
import { findChromium } from './find-browser.js'

/** The browser tests: finds or gets a browser, says so in a line, and runs Playwright with it. */
const { executablePath, how } = findChromium()
console.log(`browser tests run in ${executablePath}, ${how}`)

const { status } = spawnSync(
  'npx',
  ['--no-install', 'playwright', 'test', ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, PLAYWRIGHT_CHROMIUM: executablePath } },
)
process.exitCode = status ?? 1
