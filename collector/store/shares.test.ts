import { describe, expect, it } from 'vitest'
import { NOON_MS, SESSION, VISITOR } from '../../wire/test-data.js'
import { aLink, TOKEN_HASH } from './test-links.js'
import { aSealedContent, ADA, sealOne } from './test-outbox.js'
import { openTestStore } from './test-store.js'
import type { Link } from './links.js'
import type { Share } from './shares.js'

const HOUR_MS = 60 * 60 * 1000
const CONTENT = 'www.acme.com/offer'
const SHARE: Share = { shareId: 's-1', siteId: 'acme-www', contentId: CONTENT, madeAtMs: NOON_MS }
const OTHER_HASH = 'f'.repeat(64)

/** A share with a link by which the visitor came at noon, and a sealed view at noon. */
async function openWithView({
  link = {},
  firstMs = NOON_MS,
}: { link?: Partial<Link>; firstMs?: number } = {}) {
  const test = await openTestStore()
  const { store } = test
  await store.keepShare(SHARE)
  await store.makeLinks([aLink({ shareId: SHARE.shareId, ...link })])
  const visit = { siteId: 'acme-www', anonymousId: VISITOR, firstMs }
  await store.noteLinkVisitors([{ ...visit, tokenHash: TOKEN_HASH }])
  const interactionId = await sealOne(store)
  return { ...test, visit, interactionId }
}

describe('a share that a view answers', () => {
  it('is that of the link by which its visitor came, where the page is what was shared', async () => {
    const { store, interactionId } = await openWithView()
    expect(await store.findShare({ interactionId, contentId: CONTENT })).toBe('s-1')
    expect(await store.findShare({ interactionId, contentId: 'www.acme.com/' })).toBeNull()
    expect(await store.findShare({ interactionId: 99, contentId: CONTENT })).toBeNull()
  })

  it.each<[string, string | null, Parameters<typeof openWithView>[0]]>([
    ['opened half an hour later in one visit', 's-1', { firstMs: NOON_MS + HOUR_MS / 2 }],
    ['opened an hour later', null, { firstMs: NOON_MS + HOUR_MS }],
    ['that had expired', null, { link: { expiresAtMs: NOON_MS } }],
    ['that expires right after', 's-1', { link: { expiresAtMs: NOON_MS + 1 } }],
    ['that was taken back before', null, { link: { revokedAtMs: NOON_MS } }],
    ['that was taken back after', 's-1', { link: { revokedAtMs: NOON_MS + 1 } }],
  ])('by a link %s is %s', async (_, shareId, given) => {
    const { store, interactionId } = await openWithView(given)
    expect(await store.findShare({ interactionId, contentId: CONTENT })).toBe(shareId)
  })

  it('is none by a link of no share, and of another visitor none', async () => {
    const { store } = await openTestStore()
    await store.keepShare(SHARE)
    await store.makeLinks([aLink(), aLink({ tokenHash: OTHER_HASH, shareId: 's-1' })])
    const visit = { siteId: 'acme-www', firstMs: NOON_MS }
    await store.noteLinkVisitors([
      { ...visit, anonymousId: VISITOR, tokenHash: TOKEN_HASH },
      { ...visit, anonymousId: '0'.repeat(32), tokenHash: OTHER_HASH },
    ])
    const interactionId = await sealOne(store)
    expect(await store.findShare({ interactionId, contentId: CONTENT })).toBeNull()
  })

  it('is the one whose link was opened last, where there are several', async () => {
    const { store, visit, interactionId } = await openWithView()
    await store.keepShare({ ...SHARE, shareId: 's-2', madeAtMs: NOON_MS - HOUR_MS })
    await store.makeLinks([aLink({ tokenHash: OTHER_HASH, shareId: 's-2' })])
    await store.noteLinkVisitors([{ ...visit, tokenHash: OTHER_HASH, firstMs: NOON_MS + 1 }])
    expect(await store.findShare({ interactionId, contentId: CONTENT })).toBe('s-2')
  })

  it('is none of what is not a view of a page', async () => {
    const { store } = await openWithView()
    const key = { siteId: 'acme-www', anonymousId: VISITOR, sessionId: SESSION }
    const [interactionId = NaN] = await store.openInteractions([
      {
        key: { ...key, kind: 'custom event', contentKey: CONTENT },
        part: 1,
        openedAtMs: NOON_MS,
        sealDueAtMs: NOON_MS,
        firstOccurredAtMs: NOON_MS,
        eventCount: 1,
      },
    ])
    expect(await store.findShare({ interactionId, contentId: CONTENT })).toBeNull()
  })
})

it('a share that is reported is claimed like any other interaction, and is never open or held', async () => {
  const { store, rows } = await openTestStore()
  const recipients = [{ person: { email: 'ada@example.org' } }]
  const content = aSealedContent({ priority: 'high', share: { shareId: 's-1', recipients } })
  const laneKey = 'email:ada@example.org'
  await store.reportShare({ ...SHARE, gongEventId: 'e-1', content, who: ADA, laneKey })
  await store.queueLane(laneKey, { dueAtMs: NOON_MS, priority: 'high' })
  const row = { anonymous_id: 's-1', kind: 'content shared', state: 'pending', event_count: 0 }
  expect(await rows('interactions')).toMatchObject([row])
  expect(await store.claim({ nowMs: NOON_MS, leaseMs: 1000, downTo: 'low' })).toMatchObject({
    laneKey,
    gongEventId: 'e-1',
    priority: 'high',
    content,
    who: ADA,
    assurance: 'verified',
    request: null,
  })
})

it('old shares go once none of their links is left, so many at a time', async () => {
  const { store, rows } = await openTestStore()
  const ids = ['s-1', 's-2', 's-3', 's-4']
  for (const [index, shareId] of ids.entries()) {
    await store.keepShare({ ...SHARE, shareId, madeAtMs: NOON_MS + index })
  }
  await store.makeLinks([aLink({ shareId: 's-1' })])
  expect(await store.removeShares(NOON_MS + 3, 1)).toBe(1)
  expect(await store.removeShares(NOON_MS + 3, 9)).toBe(1)
  expect(await store.removeShares(NOON_MS + 3, 9)).toBe(0)
  expect((await rows('shares')).map(({ share_id }) => share_id)).toEqual(['s-1', 's-4'])
})

it('a link knows the share that it was made for', async () => {
  const { store } = await openTestStore()
  const link = aLink({ shareId: 's-1' })
  await store.makeLinks([link])
  expect(await store.readLinks([TOKEN_HASH])).toEqual([link])
})
