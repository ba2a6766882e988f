import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type Page } from '@playwright/test'
import { systemClock } from '../demo-site/clock.js'
import {
  openGongSandbox,
  type OpenGongSandbox,
} from '../demo-site/gong-sandbox/open-gong-sandbox.js'
import { createCollectorProcess, type CollectorProcess } from './collector-process.js'
import { MARK } from './payload-corpus.js'

export const ORIGIN = 'http://127.0.0.1:9'
export const SECRET_KEY = 'e2e-secret-key-of-the-demo-site'

/** A collector with a console, and Gong's stand-in, which may refuse. */
export interface ConsoleWorld {
  url: string
  consoleUrl: string
  sandbox: OpenGongSandbox
  collector: Pick<CollectorProcess, 'hang' | 'goOn'>
  /** Sends a beacon as a page of the site does, or what the site's server says with its key. */
  send: (body: unknown, path?: string) => Promise<number>
}

/** Whatever a test does, no page runs what is not ours, asks anybody else, or breaks the policy. */
export const test = base.extend<{
  environment: Record<string, string>
  world: ConsoleWorld
  page: Page
}>({
  environment: [{}, { option: true }],

  world: async ({ environment }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'tamtam-console-'))
    const keys = { accessKey: 'key', accessKeySecret: 'secret' }
    const sandbox = await openGongSandbox({ port: 0, clock: systemClock, ...keys })
    const file = join(folder, 'tamtam.config.json')
    const site = { siteId: 'demo', origins: [ORIGIN], bots: 'keep', identity: 'open' }
    const coalesce = { quietSeconds: 1, maxSeconds: 60, sessionIdleMinutes: 0.03 }
    const content = [{ match: '/pricing*', title: 'Pricing', priority: 'high' }]
    await writeFile(file, JSON.stringify({ sites: [site], rateLimit: false, coalesce, content }))
    const collector = await createCollectorProcess({
      TAMTAM_CONFIG: file,
      TAMTAM_DATA_DIR: join(folder, 'data'),
      TAMTAM_SECRET_KEYS: `demo:${SECRET_KEY}`,
      GONG_API_BASE_URL: sandbox.url,
      GONG_ACCESS_KEY: keys.accessKey,
      GONG_ACCESS_KEY_SECRET: keys.accessKeySecret,
      ...environment,
    })
    await collector.start()
    // Beacons are taken before the console is there.
    const isThere = () =>
      fetch(collector.consoleUrl).then(
        () => true,
        () => false,
      )
    await expect.poll(isThere).toBe(true)
    await use({
      url: collector.url,
      consoleUrl: collector.consoleUrl,
      sandbox,
      collector,
      async send(body, path = '/v1/events') {
        const headers: Record<string, string> =
          path === '/v1/events'
            ? { Origin: ORIGIN, 'Content-Type': 'text/plain' }
            : { Authorization: `Bearer ${SECRET_KEY}`, 'Content-Type': 'application/json' }
        const init = { method: 'POST', headers, body: JSON.stringify(body) }
        return (await fetch(`${collector.url}${path}`, init)).status
      },
    })
    collector.goOn()
    await collector.stop()
    await sandbox.close()
    await rm(folder, { recursive: true })
  },

  page: async ({ page, world }, use) => {
    const faults = await watch(page, world.consoleUrl)
    await use(page)
    expect(faults).toEqual([])
  },
})

/** Gathers what no page of the console may do. */
export async function watch(page: Page, consoleUrl: string): Promise<string[]> {
  const faults: string[] = []
  const say = (words: string) => faults.push(`${page.url()}: ${words}`)
  const hosts = new Set([
    new URL(consoleUrl).host,
    new URL(consoleUrl).host.replace('127.0.0.1', 'localhost'),
  ])
  page.on('pageerror', (error) => say(`threw ${error.message}`))
  page.on('dialog', (dialog) => {
    say(`opened a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    if (!hosts.has(new URL(request.url()).host)) say(`asked ${request.url()}`)
  })
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) say(message.text())
  })
  await page.exposeFunction('__tell', say)
  await page.addInitScript((mark) => {
    const { __tell } = window as unknown as { __tell: (words: string) => void }
    document.addEventListener('securitypolicyviolation', (violation) =>
      __tell(`violated ${violation.effectiveDirective} with ${violation.blockedURI}`),
    )
    Object.defineProperty(window, mark, { set: () => __tell('ran what a visitor wrote') })
  }, MARK)
  return faults
}

export { expect }
