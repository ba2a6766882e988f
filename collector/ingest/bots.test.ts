import { describe, expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import { aSite, siteMap } from '../lib/test-sites.js'
import { bodyOf, BROWSER, createTestApp } from '../test-app.js'
import { createBotCheck } from './bots.js'

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'

describe('a user agent', () => {
  const reasonOf = (userAgent: string | null) =>
    createBotCheck()({ automated: false, userAgent: userAgent })

  it.each([
    BROWSER,
    IPHONE,
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
    // A telephone of the make Cubot.
    'Mozilla/5.0 (Linux; Android 10; CUBOT X30) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120 Mobile Safari/537.36',
    // Apps that show pages to people.
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 LinkedInApp/9',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Teams/1.5 Chrome/96.0 Electron/16.0 Safari/537.36',
  ])('of a visitor is none of a bot: %s', (userAgent) => {
    expect(reasonOf(userAgent)).toBeNull()
  })

  it.each([
    null,
    '',
    '  ',
    'node',
    'curl/8.7.1',
    'python-requests/2.32',
    BROWSER.replace('Chrome/', 'HeadlessChrome/'),
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
    'facebookexternalhit/1.1',
    'LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)',
    'Twitterbot/1.0',
    'WhatsApp/2.23.20.0 A',
    'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
    'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5',
    'Google-Safety',
    'Proofpoint URL Defense',
    'Mimecast URL Scanner',
    'Barracuda Sentinel (EE)',
    // Those that isbot takes for browsers.
    'Mozilla/5.0 (compatible; BarracudaCentral)',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) TMES/1.0',
    'Mozilla/4.0 (compatible; Trend Micro)',
    'Mozilla/4.0 (compatible; ms-office; MSOffice 16)',
    'Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; WOW64; Trident/7.0; ms-office)',
  ])('of a bot or a link scanner is known: %s', (userAgent) => {
    expect(reasonOf(userAgent)).toBe('bot_user_agent')
  })

  it('is judged the same the second time', () => {
    const botReason = createBotCheck()
    const reasons = [BROWSER, 'curl/8', BROWSER, 'curl/8'].map((userAgent) =>
      botReason({ automated: false, userAgent }),
    )
    expect(reasons).toEqual([null, 'bot_user_agent', null, 'bot_user_agent'])
  })
})

describe("a bot's beacon", () => {
  const events = [anEvent('page_view'), anEvent('identify'), 'nonsense']

  it('is answered like any other and leaves its number and its reason', async () => {
    const { post, spooled } = createTestApp()
    expect((await post(bodyOf(events), { 'User-Agent': 'curl/8' })).status).toBe(204)
    expect((await post(bodyOf(events), { 'User-Agent': null })).status).toBe(204)
    expect((await post(bodyOf(events, { automated: true }))).status).toBe(204)
    const [first, second, third] = spooled()
    expect(first).toEqual({
      beaconId: expect.any(String) as string,
      siteId: 'acme-www',
      anonymousId: 'a'.repeat(32),
      receivedAtMs: NOON_MS,
      userAgent: 'curl/8',
      events: [],
      failedEvents: [],
      dropped: { reason: 'bot_user_agent', eventCount: 3 },
    })
    expect(second?.dropped).toEqual({ reason: 'bot_user_agent', eventCount: 3 })
    expect(third?.dropped).toEqual({ reason: 'bot_automated', eventCount: 3 })
  })

  it('is answered only once its count is durable', async () => {
    const { post } = createTestApp({ spool: { append: async () => 'full', whyFull: () => null } })
    expect((await post(bodyOf(events), { 'User-Agent': 'curl/8' })).status).toBe(503)
  })

  it('is stored whole where the site keeps bots', async () => {
    const { post, spooled } = createTestApp({ sites: siteMap(aSite({ bots: 'keep' })) })
    await post(bodyOf(events, { automated: true }), { 'User-Agent': 'curl/8' })
    expect(spooled()[0]).not.toHaveProperty('dropped')
    expect(spooled()[0]?.events).toHaveLength(2)
    expect(spooled()[0]?.failedEvents).toHaveLength(1)
  })

  it('is told once a minute for each reason and site, and is no warning', async () => {
    let nowMs = NOON_MS
    const { post, lines } = createTestApp({ clock: () => nowMs })
    const told = () => lines.filter(({ level }) => level === INFO)
    for (let count = 0; count < 4; count++) await post(bodyOf(events), { 'User-Agent': 'curl/8' })
    const line = { event: 'beacon_dropped', reason: 'bot_user_agent', siteId: 'acme-www' }
    expect(told()).toMatchObject([{ ...line, eventCount: 3, suppressed: 0 }])
    nowMs += 60_000
    await post(bodyOf(events), { 'User-Agent': 'curl/8' })
    expect(told()[1]).toMatchObject({ ...line, suppressed: 3 })
  })
})

const INFO = 30
