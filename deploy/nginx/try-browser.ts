import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { chromium, type Response } from 'playwright'
import { CHROMIUM_ARGUMENTS, findChromium } from '../../e2e/find-browser.js'
import { SITE_HOST } from './start-nginx.js'

export const SITE_ID = 'acme-www'

/** As nginx.conf says it. */
const TAG = `<script async src="/_t/tamtam.js" data-site="${SITE_ID}" data-endpoint="/_t/v1/events" data-cookie-domain="acme.com"></script>`

/** The site itself: each page leads to /next. */
export async function startSite(): Promise<{ port: number; close(): void }> {
  const site = createServer((request, response) => {
    const body = `<!doctype html><title>${request.url === '/next' ? 'Next' : 'Home'}</title>${TAG}<a href="/next">Next</a>`
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(body)
  })
  site.listen(0, '127.0.0.1')
  await once(site, 'listening')
  // It listens on a port.
  return { port: (site.address() as AddressInfo).port, close: () => site.close() }
}

export interface Visited {
  browser: string
  protocol: string
  encoding: string
  beacons: number
}

/**
 * Visits two pages of the site by a real browser. Throws unless the script came and each page's beacon was answered 204,
 * all from the site's own host, and one cookie of the site's domain holds the visitor.
 */
export async function tryBrowser(port: number): Promise<Visited> {
  const browser = await chromium.launch({
    executablePath: findChromium().executablePath,
    args: [...CHROMIUM_ARGUMENTS, `--host-resolver-rules=MAP ${SITE_HOST}:443 127.0.0.1:${port}`],
  })
  try {
    const context = await browser.newContext({ ignoreHTTPSErrors: true })
    const page = await context.newPage()
    const answers: Response[] = []
    page.on('response', (answer) => answers.push(answer))
    const beaconAnswered = () =>
      page.waitForResponse((answer) => answer.url().endsWith('/v1/events'), { timeout: 15_000 })

    await Promise.all([beaconAnswered(), page.goto(`https://${SITE_HOST}/`)])
    const protocol = await page.evaluate(() => {
      const [script] = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
      return script?.nextHopProtocol ?? 'none'
    })
    await Promise.all([beaconAnswered(), page.goto(`https://${SITE_HOST}/next`)])
    await page.waitForLoadState('networkidle')

    const hosts = new Set(answers.map((answer) => new URL(answer.url()).host))
    if (hosts.size !== 1) throw new Error(`the page asked ${[...hosts].join(', ')}`)
    const beacons = answers.filter((answer) => answer.url().endsWith('/v1/events'))
    const refused = beacons.find((answer) => answer.status() !== 204)
    if (refused) throw new Error(`a beacon was answered ${refused.status()}`)
    const cookies = (await context.cookies()).filter(({ name }) => name === 'tamtam')
    if (cookies.length !== 1 || cookies[0]?.domain !== '.acme.com') {
      throw new Error(`the visitor's cookie is not right: ${JSON.stringify(cookies)}`)
    }
    const script = answers.find((answer) => answer.url().endsWith('/_t/tamtam.js'))
    const encoding = (await script?.headerValue('content-encoding')) ?? 'none'
    const about = `Chromium ${browser.version()}`
    return { browser: about, protocol, encoding, beacons: beacons.length }
  } finally {
    await browser.close()
  }
}
