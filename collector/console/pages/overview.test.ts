import { describe, expect, it } from 'vitest'
import { anEvent } from '../../../wire/test-data.js'
import { credentialOf } from '../../open-gong.js'
import type { Overview } from '../../operate/read-overview.js'
import { queueOne, sealOne } from '../../store/test-outbox.js'
import { aSpooledBeacon } from '../../store/test-store.js'
import { GONG, read, SITE } from '../../test-config.js'
import { openTestConsole } from '../test-console.js'

/** A high priority has a part kept for it where some rule gives it. */
const CONTENT = [{ match: '/pricing*', priority: 'high' }]

const MINUTE_MS = 60_000

async function openOverview(env: Record<string, string> = {}) {
  const test = await openTestConsole({ env, config: { sites: [SITE], content: CONTENT } })
  // The answer of our own API.
  const overview = async (path = '') => (await test.json(`/api/overview${path}`)) as Overview
  return { ...test, overview }
}

describe('before anything has come', () => {
  it('shows the three steps to a first interaction', async () => {
    const { page, overview } = await openOverview()
    expect((await overview()).isNew).toBe(true)
    const html = await page('/')
    expect(html).toContain('Put the tag on a page.')
    expect(html).toContain('href="/sites"')
    expect(html).toContain('href="/timeline"')
    expect(html).toContain('GONG_ACCESS_KEY_SECRET')
    expect(html).not.toContain('<time-chart')
  })

  it('asks for no variables that are set', async () => {
    const { page } = await openOverview(GONG)
    expect(await page('/')).toContain('Gong&#39;s variables are set')
  })
})

describe('figures', () => {
  it('are there within the minute, and stay with the samples', async () => {
    const { store, overview, turn, nowMs, page } = await openOverview()
    await store.takeSample(nowMs())
    const events = [anEvent('page_view'), anEvent('page_view')]
    await store.appendBeacons([aSpooledBeacon(events)])
    await queueOne(store)
    await store.hold([await sealOne(store)], 'identity_unknown')
    await store.bury(await sealOne(store), 'compose_failed', nowMs())
    turn(4000)
    const expected = { accepted: 2, held: 1, waiting: 1 }
    const soon = await overview()
    expect(soon.activity.counts).toMatchObject(expected)
    expect(soon).toMatchObject({ isNew: false, dead: 1 })
    expect(await page('/')).toContain('Last event 4 s ago.')
    turn(MINUTE_MS)
    await store.takeSample(nowMs())
    turn(MINUTE_MS)
    const later = await overview()
    expect(later.activity.counts).toMatchObject(expected)
    const told = later.activity.buckets.flatMap(({ totals }) => totals ?? [])
    expect(told.reduce((sum, { dead }) => sum + dead, 0)).toBe(1)
  })

  it('of seven days come in wider parts', async () => {
    const { overview } = await openOverview()
    expect((await overview()).activity).toMatchObject({ span: '24h', bucketMs: 15 * MINUTE_MS })
    const { span, bucketMs, buckets } = (await overview('?span=7d')).activity
    expect([span, bucketMs, buckets.length]).toEqual(['7d', 120 * MINUTE_MS, 84])
  })

  it('stand beside their charts as tables', async () => {
    const { store, page, nowMs } = await openOverview()
    await store.takeSample(nowMs())
    await queueOne(store)
    const html = await page('/')
    expect(html.match(/<time-chart /g)).toHaveLength(3)
    expect(html).toContain('Interactions held and waiting: the figures')
  })
})

describe('freshness', () => {
  it('says what to check when nothing came for long, and which site is silent', async () => {
    const { store, turn, page, overview } = await openOverview()
    await store.appendBeacons([aSpooledBeacon([anEvent('page_view')])])
    turn(3 * 60 * MINUTE_MS)
    const { freshness } = await overview()
    expect(freshness.sites).toMatchObject([{ siteId: 'acme-www' }])
    expect(freshness.toCheck.join()).toContain('No event came for 3 h.')
    // Nothing has stitched them either.
    expect(freshness.toCheck.join()).toContain('given their person')
    expect(await page('/')).toContain('under Sites')
  })
})

describe('Gong', () => {
  it('is a preview without credentials', async () => {
    const { page } = await openOverview()
    expect(await page('/')).toContain('A preview, nothing is sent')
  })

  it('is halted with its reason and the next step', async () => {
    const { store, page, nowMs } = await openOverview(GONG)
    const { gong } = read(GONG)
    if (!gong) throw new Error('a sign-in')
    await store.halt(credentialOf(gong), { reason: 'gong_forbidden', haltedAtMs: nowMs() })
    const html = await page('/')
    expect(html).toContain('Halted since 12:00 UTC, nothing is sent. gong_forbidden: ')
    expect(html).toContain('<code>npx tamtam doctor</code>')
  })

  it('is waited for, slowed, and halted for another sign-in', async () => {
    const { store, page, nowMs } = await openOverview(GONG)
    await store.writeDestination({
      blockedUntilMs: nowMs() + 10 * MINUTE_MS,
      failures: 2,
      rateShare: 0.5,
      rateChangedAtMs: nowMs(),
    })
    await store.halt('of another', { reason: 'gong_forbidden', haltedAtMs: nowMs() })
    const html = await page('/')
    expect(html).toContain('No call before 12:10:00 UTC')
    expect(html).toContain('slowed to 50 % of 3 calls a second')
    expect(html).toContain('Halted for another sign-in since 12:00 UTC')
  })
})

describe('the budget', () => {
  it('tells use, room, release, reserve and what waits, with the forecast in words', async () => {
    const { store, page, nowMs } = await openOverview({ ...GONG, GONG_CALLS_PER_DAY: '100' })
    await store.grantPermit(nowMs() - 1, 'normal')
    await queueOne(store, { nowMs: nowMs() - 2 * 60 * MINUTE_MS })
    const html = (await page('/')).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
    expect(html).toContain('80 of Gong&#39;s 100 calls in any 24 hours are ours, 3 a second.')
    expect(html).toMatch(/normal 1 of 56 , 1 of them its own 30 31 24 1 , oldest 2 h/)
    expect(html).toMatch(/Self-reported 0 of 16/)
    expect(html).toMatch(
      /Forecast: .* at the last hour&#39;s pace of 1 call; what waits now is sent by 12:05 UTC\./,
    )
  })
})
