import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test'
import { systemClock } from '../demo-site/clock.js'
import {
  openGongSandbox,
  type OpenGongSandbox,
} from '../demo-site/gong-sandbox/open-gong-sandbox.js'
import { openDemoSite } from '../demo-site/open-demo-site.js'
import { createCollectorProcess, type CollectorProcess } from './collector-process.js'

/** What a test's collector has besides, or instead of, what all have. */
export interface Settings {
  /** Of its only site. */
  site?: Record<string, unknown>
  /** Of the configuration file. */
  config?: Record<string, unknown>
  environment?: Record<string, string>
}

export type Interaction = ReturnType<OpenGongSandbox['interactions']>[number]['body']

/** Everything between a page and Gong, as real processes on this machine, and each test its own. */
export interface World {
  siteUrl: string
  collector: CollectorProcess
  sandbox: OpenGongSandbox
  /** A browser of its own, without history. */
  newVisitor(): Promise<BrowserContext>
  /** All interactions that Gong has, oldest first by their own time. */
  received(): Interaction[]
  /** Waits until Gong has an interaction that fits, and returns it. */
  receive(fits: Partial<Interaction>): Promise<Interaction>
}

const ACCESS_KEY = 'e2e-key'
const ACCESS_KEY_SECRET = 'e2e-secret'

/** What Gong answers to a call that should never have been made. */
const REFUSALS = new Set([400, 401, 403, 404, 429])

/** Headless browsers say so; a visitor's does not. */
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

/** Longer than the time between two milestones of the film at twice its speed, short enough to wait for. */
const QUIET_SECONDS = 4

/**
 * Covers: browser, snippet, collector process, sandbox. Whatever a test did, at its end Gong has refused nothing, has
 * met no id with two contents and has seen no more calls in a second than it allows.
 */
export const test = base.extend<{
  /** The collector's: a test may put files into it that its settings name. */
  folder: string
  settings: Settings
  world: World
  visitor: BrowserContext
  page: Page
}>({
  // Playwright reads from the first argument which fixtures are needed.
  // eslint-disable-next-line no-empty-pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'tamtam-e2e-'))
    await use(folder)
    await rm(folder, { recursive: true })
  },

  settings: [{}, { option: true }],

  world: async ({ browser, folder, settings }, use) => {
    const sandbox = await openGongSandbox({
      port: 0,
      clock: systemClock,
      accessKey: ACCESS_KEY,
      accessKeySecret: ACCESS_KEY_SECRET,
    })
    const configPath = join(folder, 'tamtam.config.json')
    const collector = await createCollectorProcess({
      TAMTAM_CONFIG: configPath,
      TAMTAM_DATA_DIR: join(folder, 'data'),
      TAMTAM_LOG_LEVEL: 'warn',
      GONG_API_BASE_URL: sandbox.url,
      GONG_ACCESS_KEY: ACCESS_KEY,
      GONG_ACCESS_KEY_SECRET: ACCESS_KEY_SECRET,
      ...settings.environment,
    })
    const site = await openDemoSite({ port: 0, collectorUrl: collector.url, siteId: 'demo' })
    await writeFile(
      configPath,
      JSON.stringify({
        companyName: 'Firnline',
        sites: [
          // Every visitor here is driven by a program.
          {
            siteId: 'demo',
            origins: [site.url],
            bots: 'keep',
            titleSuffixes: [' | Firnline'],
            ...settings.site,
          },
        ],
        // All visitors come from one address, faster than people do.
        rateLimit: false,
        coalesce: { quietSeconds: QUIET_SECONDS, maxSeconds: 120, sessionIdleMinutes: 0.1 },
        ...settings.config,
      }),
    )
    await collector.start()
    const received = (): Interaction[] =>
      sandbox
        .interactions()
        .map(({ body }) => body)
        .sort((a, b) => a.timestamp.localeCompare(b.timestamp))

    await use({
      siteUrl: site.url,
      collector,
      sandbox,
      newVisitor: () => browser.newContext({ userAgent: USER_AGENT }),
      received,
      async receive(fits) {
        await expect.poll(received).toContainEqual(expect.objectContaining(fits))
        const found = received().find((each) => matches(each, fits))
        if (!found) throw new Error('the sandbox forgot an interaction')
        return found
      },
    })

    await collector.stop()
    await site.close()
    await sandbox.close()
    expect(sandbox.summary()).toMatchObject({ conflictsWithOtherContent: 0 })
    expect(sandbox.calls().filter(({ status }) => status && REFUSALS.has(status))).toEqual([])
    expect(sandbox.summary().busiestSecond).toBeLessThanOrEqual(3)
  },

  visitor: async ({ world }, use) => {
    const context = await world.newVisitor()
    await use(context)
    await context.close()
  },

  page: async ({ visitor }, use) => {
    const page = await visitor.newPage()
    const errors: Error[] = []
    page.on('pageerror', (error) => errors.push(error))
    await use(page)
    expect(errors, 'the page threw nothing').toEqual([])
  },
})

/** What fits an interaction of this title. */
export function titled(contentTitle: string): Partial<Interaction> {
  return { content: expect.objectContaining({ contentTitle }) as never }
}

function matches(interaction: Interaction, fits: Partial<Interaction>): boolean {
  try {
    expect(interaction).toEqual(expect.objectContaining(fits))
    return true
  } catch {
    // Another interaction.
    return false
  }
}

export { expect }
