import { spawnSync } from 'node:child_process'
import { findChromium } from './find-browser.js'
import { findFirefox } from './find-firefox.js'
import { findWebKit, WEBKIT_PACKAGES } from './webkit/find-webkit.js'

/**
 * The browser tests: finds or gets the browsers, says so in a line each, and runs Playwright with them. Without a
 * Firefox or a WebKit it runs the rest, unless TAMTAM_REQUIRE_BROWSERS=all asks for every browser.
 */
const isRequired = process.env.TAMTAM_REQUIRE_BROWSERS === 'all'
const chromium = findChromium()
console.log(`browser tests run in ${chromium.executablePath}, ${chromium.how}`)
const firefox = findFirefox({ isRequired })
if (firefox) console.log(`and in ${firefox.executablePath}, ${firefox.how}`)
else if (isRequired) {
  throw new Error(
    'TAMTAM_REQUIRE_BROWSERS=all, and no Firefox: run "apt-get install firefox-esr", or set PLAYWRIGHT_FIREFOX to one',
  )
} else console.log('not in Firefox: none is installed, and PLAYWRIGHT_FIREFOX names none')
const webkit = findWebKit({ isRequired })
if (webkit) console.log(`and in ${webkit.driverPath}, ${webkit.how}`)
else if (isRequired) {
  throw new Error(
    `TAMTAM_REQUIRE_BROWSERS=all, and no WebKit: run "apt-get install ${WEBKIT_PACKAGES.join(' ')}", or set WEBKIT_DRIVER to a WebKitWebDriver`,
  )
} else console.log(`not in WebKit: it takes ${WEBKIT_PACKAGES.join(' and ')}, or WEBKIT_DRIVER`)

const { status } = spawnSync(
  'npx',
  ['--no-install', 'playwright', 'test', ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      PLAYWRIGHT_CHROMIUM: chromium.executablePath,
      PLAYWRIGHT_FIREFOX: firefox?.executablePath ?? '',
      WEBKIT_DRIVER: webkit?.driverPath ?? '',
    },
  },
)
process.exitCode = status ?? 1
