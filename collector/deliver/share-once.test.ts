import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { createGongSandbox } from '../../demo-site/gong-sandbox/create-gong-sandbox.js'
import { anEvent, NOON_MS, onPage } from '../../wire/test-data.js'
import { createServerStore } from '../api/server-store.js'
import { addServerRoutes } from '../app.js'
import { openTestEnrich, QUIET_SECONDS } from '../enrich/test-enrich.js'
import { createGongClient } from '../gong/client.js'
import { basicSignIn } from '../gong/sign-in.js'
import { hashSecretKey } from '../lib/secret-keys.js'
import { aSite, rulesOf, siteMap } from '../lib/test-sites.js'
import type { Site } from '../lib/config-file.js'
import { deliverOnce, type DeliverDeps } from './deliver-once.js'
import { aBudget } from './test-delivery.js'

const KEY = 'key-of-acme-0123456789'
const OFFER = 'https://www.acme.com/offers/7'
const ADA = { email: 'ada@analytical.example', name: 'Ada' }
const BOB = { email: 'bob@analytical.example' }

const content = rulesOf({ match: '/offers/*', title: 'Your offer', granularity: 'each' })

/** The server's routes, the stages and delivery to a sandbox, over one store and clock. */
async function openAll(changes: Partial<Site> = {}) {
  const site = aSite({ engagementCalls: true, ...changes })
  const sites = siteMap(site)
  const enrich = await openTestEnrich(site, { content })
  const { store, receive, fold, seal, assign } = enrich
  let nowMs = NOON_MS
  const turn = (seconds: number): void => {
    enrich.turn(seconds)
    nowMs += seconds * 1000
  }
  const sandbox = createGongSandbox({
    clock: () => nowMs,
    accessKey: 'key',
    accessKeySecret: 'secret',
  })
  const { logger } = enrich.deps
  const app = addServerRoutes(new Hono(), {
    sites,
    content,
    secretKeys: [{ siteId: site.siteId, keyHash: hashSecretKey(KEY) }],
    store: createServerStore(store),
    clock: () => nowMs,
    logger,
    rateLimit: false,
    trustedProxies: [],
    links: { days: 90 },
  })
  const signIn = basicSignIn({
    baseUrl: 'http://sandbox.example',
    accessKey: 'key',
    accessKeySecret: 'secret',
  })
  // The client calls it with an address and its options only.
  const fetch = ((url: string, init: RequestInit) => sandbox.app.request(url, init)) as never
  const deps: DeliverDeps = {
    store,
    client: createGongClient({ signIn, fetch, timeoutMs: 15_000 }),
    signIn,
    credential: 'test',
    budget: aBudget(),
    companyName: 'Acme',
    sites,
    callTimeoutMs: 15_000,
    random: () => 0,
    logger,
  }

  return {
    sandbox,
    rows: enrich.rows,
    deliver: async () => {
      for (
        let step = await deliverOnce(deps);
        step.kind !== 'halt';
        step = await deliverOnce(deps)
      ) {
        if (step.kind === 'again') continue
        if (step.untilMs === null) return
        turn(Math.max(1, Math.ceil((step.untilMs - nowMs) / 1000)))
      }
    },
    share: async (body: object) => {
      const headers = { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' }
      const init = { method: 'POST', headers, body: JSON.stringify(body) }
      const answer = await app.request('/v1/shares', init)
      expect(answer.status).toBe(201)
      return (await answer.json()) as { shareId: string; links: { token: string }[] }
    },
    /** A browser looks at a page, and what it has done is ready to be sent. */
    views: async (browser: string, url: string, linkToken?: string) => {
      const event = anEvent('page_view', {
        page: { ...onPage(url, 'An offer').page, viewId: randomBytes(16).toString('hex') },
        occurredAtMs: nowMs,
        ...(linkToken !== undefined && { linkToken }),
      })
      await receive([event], { anonymousId: browser.repeat(32) })
      await fold()
      turn(QUIET_SECONDS)
      await seal()
      await assign()
    },
  }
}

const wish = {
  url: `${OFFER}?v=2`,
  recipients: [{ person: ADA }, { person: BOB }],
  sharer: { email: 'sam@acme.com', name: 'Sam' },
  message: { subject: 'Our offer' },
}

describe('a share', () => {
  it('reaches Gong, and each recipient’s views of it as answers to it', async () => {
    const { share, views, deliver, sandbox } = await openAll()
    const { shareId, links } = await share(wish)
    const [toAda, toBob] = links
    await views('b', OFFER, toBob?.token)
    await views('a', `${OFFER}?utm_source=mail`, toAda?.token)
    await views('a', 'https://www.acme.com/pricing')
    await deliver()
    const byPerson = sandbox.accepted().map(({ call, body }) => ({ call, body: { ...body } }))
    const piece = {
      contentId: 'www.acme.com/offers/7',
      contentUrl: OFFER,
      contentTitle: 'Your offer',
    }
    expect(byPerson).toHaveLength(4)
    expect(byPerson).toEqual(
      expect.arrayContaining([
        {
          call: 'content-shared',
          body: expect.objectContaining({
            ...piece,
            shareId,
            reportingSystem: 'Acme',
            sharer: wish.sharer,
            sharingMessageSubject: 'Our offer',
            recipients: [ADA, BOB],
          }) as object,
        },
        {
          call: 'content-viewed',
          body: expect.objectContaining({ ...piece, shareId, viewer: BOB }) as object,
        },
        {
          call: 'content-viewed',
          body: expect.objectContaining({ ...piece, shareId, viewer: ADA }) as object,
        },
        {
          call: 'digital-interaction',
          body: expect.objectContaining({ eventType: 'page viewed' }) as object,
        },
      ]),
    )
    expect(sandbox.summary()).toMatchObject({ duplicates: 0 })
  })

  it('is answered by whoever looks at it later in the same browser, and by nobody else', async () => {
    const { share, views, deliver, rows } = await openAll()
    const { links } = await share({ ...wish, recipients: [{ person: ADA }] })
    await views('a', OFFER, links[0]?.token)
    await views('a', OFFER)
    await views('0', OFFER)
    await deliver()
    const told = (await rows('interactions')).map(({ kind, call, state }) => [kind, call, state])
    expect(told).toEqual([
      ['content shared', 'content-shared', 'delivered'],
      ['page viewed', 'content-viewed', 'delivered'],
      ['page viewed', 'content-viewed', 'delivered'],
      ['page viewed', 'digital-interaction', 'held'],
    ])
  })

  it('is told to nobody by a site without the calls, and its views are like any other', async () => {
    const { share, views, deliver, sandbox } = await openAll({ engagementCalls: false })
    const { links } = await share(wish)
    await views('a', OFFER, links[0]?.token)
    await deliver()
    expect(sandbox.accepted().map(({ call }) => call)).toEqual(['digital-interaction'])
  })
})
