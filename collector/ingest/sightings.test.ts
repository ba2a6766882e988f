import { describe, expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import { aSite, siteMap } from '../lib/test-sites.js'
import { bodyOf, createTestApp, ORIGIN } from '../test-app.js'
import { createSightings } from './sightings.js'

const SITES = siteMap(
  aSite({ origins: [ORIGIN] }),
  aSite({ siteId: 'beta', origins: ['https://beta.example'] }),
)

/** The public routes, by a clock that the test turns. */
function openTest() {
  let nowMs = NOON_MS
  const clock = () => nowMs
  const sightings = createSightings({ clock, sites: SITES })
  const { app, post } = createTestApp({ sites: SITES, clock, sightings })
  const read = () => sightings.read()
  return {
    post,
    turn: (ms: number) => (nowMs += ms),
    load: (referer?: string, path = '/tamtam.js') =>
      app.request(path, referer === undefined ? {} : { headers: { Referer: referer } }),
    read,
    site: (siteId = 'acme-www') => read().sites.find((each) => each.siteId === siteId),
  }
}

describe('of each configured site the last of each kind is known', () => {
  it('nothing of it before anything came', () => {
    expect(openTest().read()).toEqual({
      sinceMs: NOON_MS,
      sites: ['acme-www', 'beta'].map((siteId) => ({
        siteId,
        accepted: null,
        refusals: [],
        drops: [],
        failures: [],
      })),
      loads: [],
      refusals: [],
      unknownSites: [],
    })
  })

  it('a beacon that is stored, with how many events were kept', async () => {
    const test = openTest()
    await test.post(bodyOf([anEvent('page_view')]))
    test.turn(1000)
    await test.post(bodyOf([anEvent('page_view'), anEvent('click'), { type: 'nonsense' }]))
    expect(test.site()?.accepted).toEqual({ origin: ORIGIN, atMs: NOON_MS + 1000, eventCount: 2 })
    expect(test.site()?.failures).toMatchObject([
      { reason: 'event_invalid', origin: ORIGIN, atMs: NOON_MS + 1000 },
    ])
    expect(test.site('beta')?.accepted).toBeNull()
  })

  it("a bot's beacon, with the user agent that gave it away", async () => {
    const test = openTest()
    await test.post(bodyOf([anEvent('page_view')]), { 'User-Agent': 'Googlebot/2.1\u0085' })
    await test.post(bodyOf([anEvent('page_view')], { automated: true }))
    expect(test.site()?.accepted).toBeNull()
    expect(test.site()?.drops).toMatchObject([
      { reason: 'bot_user_agent', userAgent: 'Googlebot/2.1\uFFFD' },
      { reason: 'bot_automated' },
    ])
  })

  it('a refusal, once it is known for which site the beacon was', async () => {
    const test = openTest()
    await test.post(bodyOf([anEvent('page_view')], { siteId: 'beta' }))
    expect(test.site('beta')?.refusals).toEqual([
      { code: 'origin_not_allowed', origin: ORIGIN, atMs: NOON_MS },
    ])
    expect(test.read().refusals).toEqual([])
  })
})

it('a refusal before its site is known is kept by code and origin', async () => {
  const test = openTest()
  await test.post('{', {})
  await test.post('{}', { Origin: 'https://acme.com' })
  await test.post('{}', { Origin: null })
  expect(test.read().refusals).toEqual([
    { code: 'json_malformed', origin: ORIGIN, atMs: NOON_MS },
    { code: 'origin_missing', origin: null, atMs: NOON_MS },
    { code: 'origin_not_allowed', origin: 'https://acme.com', atMs: NOON_MS },
  ])
})

it('a site id that is not configured is kept with its origin', async () => {
  const test = openTest()
  await test.post(bodyOf([anEvent('page_view')], { siteId: 'acme-ww' }))
  expect(test.read().unknownSites).toEqual([{ siteId: 'acme-ww', origin: ORIGIN, atMs: NOON_MS }])
})

describe('a load of the script is known by the origin of its Referer', () => {
  it.each([
    ['an origin', `${ORIGIN}/`, ORIGIN],
    ['a whole address', `${ORIGIN}/pricing?a=b`, ORIGIN],
    ['none', undefined, null],
    ['nonsense', 'about:blank', null],
  ])('from %s', async (_, referer, origin) => {
    const test = openTest()
    await test.load(referer)
    const isListed = origin !== null
    expect(test.read().loads).toEqual([{ origin, isListed, atMs: NOON_MS, firstAtMs: NOON_MS }])
  })

  it('under its lasting name too', async () => {
    const test = openTest()
    await test.load(`${ORIGIN}/`, '/tamtam-h.js')
    expect(test.read().loads).toHaveLength(1)
  })

  it('loads within a minute of each other are one row', async () => {
    const test = openTest()
    await test.load(ORIGIN)
    test.turn(59_000)
    await test.load(ORIGIN)
    expect(test.read().loads).toMatchObject([{ atMs: NOON_MS + 59_000, firstAtMs: NOON_MS }])
    test.turn(60_000)
    await test.load(ORIGIN)
    expect(test.read().loads).toMatchObject([{ firstAtMs: NOON_MS + 119_000 }])
  })
})

describe('a stranger', () => {
  it('fills a bounded part, and puts out nothing of the configured origins', async () => {
    const test = openTest()
    await test.load(ORIGIN)
    await test.post('{', {})
    for (let index = 0; index < 300; index++) {
      await test.load(`https://${index}.example/`)
      await test.post('{}', { Origin: `https://${index}.example` })
      await test.post(bodyOf([anEvent('reset')], { siteId: `site-${index}` }))
    }
    const { sites, loads, refusals, unknownSites } = test.read()
    expect([sites, loads, refusals, unknownSites].map(({ length }) => length)).toEqual([
      2, 101, 101, 20,
    ])
    expect(loads[0]?.origin).toBe(ORIGIN)
    expect(refusals[0]).toMatchObject({ code: 'json_malformed', origin: ORIGIN })
    expect(unknownSites[0]?.siteId).toBe('site-299')
  })

  it('is shown shortened, in plain characters', async () => {
    const test = openTest()
    await test.post('{}', { Origin: `https://\u00ad\u00e9${'x'.repeat(5000)}` })
    const [refusal] = test.read().refusals
    expect(refusal?.origin).toMatch(/^https:\/\/\?\?x+…$/)
    expect(refusal?.origin).toHaveLength(300)
  })
})

it('what is read can go to another thread', async () => {
  const test = openTest()
  await test.post(bodyOf([anEvent('page_view')]))
  await test.load(ORIGIN)
  expect(structuredClone(test.read())).toEqual(test.read())
})
