import { describe, expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { hashLinkToken } from '../lib/hash-link-token.js'
import { aSite, rulesOf, siteMap } from '../lib/test-sites.js'
import type { SealedContent } from '../store/interaction.js'
import { createServerStore, type NewLink } from './server-store.js'
import { NoAnswer } from '../lib/thread-calls.js'
import { ADA, awayStore, BETA_KEY, DAY_MS, openTestApi, refusalOf } from './test-api.js'

const GRACE = { email: 'grace@navy.example', name: 'Grace Hopper' }
const wish = {
  url: 'https://www.acme.com/offers/7?v=2#price',
  recipients: [{ person: ADA, title: 'Analyst' }, { person: GRACE }],
}
const least = { url: 'https://www.acme.com/offers/7', recipients: [{ person: ADA }] }

const CALLS = siteMap(aSite({ engagementCalls: true }), aSite({ siteId: 'beta' }))

interface Made {
  shareId: string
  reported: boolean
  links: { token: string; link: string; expiresAt: string }[]
}

async function share(changes: Parameters<typeof openTestApi>[0], body: unknown) {
  const test = await openTestApi(changes)
  const answer = await test.send('/v1/shares', { body })
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([201, 'no-store'])
  return { ...test, made: (await answer.json()) as Made }
}

describe('a share', () => {
  it('makes a link for each recipient, in their order, and only their hashes are kept', async () => {
    const { made, rows } = await share({}, wish)
    expect(made.reported).toBe(false)
    const expiresAt = new Date(NOON_MS + 90 * DAY_MS).toISOString()
    expect(made.links).toEqual(
      made.links.map(({ token }) => ({ token, link: `http://localhost/l/${token}`, expiresAt })),
    )
    const kept = new Map((await rows('links')).map((row) => [row.token_hash, row]))
    const people = made.links.map(({ token }) => kept.get(hashLinkToken(token)))
    expect(people).toMatchObject([
      { person: JSON.stringify(ADA), url: wish.url, share_id: made.shareId },
      { person: JSON.stringify(GRACE), url: wish.url, share_id: made.shareId },
    ])
    expect(await rows('shares')).toEqual([
      {
        share_id: made.shareId,
        site_id: 'acme-www',
        content_id: 'www.acme.com/offers/7',
        made_at_ms: NOON_MS,
      },
    ])
  })

  it('is told to nobody where the site has no engagement calls', async () => {
    const { rows } = await share({}, wish)
    expect(await rows('interactions')).toEqual([])
    expect(await rows('lanes')).toEqual([])
  })

  it('waits at once to be told to Gong where the site has them', async () => {
    const occurredAt = new Date(NOON_MS - 1000).toISOString()
    const message = { subject: 'Our offer', body: '<p>Here\tit is:</p>\r\nhttps://a.example' }
    const sharer = { email: 'Sam@acme.com', name: 'Sam', id: 'u-7' }
    const body = { ...wish, sharer, message, occurredAt, siteId: 'acme-www' }
    const { made, rows } = await share({ sites: CALLS }, body)
    expect(made.reported).toBe(true)
    const [row] = await rows('interactions')
    expect(row).toMatchObject({
      kind: 'content shared',
      state: 'pending',
      priority: 'normal',
      assurance: 'verified',
      lane_key: 'email:ada@analytical.example',
      who: JSON.stringify({ kind: 'person', person: ADA }),
      first_occurred_at_ms: NOON_MS - 1000,
    })
    expect(JSON.parse(row?.content ?? '')).toEqual({
      eventType: 'content shared',
      occurredAtMs: NOON_MS - 1000,
      contentId: 'www.acme.com/offers/7',
      contentUrl: 'https://www.acme.com/offers/7',
      title: '/offers/7',
      priority: 'normal',
      reportAs: 'content-shared',
      customFields: [],
      share: {
        shareId: made.shareId,
        sharer: { ...sharer, email: 'sam@acme.com' },
        recipients: wish.recipients,
        subject: 'Our offer',
        body: '<p>Here it is:</p>\nhttps://a.example',
      },
    } satisfies SealedContent)
    expect(await rows('lanes')).toMatchObject([
      { lane_key: 'email:ada@analytical.example', due_at_ms: NOON_MS },
    ])
  })

  it('is what the content rules say of its page, unless it says so itself', async () => {
    const rule = { match: '/offers/*', title: 'Offer', labels: ['offers'], contentId: 'offer' }
    const content = rulesOf({ ...rule, priority: 'high' })
    const { rows, send } = await share({ sites: CALLS, content }, least)
    await send('/v1/shares', { body: { ...least, title: 'Seven', contentId: 'o-7' } })
    expect((await rows('shares')).map((each) => each.content_id).sort()).toEqual(['o-7', 'offer'])
    const told = (await rows('interactions')).map(
      (each) => JSON.parse(each.content ?? '') as SealedContent,
    )
    expect(told).toMatchObject([
      { title: 'Offer', contentId: 'offer', labels: ['offers'], priority: 'high' },
      { title: 'Seven', contentId: 'o-7', rule: '/offers/*', priority: 'high' },
    ])
  })

  it('has an id of its own each time, at Gong too', async () => {
    const { rows, send } = await share({ sites: CALLS }, least)
    await send('/v1/shares', { body: least })
    const ids = (await rows('interactions')).map(({ gong_event_id }) => gong_event_id)
    expect(new Set(ids).size).toBe(2)
  })

  it.each([
    [{ ...least, recipients: [] }, 'recipients: '],
    [{ ...least, recipients: Array(101).fill(least.recipients[0]) }, 'recipients: '],
    [{ url: least.url }, 'recipients: '],
    [{ ...least, recipients: [{ person: { phoneNumber: '1' } }] }, 'person: must have an email'],
    [{ ...least, recipients: [{ person: { name: 'Ada' } }] }, 'recipients.0.person: must have'],
    [{ ...least, recipients: [{ person: ADA, role: 'x' }] }, 'recipients.0: unknown key "role"'],
    [{ ...least, url: 'https://evil.example/' }, "url: must be an address of the site's own"],
    [{ ...least, url: 'https://www.acme.com/?tt=x' }, 'url: must not have a tt'],
    [{ ...least, expiresInDays: 91 }, 'must be at most 90'],
    [{ ...least, sharer: {} }, 'sharer: must have an email, a name or an id'],
    [{ ...least, sharer: { email: 'sam' } }, 'sharer.email: '],
    [{ ...least, message: { subject: ' ' } }, 'message.subject: must not be blank'],
    [{ ...least, message: { body: ' \n' } }, 'message.body: must not be blank'],
    [{ ...least, title: '<b>' }, 'title: must not be blank'],
    [{ ...least, contentId: ' ' }, 'contentId: must not be blank'],
    [{ ...least, recipient: [] }, 'unknown key "recipient"'],
    [{ ...least, occurredAt: NOON_MS + DAY_MS }, 'occurredAt: must be within the last 30 days'],
    [{ ...least, occurredAt: NOON_MS - 31 * DAY_MS }, 'occurredAt: must be within'],
    [{ ...least, occurredAt: 'yesterday' }, 'occurredAt: must be a time'],
  ])('%j is refused', async (body, issue) => {
    const { send, rows } = await openTestApi({ sites: CALLS })
    const { status, issues } = await refusalOf(send('/v1/shares', { body }))
    expect(status).toBe(400)
    expect(issues.join()).toContain(issue)
    for (const table of ['links', 'shares', 'interactions'] as const) {
      expect(await rows(table)).toEqual([])
    }
  })

  it('is for whoever has the key of its site, and for no page', async () => {
    const { send } = await openTestApi()
    const ask = (headers: Record<string, string | null>, body: object = least) =>
      refusalOf(send('/v1/shares', { body, headers }))
    const other = { ...least, siteId: 'beta' }
    expect(await ask({ Authorization: null })).toMatchObject({ error: 'secret_key_missing' })
    expect(await ask({ Origin: 'https://www.acme.com' })).toMatchObject({ status: 403 })
    expect(await ask({}, other)).toMatchObject({ status: 403, error: 'secret_key_of_other_site' })
    expect(await ask({ Authorization: `Bearer ${BETA_KEY}` })).toMatchObject({ status: 400 })
  })

  it('waits for the store', async () => {
    const { send } = await openTestApi({ store: awayStore(new NoAnswer('not open')) })
    expect((await send('/v1/shares', { body: least })).status).toBe(503)
  })

  it('is kept whole or not at all', async () => {
    const { store, rows } = await openTestApi()
    const link = (tokenHash: string): NewLink => {
      const who = { person: ADA, personKey: `email:${ADA.email}` }
      return { tokenHash, siteId: 'acme-www', url: least.url, ...who, lifeMs: DAY_MS }
    }
    const given = { shareId: 's-1', siteId: 'acme-www', contentId: 'c', report: null }
    const server = createServerStore(store)
    await server.makeShare({ ...given, links: [link('a')] })
    await expect(server.makeShare({ ...given, links: [link('b'), link('c')] })).rejects.toThrow()
    expect((await rows('links')).map(({ token_hash }) => token_hash)).toEqual(['a'])
  })
})
