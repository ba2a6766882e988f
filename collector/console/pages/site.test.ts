import { expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../../../wire/test-data.js'
import type { Sightings, SiteSightings } from '../../lib/sightings.js'
import { aSpooledBeacon } from '../../store/test-store.js'
import { openTestConsole } from '../test-console.js'

const ORIGIN = 'https://www.acme.com'
const CONFIG = {
  publicUrl: 'https://t.acme.com',
  sites: [
    { siteId: 'acme-www', origins: [ORIGIN] },
    { siteId: 'open-site', origins: ['https://open.acme.com'], identity: 'open' },
  ],
}
const KEY = 'secret-key-of-the-site-7'

/** What the accepting process has seen of acme-www. */
function sightings(own: Partial<SiteSightings> = {}): Sightings {
  const site = { siteId: 'acme-www', accepted: null, refusals: [], drops: [], failures: [] }
  return {
    sinceMs: NOON_MS - 60_000,
    sites: [{ ...site, ...own }],
    loads: [],
    refusals: [],
    unknownSites: [],
  }
}

async function openSite(own: Partial<SiteSightings> = {}) {
  return openTestConsole({
    config: CONFIG,
    env: { TAMTAM_SECRET_KEYS: `acme-www:${KEY}` },
    main: { readSightings: async () => sightings(own) },
  })
}

it('turns green at the first event, and is read out politely', async () => {
  const accepted = { origin: ORIGIN, atMs: NOON_MS, eventCount: 1 }
  const before = await (await openSite()).page('/sites/acme-www')
  expect(before).toContain('Waiting for the first event')
  const after = await (await openSite({ accepted })).page('/sites/acme-www')
  expect(after).toMatch(/id="seen" aria-live="polite"><div class="box seen good">/)
  expect(after).toContain('We see you')
})

it('what went wrong since stands in a box of its own, beside the green one', async () => {
  const accepted = { origin: ORIGIN, atMs: NOON_MS - 2, eventCount: 1 }
  const refusals = [
    { code: 'origin_not_allowed' as const, origin: 'https://shop.acme.com', atMs: NOON_MS - 1 },
  ]
  const html = await (await openSite({ accepted, refusals })).page('/sites/acme-www')
  expect(html).toMatch(
    /<div class="box seen good">((?!shop\.acme\.com).)*<div class="box seen warn">/s,
  )
  expect(html).toMatch(/<div class="box seen warn">.*https:\/\/shop\.acme\.com/s)
})

it('says what is wrong and the next step; what strangers sent is text', async () => {
  const drops = [
    {
      reason: 'bot_user_agent' as const,
      origin: ORIGIN,
      atMs: NOON_MS,
      userAgent: '<img src=x onerror=alert(1)>',
    },
  ]
  const page = await (await openSite({ drops })).page('/sites/acme-www')
  expect(page).toContain('Something is wrong')
  expect(page).toContain('Open the page in an ordinary browser.')
  expect(page).not.toContain('<img')
})

it('says when another process has accepted the events', async () => {
  const { store, json } = await openSite()
  const beacon = aSpooledBeacon([anEvent('page_view')], { receivedAtMs: NOON_MS })
  await store.appendBeacons([beacon])
  expect(await json('/api/sites/acme-www')).toMatchObject({
    lastEventAtMs: NOON_MS,
    seen: { state: 'good', elsewhere: expect.stringContaining('Another process') as string },
  })
})

it('writes the tag as it is ticked, and keeps what was ticked', async () => {
  const { page, json } = await openSite()
  const path = '/sites/acme-www?trackingParams=gong_tid&consent=required&integrity=1'
  const html = await page(path)
  expect(html).toContain('data-tracking-params=&quot;gong_tid&quot;')
  expect(html).toContain('data-copy="#tag-script"')
  expect(html).toMatch(/name="consent" value="required" checked/)
  expect(await json(`/api${path}`)).toMatchObject({
    tags: {
      script: expect.stringContaining('https://t.acme.com/tamtam-abc.js') as string,
      module: expect.stringContaining("endpoint: 'https://t.acme.com/v1/events'") as string,
    },
  })
})

it('without a public address the name by which the console was asked is the first guess', async () => {
  const { json } = await openTestConsole({ main: { readSightings: async () => sightings() } })
  expect(await json('/api/sites/demo')).toMatchObject({
    tag: { collector: 'http://127.0.0.1:8787', notes: [expect.stringContaining('http') as string] },
  })
})

it('what is written into the form comes back as text', async () => {
  const { page } = await openSite()
  const attack = encodeURIComponent('"><script>alert(1)</script>')
  const fields = ['collector', 'trackingParams', 'keepParams', 'cookieDomain', 'endpoint']
  const query = fields.map((name) => `${name}=${attack}`).join('&')
  expect(await page(`/sites/acme-www?${query}`)).not.toContain('<script>alert')
})

it('a site that is not configured is not there', async () => {
  const { ask } = await openSite()
  expect((await ask('/sites/other')).status).toBe(404)
})

it('says which sites have a secret key, and never the key', async () => {
  const { page, json } = await openSite()
  expect(await json('/api/sites')).toMatchObject({
    sites: [{ hasSecretKey: true }, { hasSecretKey: false }],
  })
  for (const path of ['/sites', '/sites/acme-www', '/api/sites', '/api/config', '/config']) {
    expect(await page(path)).not.toContain(KEY)
  }
})

it('a site that believes every page is shown with a warning', async () => {
  expect(await (await openSite()).page('/sites')).toContain('Warning: open')
})
