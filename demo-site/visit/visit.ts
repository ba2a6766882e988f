import type { Browser } from 'playwright'
import { systemClock } from '../clock.js'
import type { Demo } from '../start-demo.js'
import { awaitExpected } from './await-expected.js'
import { EXPECTED } from './expected.js'
import { openBrowser } from './open-browser.js'
import { reportTable } from './report.js'
import { visitAndSayWho } from './self-reported-visit.js'
import { visitByTrackedLink } from './tracked-visit.js'

/**
 * Two visits by a real browser, and what a seller then reads. Returns whether all that was expected arrived; false as
 * soon as `stopped` settles.
 */
export async function visit(
  demo: Demo,
  options: { headed: boolean; screenshot: string | undefined; stopped: Promise<void> },
): Promise<boolean> {
  const browser = await openBrowser(options)
  try {
    const visits = visitAndReport(demo, browser, options.screenshot)
    visits.catch(() => {}) // Stopping takes the browser away from under it; its failure is of no interest then.
    return await Promise.race([visits, options.stopped.then(() => false)])
  } finally {
    await browser.close()
  }
}

async function visitAndReport(
  demo: Demo,
  browser: Browser,
  screenshot: string | undefined,
): Promise<boolean> {
  console.log('A visitor follows a seller’s link, watches 60 % of the tour and picks a plan …')
  await visitByTrackedLink(browser, demo.siteUrl)
  console.log('A stranger watches half of the tour, looks at the prices and says who she is …')
  await visitAndSayWho(browser, demo.siteUrl)

  const { interactions } = demo.sandbox
  const tell = (progress: string) => console.log(`  ${progress}`)
  const missing = await awaitExpected({ interactions, clock: systemClock, tell })
  const arrived = interactions()
  console.log(`\nWhat a seller reads:\n\n${reportTable(arrived)}\n`)
  const found = EXPECTED.length - missing.length
  console.log(
    `${found} of ${EXPECTED.length} checked interactions are among these ${arrived.length}.`,
  )
  for (const { words } of missing) console.log(`MISSING  ${words}`)
  if (missing.length > 0) console.log(`\nThe collector’s last output:\n${demo.collectorOutput()}`)

  if (screenshot) await photograph(browser, demo.sandboxUrl, screenshot)
  return missing.length === 0
}

async function photograph(browser: Browser, url: string, path: string): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: 1120, height: 800 },
    deviceScaleFactor: 1.5,
    colorScheme: 'light',
  })
  await page.goto(url)
  await page.locator('#live', { hasText: 'Live' }).waitFor()
  await page.screenshot({ path, fullPage: true, animations: 'disabled' })
  console.log(`The timeline is in ${path}.`)
}
